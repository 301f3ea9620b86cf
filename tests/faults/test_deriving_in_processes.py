"""Many patients are derived by other processes, with the same rows as if one had done it."""

import pytest

from outcomes import deriving, refresh
from outcomes.deriving_process import Batch
from outcomes.loading import derived_of_patients
from outcomes.models import RegimenOutcome
from registry.models import PatientEdit
from tests.outcomes import courses
from tests.registry import records

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]


def stored() -> list:
    return list(RegimenOutcome.objects.order_by("patient", "position").values_list("regimen", "values"))


def test_several_processes_give_what_one_gives(monkeypatch):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "config.settings")
    monkeypatch.setattr(deriving, "PATIENTS_PER_BATCH", 2)
    site = records.site()
    for number in range(5):
        courses.refractory(site, f"KFB-{number}", dead_on=None if number % 2 else "2022-09-01")
    refresh.refresh()
    by_one = stored()
    RegimenOutcome.objects.all().delete()
    refresh.start_rebuild()
    monkeypatch.setattr(refresh, "BACKLOG", 1)
    assert refresh.derive_backlog() == 5
    assert stored() == by_one
    assert not PatientEdit.objects.exists()


def test_rows_derived_before_somebody_answered_the_edit_are_not_written():
    patient = courses.refractory(records.site(), "KFB-1")
    edits = {patient.pk: list(PatientEdit.objects.values_list("pk", flat=True))}
    late = Batch(edits, derived_of_patients([patient.pk]))
    late.rows[patient.pk] = [
        (*row[:-1], '{"failure_type": "from an older snapshot"}') for row in late.rows[patient.pk]
    ]
    refresh.refresh()
    newest = stored()
    refresh.write_batch(late)
    assert stored() == newest
