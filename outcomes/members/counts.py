"""The counts of a result, each by a key that names it in addresses. A kind without keys opens no lists.

A key is a tuple of texts: what is counted, then the labels that stand beside it on the page. Every count here
is a sum over patients: that of a part of them is what they contribute to the whole.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from outcomes.statistics.results import (
    FlowResult,
    FollowUpResult,
    IncidenceResult,
    Proportion,
    ProportionsResult,
    Result,
    SurvivalPairResult,
    SurvivalResult,
    TableResult,
    ToxicityResult,
    ToxicityRow,
    ValuesResult,
)

Key = tuple[str, ...]
Counted = tuple[Key, int]

NO_GROUP: Key = ("no-group",)


def counts_in(result: Result) -> dict[Key, int]:
    """Key → count of everything that can be opened in a result."""
    found = dict(_COUNTS[result.kind](result)) if result.kind in _COUNTS else {}
    found |= {excluded(one.reason): one.n for one in result.excluded}
    return found | {NO_GROUP: getattr(result, "missing", 0)}


def excluded(reason: str) -> Key:
    return "excluded", reason


def group(label: str, what: str = "n") -> Key:
    """what: "n", "events", "censored", "at-risk" (at the origin), "alive", or a cause with "cause: "."""
    return "group", label, what


def cause(label: str) -> str:
    return f"cause: {label}"


def level(characteristic: str, name: str, column: str) -> Key:
    return "level", characteristic, name, column


def unknown(characteristic: str, column: str) -> Key:
    return "unknown", characteristic, column


def part(row: Proportion) -> Key:
    return "part", row.group, row.label


def grade(row: ToxicityRow, grades: str) -> Key:
    """grades: "1" to "5", or "any", "3-4", "3-5"."""
    return "grade", row.group, row.ctcae_version, row.term, grades


def value(label: str, column: str) -> Key:
    return "value", label, column


def box(slug: str) -> Key:
    return "box", slug


def to_transplant(key: Key) -> Key:
    """The same count where transplantation censors."""
    return ("to-transplant", *key) if key else key


def left_out(slug: str, reason: str) -> Key:
    return "left-out", slug, reason


def _survival(result: SurvivalResult) -> Iterator[Counted]:
    for one in result.groups:
        yield group(one.label), one.n
        yield group(one.label, "events"), one.events
        yield group(one.label, "censored"), one.censored
        yield from _at_origin(one)


def _survival_pair(result: SurvivalPairResult) -> Iterator[Counted]:
    """The same patients twice."""
    yield from _survival(result.uncensored)
    yield from ((to_transplant(key), n) for key, n in _survival(result.censored))


def _at_origin(one: Any) -> Iterator[Counted]:
    """Later numbers at risk stand on ticks that depend on everybody's follow-up; the first does not."""
    if one.at_risk:
        yield group(one.label, "at-risk"), one.at_risk[0].n


def _incidence(result: IncidenceResult) -> Iterator[Counted]:
    for one in result.groups:
        yield group(one.label), one.n
        yield group(one.label, "censored"), one.censored
        yield from _at_origin(one)
        for curve in one.causes:
            yield group(one.label, cause(curve.cause)), curve.events


def _follow_up(result: FollowUpResult) -> Iterator[Counted]:
    for one in result.groups:
        yield group(one.label), one.n
        yield group(one.label, "alive"), one.alive


def _table(result: TableResult) -> Iterator[Counted]:
    for column in result.columns:
        yield group(column.label), column.n
    for line in result.lines:
        for column, cell in zip(result.columns, line.cells, strict=True):
            yield unknown(line.characteristic, column.label), cell.missing
            if cell.count is not None:
                yield level(line.characteristic, line.level, column.label), cell.count


def _proportions(result: ProportionsResult) -> Iterator[Counted]:
    for row in result.proportions:
        yield part(row), row.numerator


def _values(result: ValuesResult) -> Iterator[Counted]:
    for row in result.values:
        yield value(row.label, row.group), row.n


def _toxicity(result: ToxicityResult) -> Iterator[Counted]:
    for row in result.toxicities:
        yield group(row.group), row.n
        for at, n in enumerate(row.grades, start=1):
            yield grade(row, f"{at}"), n
        yield grade(row, "any"), sum(row.grades)
        yield grade(row, "3-4"), row.grade_3_4.numerator
        yield grade(row, "3-5"), row.grade_3_or_more.numerator


def _flow(result: FlowResult) -> Iterator[Counted]:
    for one in result.boxes:
        yield box(one.slug), one.n
        yield from ((left_out(one.slug, reason.reason), reason.n) for reason in one.excluded)


_COUNTS: Mapping[str, Callable[[Any], Iterator[Counted]]] = {
    "survival": _survival,
    "survival_pair": _survival_pair,
    "incidence": _incidence,
    "follow_up": _follow_up,
    "table": _table,
    "proportions": _proportions,
    "values": _values,
    "toxicity": _toxicity,
    "flow": _flow,
}
