"""The counts of a result, each by a key that names it in addresses. A kind without keys opens no lists.

A key is a tuple of texts: what is counted, then the labels that stand beside it on the page. Every count here
is a sum over patients: that of a part of them is what they contribute to the whole. A few are told only
beside what others bring, such as a month up to which somebody was followed: `settings_of` says which.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from outcomes.statistics.results import (
    EnrolmentResult,
    Flow,
    FlowResult,
    FollowUpResult,
    IncidenceResult,
    Proportion,
    ProportionsResult,
    RefusedResult,
    Result,
    SequenceResult,
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
TRANSPLANTED: Key = ("transplanted",)
FOLLOWED: Key = ("followed",)
REGISTRY, FIRST_BOX = "registry", "treated"
_TO_TRANSPLANT = "to-transplant"


def counts_in(result: Result) -> dict[Key, int]:
    """Key → count of everything that can be opened in a result."""
    found = dict(_COUNTS[result.kind](result)) if result.kind in _COUNTS else {}
    found |= {excluded(one.reason): one.n for one in result.excluded}
    return found | {NO_GROUP: getattr(result, "missing", 0)}


def excluded(reason: str) -> Key:
    return "excluded", reason


def group(label: str, what: str = "n") -> Key:
    """what: "n", "events", "censored", "alive", or a cause with "cause: "."""
    return "group", label, what


def at_risk(label: str, months: int) -> Key:
    return "at-risk", label, f"{months}"


def events_by(label: str, months: int) -> Key:
    """Events up to a tick under a curve."""
    return "events-by", label, f"{months}"


def cause(label: str) -> str:
    return f"cause: {label}"


def level(characteristic: str, name: str, column: str) -> Key:
    return "level", characteristic, name, column


def unknown(characteristic: str, column: str) -> Key:
    return "unknown", characteristic, column


def part(row: Proportion) -> Key:
    return "part", row.group, row.label


def whole(row: Proportion) -> Key:
    """The denominator."""
    return "of", row.group, row.label


def not_in_whole(row: Proportion) -> Key:
    return "not-in", row.group, row.label


def grade(row: ToxicityRow, grades: str) -> Key:
    """grades: "1" to "5", or "any", "3-4", "3-5"."""
    return "grade", row.group, row.ctcae_version, row.term, grades


def of_grades(label: str) -> Key:
    """The denominator of every grade in a group."""
    return "of", label, ""


def value(label: str, column: str) -> Key:
    return "value", label, column


def without_value(label: str, column: str) -> Key:
    return "no-value", label, column


def enrolled(label: str, year: str) -> Key:
    return "enrolled", label, year


def step(flow: Flow) -> Key:
    return "step", f"{flow.step}", flow.source, flow.target


def box(slug: str) -> Key:
    return "box", slug


def to_transplant(key: Key) -> Key:
    """The same count where transplantation censors."""
    return (_TO_TRANSPLANT, *key) if key else key


def left_out(slug: str, reason: str) -> Key:
    return "left-out", slug, reason


def is_around_cohort(key: Key) -> bool:
    """Whether the count is of patients of the registry before the cohort was chosen."""
    return key == box(REGISTRY) or key[:2] == left_out(FIRST_BOX, "")[:2]


def settings_of(result: Result, key: Key) -> tuple[Any, ...]:
    """What a result has to have for the count to be told at all, the surest first; () where it stands alone.

    Of a part of the patients the count is read in the company of a patient who brings the same.
    """
    bare = key[1:] if key[0] == _TO_TRANSPLANT else key
    if bare[0] in ("at-risk", "events-by") and bare[2] != "0":
        pair = "censored" if key[0] == _TO_TRANSPLANT else "uncensored"
        return (getattr(getattr(result, pair, result), "ticks", ()),)
    if bare[0] in ("of", "not-in", "no-value"):
        # Some rows are there if anybody of the group needs them, others if anybody at all does.
        counts = counts_in(result)
        return key in counts, any((other[0], other[2:]) == (key[0], key[2:]) for other in counts)
    return ()


def _survival(result: SurvivalResult) -> Iterator[Counted]:
    for one in result.groups:
        yield group(one.label), one.n
        yield group(one.label, "events"), one.events
        yield group(one.label, "censored"), one.censored
        yield from _under_curve(one)


def _survival_pair(result: SurvivalPairResult) -> Iterator[Counted]:
    """The same patients twice."""
    yield from _survival(result.uncensored)
    yield from ((to_transplant(key), n) for key, n in _survival(result.censored))


def _under_curve(one: Any) -> Iterator[Counted]:
    for tick in one.at_risk:
        yield at_risk(one.label, tick.months), tick.n
        yield events_by(one.label, tick.months), tick.events


def _incidence(result: IncidenceResult) -> Iterator[Counted]:
    for one in result.groups:
        yield group(one.label), one.n
        yield group(one.label, "censored"), one.censored
        yield from _under_curve(one)
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
        yield whole(row), row.denominator
        yield not_in_whole(row), row.missing


def _values(result: ValuesResult) -> Iterator[Counted]:
    for row in result.values:
        yield value(row.label, row.group), row.n
        yield without_value(row.label, row.group), row.missing


def _toxicity(result: ToxicityResult) -> Iterator[Counted]:
    for row in result.toxicities:
        yield of_grades(row.group), row.n
        for at, n in enumerate(row.grades, start=1):
            yield grade(row, f"{at}"), n
        yield grade(row, "any"), sum(row.grades)
        yield grade(row, "3-4"), row.grade_3_4.numerator
        yield grade(row, "3-5"), row.grade_3_or_more.numerator


def _flow(result: FlowResult) -> Iterator[Counted]:
    for one in result.boxes:
        yield box(one.slug), one.n
        yield from ((left_out(one.slug, reason.reason), reason.n) for reason in one.excluded)


def _refused(result: RefusedResult) -> Iterator[Counted]:
    """Who died before half of the transplantations depends on everybody else's, and is no sum."""
    yield FOLLOWED, result.known
    yield TRANSPLANTED, result.transplanted


def _enrolment(result: EnrolmentResult) -> Iterator[Counted]:
    for one in result.groups:
        yield group(one.label), one.n
        yield from ((enrolled(one.label, year), n) for year, n in one.by_year(result.months).items())


def _sequence(result: SequenceResult) -> Iterator[Counted]:
    yield from ((step(flow), flow.n) for flow in result.flows)


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
    "refused": _refused,
    "enrolment": _enrolment,
    "sequence": _sequence,
}
