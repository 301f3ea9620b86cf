"""What an edit check is: a permanent code, a rule, a severity, a message, and where it looks."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from registry.edit_checks.chart import Chart
from registry.rows import NOTHING, Row


class Severity(StrEnum):
    """An error refuses completion of the record; a query asks the site."""

    ERROR = "error"
    QUERY = "query"


ERROR, QUERY = Severity.ERROR, Severity.QUERY


@dataclass(frozen=True, slots=True)
class Finding:
    """One failed check on one record. It is shown at the first of its fields."""

    code: str
    severity: Severity
    message: str
    entity: str
    record_id: int
    fields: tuple[str, ...]


class Problem(NamedTuple):
    """Where a check failed, with the values that its message names."""

    row: Row
    fields: tuple[str, ...]
    named: Mapping[str, Any]


def at(row: Row, *fields: str, **named: Any) -> Problem:
    """The problem lies in these fields of the row; named values fill the places of the message."""
    return Problem(row, fields, named)


Find = Callable[[Chart], Iterable[Problem]]


@dataclass(frozen=True)
class EditCheck:
    """One row of the edit checks.

    rule states the reading in words; entities and fields say what the check looks at.
    message may hold places such as {n}, filled by the problems that `find` yields.
    """

    code: str
    rule: str
    severity: Severity
    message: str
    entities: tuple[str, ...]
    fields: tuple[str, ...]
    find: Find = field(repr=False, compare=False)

    def findings(self, chart: Chart) -> Iterator[Finding]:
        for row, fields, named in self.find(chart):
            message = self.message.format_map(named) if named else self.message
            yield Finding(self.code, self.severity, message, row.entity, row.id, fields)


def chart_check(
    code: str, severity: Severity, entities: str, fields: str, *, rule: str, message: str
) -> Callable[[Find], EditCheck]:
    """Make a check of a function that walks the whole chart and yields problems.

    entities and fields are lists of names separated by blanks.
    """
    looked_at = tuple(entities.split()), tuple(fields.split())

    def make(find: Find) -> EditCheck:
        return EditCheck(code, rule, severity, message, *looked_at, find)

    return make


def record_check(
    code: str, severity: Severity, entities: str, fields: str, *, rule: str, message: str
) -> Callable[[Callable[[Row], bool]], EditCheck]:
    """Make a check of a question that one record alone answers: true means that the check fails."""
    looked_at = tuple(entities.split()), tuple(fields.split())

    def make(fails: Callable[[Row], bool]) -> EditCheck:
        def find(chart: Chart) -> Iterator[Problem]:
            rows = (row for entity in looked_at[0] for row in chart.of(entity))
            return (Problem(row, looked_at[1], NOTHING) for row in rows if fails(row))

        return EditCheck(code, rule, severity, message, *looked_at, find)

    return make
