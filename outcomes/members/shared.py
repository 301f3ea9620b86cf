"""Patients who are in two cohorts, for the page that shows both side by side."""

from dataclasses import replace

from outcomes.members.named import Named
from outcomes.members.rows import Member, Reason, index_rows, members
from outcomes.models import Cohort
from outcomes.selection import patients_in_both
from registry.models import User

SAME = "The same regimen"


class Shared(Named):
    """Each with the regimen by which it is in the first cohort, and beside it that of the other."""

    def __init__(self, one: Cohort, other: Cohort, user: User) -> None:
        self._one, self._other = one.membership(), other.membership()
        super().__init__(patients_in_both(self._one, self._other), user)

    def __getitem__(self, part: slice) -> list[Member]:
        patients = [patient.pk for patient in self.own[part]]
        ours, theirs = (members(index_rows(rule, patients), []) for rule in (self._one, self._other))
        beside = {one.patient: one for one in theirs}
        return [_with_other(line, beside.get(line.patient)) for line in ours]


def _with_other(line: Member, beside: Member | None) -> Member:
    """Nothing beside it where somebody took it out of the records just now."""
    if beside is None:
        return line
    if beside == line:
        return replace(line, reasons=[Reason("", SAME, "")])
    return replace(line, reasons=[Reason("", f"{beside.line}, {beside.regimen}", f"From {beside.start}.")])
