"""A patient's records arranged for reading: the chapters of the patient page."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from registry.describing import title_of
from registry.models import Patient, Query, Record
from registry.record_types import RECORD_TYPES, RecordType


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
