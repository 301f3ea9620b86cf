"""Patients around a cohort: all of the registry, and whom each condition of the rule leaves out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from django.db.models import Q, QuerySet

from outcomes.loading import Patient
from outcomes.members.keys import FIRST_BOX, REGISTRY, Key, box, is_around_cohort, left_out
from outcomes.members.named import Named
from outcomes.members.rows import LABELS, Member, members
from outcomes.membership import Condition, Membership
from outcomes.models import Cohort, RegimenOutcome
from registry.models import User


@dataclass(frozen=True, slots=True)
class Step:
    """A condition and what a regimen has to meet before it (None: nothing), and with it."""

    condition: Condition
    before: Q | None
    after: Q

    def left_out(self) -> QuerySet[Patient]:
        """Patients of whom a regimen meets all conditions before this one, and none meets this one, too."""
        there = everyone() if self.before is None else everyone().filter(pk__in=_with_regimen(self.before))
        return there.exclude(pk__in=_with_regimen(self.after))


def steps(membership: Membership) -> Iterator[Step]:
    """The conditions one after the other; a patient stays while any regimen meets all of them so far."""
    before: Q | None = None
    for condition in membership.conditions():
        after = condition.query if before is None else before & condition.query
        yield Step(condition, before, after)
        before = after


def everyone() -> QuerySet[Patient]:
    """All patients of the registry."""
    return Patient.objects.filter(withdrawn_at=None)


def _with_regimen(query: Q) -> QuerySet[RegimenOutcome, int]:
    return RegimenOutcome.objects.filter(query).order_by().values_list("patient", flat=True)


class LeftOut(Named):
    """Patients before the cohort begins, as the boxes of the flow count them; see outcomes.selection.

    Each is shown with the first regimen that met all conditions before, and with the value that did not meet
    this one.
    """

    def __init__(self, patients: QuerySet[Patient], user: User, step: Step | None) -> None:
        super().__init__(patients, user)
        self._step = step

    @classmethod
    def by(cls, key: Key, cohort: Cohort, user: User) -> Self | None:
        """Whom the key counts; None for one that counts patients of the cohort."""
        if not is_around_cohort(key):
            return None
        if key == box(REGISTRY):
            return cls(everyone(), user, None)
        for step in steps(cohort.membership()):
            if key == left_out(FIRST_BOX, step.condition.otherwise):
                return cls(step.left_out(), user, step)
        return None

    def __getitem__(self, part: slice) -> list[Member]:
        patients = list(self.own[part])
        regimens = self._regimens([patient.pk for patient in patients])
        return [regimens.get(patient.pk) or _without_regimen(patient) for patient in patients]

    def _regimens(self, patients: list[int]) -> Mapping[int, Member]:
        rows = RegimenOutcome.objects.filter(patient__in=patients).select_related("site", "patient")
        if self._step and self._step.before is not None:
            rows = rows.filter(self._step.before)
        first: dict[int, RegimenOutcome] = {}
        for row in rows.order_by("patient_id", "position"):
            first.setdefault(row.patient_id, row)
        column = self._step.condition.column if self._step else ""
        return {
            one.patient: one for one in members(list(first.values()), [column] if column in LABELS else [])
        }


def _without_regimen(patient: Patient) -> Member:
    return Member(patient.pk, patient.registry_id, patient.site.site_name or "–", "–", "–", "–", [])
