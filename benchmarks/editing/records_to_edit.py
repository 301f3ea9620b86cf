"""Fills an empty registry with the few records that all clients edit."""

import django

django.setup()

from registry.models import LabSnapshot, User  # noqa: E402
from tests.registry import records  # noqa: E402

ON = ("2022-02-07", "2022-02-14", "2022-02-21", "2022-02-28", "2022-03-07")


def main() -> None:
    User.objects.create_user("client", role="coordinator")
    patient = records.patient(records.site())
    for day in ON:
        snapshot = LabSnapshot(patient=patient, timepoint="follow_up", sample_date=records.day(day))
        records.actions.save_record(snapshot, by=None)


if __name__ == "__main__":
    main()
