"""One patient's records as plain rows: what edit checks and derivations read.

Free of Django: a row can be written by hand in a test, or on paper.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any

NOTHING: Mapping[Any, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Row:
    """One record. Values are read as attributes, by their names in the data dictionary.

    Foreign keys are ids: `row.regimen_id`. An absent value is None, an absent list is empty.
    """

    entity: str
    id: int
    values: Mapping[str, Any]
    missing: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    status: str = "complete"

    def __getattr__(self, name: str) -> Any:
        try:
            return self.values[name]
        except KeyError:
            raise AttributeError(f"{self.entity} has no field {name}") from None


@dataclass(frozen=True, slots=True)
class Derived:
    """What the registry derives from the rows, for the checks that compare it with what was entered."""

    response_by_assessment: Mapping[int, Mapping[str, str]] = field(default_factory=lambda: NOTHING)
    salvage_line_by_regimen: Mapping[int, int | None] = field(default_factory=lambda: NOTHING)
    genetic_group: str | None = None
    failure_on_by_regimen: Mapping[int, date | None] = field(default_factory=lambda: NOTHING)
    frozen_records: frozenset[tuple[str, int]] = frozenset()


@dataclass(frozen=True)
class PatientRows:
    """Every record of one patient that is not withdrawn, with what the checks need to know of the site."""

    patient: Row
    site: Row
    today: date
    by_entity: Mapping[str, tuple[Row, ...]] = field(default_factory=lambda: NOTHING)
    reference_ranges: tuple[Row, ...] = ()
    possible_duplicates: tuple[str, ...] = ()
    derived: Derived | None = None

    def of(self, entity: str) -> tuple[Row, ...]:
        """The rows of one entity, in the order of their ids."""
        return self.by_entity.get(entity, ())

    def get(self, entity: str, row_id: int | None) -> Row | None:
        return next((row for row in self.of(entity) if row.id == row_id), None)

    def with_statuses(self, statuses: Mapping[tuple[str, int], str]) -> "PatientRows":
        """The same rows after some records, by entity and id, have moved to another status."""

        def moved(row: Row) -> Row:
            status = statuses.get((row.entity, row.id), row.status)
            return row if status == row.status else replace(row, status=status)

        by_entity = {slug: tuple(map(moved, rows)) for slug, rows in self.by_entity.items()}
        return replace(self, patient=moved(self.patient), by_entity=by_entity)

    def all(self) -> Iterator[Row]:
        yield self.patient
        for rows in self.by_entity.values():
            yield from rows
