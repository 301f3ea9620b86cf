"""Patients who are in two cohorts, for the page that shows both side by side."""

from collections.abc import Sequence
from dataclasses import replace

from outcomes.members.rows import Member, Reason, members
from outcomes.membership import Membership
from outcomes.models import Cohort, RegimenOutcome
from outcomes.selection import patients_in_both
from registry.access import patients_of
from registry.models import User

SAME = "The same regimen"


class Shared:
    """Each with the regimen by which it is in the first cohort, and beside it that of the other."""

    def __init__(self, one: Cohort, other: Cohort, user: User) -> None:
        self._one, self._other = one.membership(), other.membership()
        shared = patients_in_both(self._one, self._other)
        self.total = shared.count()
        self._own = patients_of(user).filter(pk__in=shared.values("pk")).order_by("registry_id")
        self._n = self._own.count()

    def __len__(self) -> int:
        return self._n

    def __getitem__(self, part: slice) -> list[Member]:
        patients = [patient.pk for patient in self._own[part]]
        ours, theirs = (members(_index_rows(rule, patients), []) for rule in (self._one, self._other))
        beside = {one.patient: one for one in theirs}
        return [_with_other(line, beside.get(line.patient)) for line in ours]


def _with_other(line: Member, beside: Member | None) -> Member:
    """Nothing beside it where somebody took it out of the records just now."""
    if beside is None:
        return line
    if beside == line:
        return replace(line, reasons=[Reason("", SAME, "")])
    return replace(line, reasons=[Reason("", f"{beside.line}, {beside.regimen}", f"From {beside.start}.")])


def _index_rows(rule: Membership, patients: Sequence[int]) -> list[RegimenOutcome]:
    """The regimens by which these patients are in a cohort, in the order of the patients."""
    rows = RegimenOutcome.objects.filter(patient__in=patients).select_related("site", "patient")
    found = rule.index_rows(rows.order_by("patient_id", "position"))
    return sorted(found, key=lambda row: patients.index(row.patient_id))
