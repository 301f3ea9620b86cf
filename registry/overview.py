"""A patient's records arranged for reading: chapters of the patient page, status grid, drafts."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import QuerySet

from registry.describing import title_of
from registry.models import Patient, Query, Record, RecordStatus
from registry.record_types import RECORD_TYPES, RecordType, of_patients


@dataclass
class Card:
    """One record, with the records that hang on it and its open queries."""

    kind: RecordType
    record: Record
    title: str
    queries: list[Query] = field(default_factory=list)
    children: list["Shelf"] = field(default_factory=list)


@dataclass
class Shelf:
    """All records of one kind, under the patient or under a parent record."""

    kind: RecordType
    cards: list[Card]
    parent: Record | None = None

    @property
    def may_add(self) -> bool:
        return self.kind.repeats or not self.cards


@dataclass
class Chapter:
    title: str
    shelves: list[Shelf]

    def cards(self) -> Iterator[Card]:
        waiting = list(self.shelves)
        while waiting:
            shelf = waiting.pop(0)
            for card in shelf.cards:
                yield card
                waiting += card.children


def chapters_of(patient: Patient) -> list[Chapter]:
    """The patient page: chapters in the order of the record types, children under their parents."""
    records = {kind.slug: _records(kind, patient) for kind in RECORD_TYPES.values()}
    queries: dict[tuple[str, int], list[Query]] = defaultdict(list)
    for query in patient.queries.filter(status__in=Query.UNSETTLED):
        queries[query.entity, query.record_id].append(query)

    def shelf(kind: RecordType, rows: list[Record], parent: Record | None = None) -> Shelf:
        return Shelf(kind, [card(kind, row) for row in rows], parent)

    def card(kind: RecordType, record: Record) -> Card:
        below = [child for child in RECORD_TYPES.values() if child.parent == kind.slug]
        children = [
            shelf(child, [r for r in records[child.slug] if _parent_id(child, r) == record.pk], record)
            for child in below
        ]
        return Card(kind, record, title_of(record), queries[kind.slug, record.pk], children)

    chapters: dict[str, Chapter] = {}
    for kind in RECORD_TYPES.values():
        if not kind.parent:
            chapter = chapters.setdefault(kind.group, Chapter(kind.group, []))
            chapter.shelves.append(shelf(kind, records[kind.slug]))
    return list(chapters.values())


def _records(kind: RecordType, patient: Patient) -> list[Record]:
    if kind.slug == "patient":
        return [patient]
    return list(kind.rows().filter(patient=patient))


def _parent_id(kind: RecordType, record: Record) -> int | None:
    parent_id: int | None = getattr(record, f"{kind.parent_link}_id")
    return parent_id


@dataclass(frozen=True, slots=True)
class Cell:
    """State of all records of one kind of one patient."""

    kind: RecordType
    count: int
    state: str

    @property
    def label(self) -> str:
        return (
            f"{self.kind.title}: {self.count} recorded, {self.state}"
            if self.count
            else f"{self.kind.title}: none"
        )


def status_grid(patients: list[Patient]) -> list[tuple[Patient, list[Cell]]]:
    """Patients × record types; a fixed number of queries for any number of patients."""
    statuses: dict[tuple[int, str], list[str]] = defaultdict(list)
    for kind in of_patients():
        found = kind.rows().filter(patient__in=patients).order_by()
        for patient_id, status in found.values_list("patient_id", "status"):
            statuses[patient_id, kind.slug].append(status)
    queried = set(
        Query.objects.filter(patient__in=patients, status=Query.Status.OPEN).values_list(
            "patient_id", "entity"
        )
    )
    return [
        (patient, [_cell(kind, patient, statuses[patient.pk, kind.slug], queried) for kind in of_patients()])
        for patient in patients
    ]


def _cell(kind: RecordType, patient: Patient, found: list[str], queried: set[tuple[int, str]]) -> Cell:
    if not found:
        return Cell(kind, 0, "empty")
    if (patient.pk, kind.slug) in queried:
        return Cell(kind, len(found), "query")
    # The least advanced record decides: a kind is complete when all its records are.
    for status in RecordStatus.values:
        if status in found:
            return Cell(kind, len(found), status)
    raise AssertionError(found)


def drafts_of(patients: QuerySet[Patient], *, limit: int) -> list[Card]:
    """Unfinished records, the latest touched first."""
    found: list[Card] = []
    for kind in of_patients():
        drafts = kind.rows().filter(patient__in=patients, status=RecordStatus.DRAFT)
        latest = drafts.select_related("patient").order_by("-updated_at")[:limit]
        found += [Card(kind, record, title_of(record)) for record in latest]
    return sorted(found, key=lambda card: card.record.updated_at, reverse=True)[:limit]
