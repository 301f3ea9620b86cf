"""Double entry where it matters: critical answers, the records drawn, and how often both entries agree."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from registry.fields import ClinicalField
from registry.models import Change, Patient, PatientRecord, RecordStatus, Reentry, User
from registry.record_types import RECORD_TYPES


@dataclass(frozen=True, slots=True)
class Critical:
    """The critical answers of one type of record.

    known: answers by which the second person finds the record in the source. only: which records.
    """

    entity: str
    fields: tuple[str, ...]
    known: tuple[str, ...]
    only: Mapping[str, str] = field(default_factory=dict)

    def questions(self) -> list[ClinicalField]:
        return [question_of(self.entity, name) for name in self.fields]


CRITICAL: dict[str, Critical] = {
    critical.entity: critical
    for critical in (
        Critical(
            "response",
            ("assessment_date", "bm_blasts_pct", "pb_blasts_pct"),
            ("regimen", "cycle_number", "timepoint"),
        ),
        Critical(
            "disease_event", ("event_date", "bm_blasts_pct"), ("event_type",), {"event_type": "relapse"}
        ),
        Critical("mrd", ("sample_date", "result", "level"), ("sample_source", "method", "target")),
        Critical("lab", ("sample_date", "pb_blasts_pct", "bm_blasts_pct"), ("timepoint", "regimen")),
        Critical(
            "follow_up", ("death_date",), ("contact_date", "information_source"), {"vital_status": "dead"}
        ),
    )
}


def question_of(entity: str, name: str) -> ClinicalField:
    return next(question for question in RECORD_TYPES[entity].model.questions() if question.name == name)


def eligible(patients: QuerySet[Patient]) -> list[PatientRecord]:
    """Records with critical answers, complete and not drawn before, in a fixed order."""
    found: list[PatientRecord] = []
    for critical in CRITICAL.values():
        drawn = Reentry.objects.filter(entity=critical.entity).values("record_id")
        rows = RECORD_TYPES[critical.entity].rows().filter(patient__in=patients, **critical.only)
        found += rows.exclude(status=RecordStatus.DRAFT).exclude(pk__in=drawn).order_by("pk")
    return found


def drawn(entity_ids: Iterable[tuple[str, int]], count: int, seed: int) -> list[tuple[str, int]]:
    """The first records in an order that only the seed and the records decide (SHA-256)."""
    order = {pair: hashlib.sha256(f"{seed}:{pair[0]}:{pair[1]}".encode()).digest() for pair in entity_ids}
    return sorted(order, key=order.__getitem__)[:count]


def entries_by(person: User, entity: Any, record_id: Any) -> QuerySet[Change]:
    """The entries with which a person has entered or changed answers of a record."""
    made = (Change.Action.CREATED, Change.Action.CHANGED)
    return Change.objects.filter(entity=entity, record_id=record_id, by=person, action__in=made)


def with_own_last(reentries: QuerySet[Reentry], person: User) -> QuerySet[Reentry]:
    """Re-entries with `is_own`: whether the person has entered the record and so cannot do it again."""
    own = Exists(entries_by(person, OuterRef("entity"), OuterRef("record_id")))
    return reentries.annotate(is_own=own).order_by("is_own", "id")


class Agreement(NamedTuple):
    """How often both entries of one field agree at one site. n: re-entries with an answer in either."""

    site: str
    kind: str
    label: str
    n: int
    agreed: int

    @property
    def percent(self) -> float:
        return 100 * self.agreed / self.n


def agreement(reentries: Iterable[Reentry]) -> list[Agreement]:
    """By site and field, in the order of the sites' names and of CRITICAL."""
    n: Counter[tuple[str, str, str]] = Counter()
    agreed: Counter[tuple[str, str, str]] = Counter()
    for reentry in reentries:
        for name, (first, second) in reentry.compared.items():
            place = (reentry.patient.site.site_name or "", reentry.entity, name)
            n[place] += _is_answered(first, second)
            agreed[place] += _is_answered(first, second) and first == second
    order = [(critical.entity, name) for critical in CRITICAL.values() for name in critical.fields]
    places = sorted((p for p in n if n[p]), key=lambda place: (place[0], order.index(place[1:])))
    return [Agreement(p[0], RECORD_TYPES[p[1]].title, _label(*p[1:]), n[p], agreed[p]) for p in places]


def _label(entity: str, name: str) -> str:
    return str(question_of(entity, name).verbose_name)


def _is_answered(first: Any, second: Any) -> bool:
    return first is not None or second is not None
