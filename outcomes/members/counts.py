"""The counts of a result, each by the key that names it. A kind without keys opens no lists.

Every count here is a sum over patients: that of a part of them is what they contribute to the whole. A few
are told only beside what others bring, such as a month up to which somebody was followed: `settings_of` says
which. What depends on all patients together is settled by the whole: see `Chosen.part_of`.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from outcomes.charts.ticking import Axis, axis_of, read_off
from outcomes.members import keys
from outcomes.members.keys import Key
from outcomes.statistics.formatting import days
from outcomes.statistics.results import (
    EnrolmentResult,
    FlowResult,
    FollowUpResult,
    IncidenceResult,
    ProportionsResult,
    RefusedResult,
    RegressionResult,
    Result,
    SequenceResult,
    SurvivalPairResult,
    SurvivalResult,
    TableResult,
    ToxicityResult,
    ValuesResult,
)

Counted = tuple[Key, int]


def counts_in(result: Result) -> dict[Key, int]:
    """Key → count of everything that can be opened in a result."""
    found = dict(_COUNTS[result.kind](result)) if result.kind in _COUNTS else {}
    found |= {keys.excluded(one.reason): one.n for one in result.excluded}
    if hasattr(result, "delayed_entries"):
        found[keys.DELAYED] = result.delayed_entries
    if result.date_range:
        found[keys.PARTIAL_DATES] = result.date_range.patients
        found[keys.EVENTS_AT_PARTIAL_DATES] = result.date_range.imputed_events or 0
        found[keys.EVENTS_WITH_DATES] = result.date_range.events or 0
    return found | {keys.NO_GROUP: getattr(result, "missing", 0)}


def count_of(result: Result, key: Key) -> int:
    """The count that a key names: one that is written out, or a number at risk read off a curve at any month.

    KeyError for one that the result does not tell.
    """
    counts = counts_in(result)
    return counts[key] if key in counts else _read_off(result, key)


def _read_off(result: Result, key: Key) -> int:
    month, part = keys.month_at_risk(key), _half(result, key)
    if month is None or not isinstance(part, SurvivalResult | IncidenceResult):
        raise KeyError(key)
    axis = axis_of(result if isinstance(result, SurvivalPairResult) else part)
    if not axis.is_fine or month > axis.last:
        raise KeyError(key)
    groups = {group.label: group for group in part.groups}
    return read_off(groups[keys.without_transplant(key)[1]], month).n


def _half(result: Result, key: Key) -> Result | None:
    """What a key is about: of a pair one of both results, of anything else the result itself."""
    is_censored = key[0] == keys.TO_TRANSPLANT
    if isinstance(result, SurvivalPairResult):
        return result.censored if is_censored else result.uncensored
    return None if is_censored else result


def settings_of(result: Result, key: Key) -> tuple[Any, ...]:
    """What a result has to have for the count to be told at all, the surest first; () where it stands alone.

    Of a part of the patients the count is read in the company of a patient who brings the same.
    """
    bare = keys.without_transplant(key)
    if bare[0] == "events-by":
        return (_is_followed(_half(result, key), int(bare[2])),)
    if bare[0] == "enrolled-until":
        return (getattr(result, "months", ())[-1:],)
    if bare[0] in ("of", "not-in", "no-value"):
        # Some rows are there if anybody of the group needs them, others if anybody at all does.
        counts = counts_in(result)
        return key in counts, any((other[0], other[2:]) == (key[0], key[2:]) for other in counts)
    return ()


def _is_followed(result: Any, month: int) -> bool:
    """Whether anybody is followed until a month: only then the events until it are told."""
    return any(group.last_on_day is not None and group.last_on_day >= days(month) for group in result.groups)


def _survival(result: SurvivalResult) -> Iterator[Counted]:
    yield keys.UNTESTED, result.untested
    axis = axis_of(result)
    for one in result.groups:
        yield keys.group(one.label), one.n
        yield keys.group(one.label, "events"), one.events
        yield keys.group(one.label, "censored"), one.censored
        yield from _under_curve(one, axis)


def _survival_pair(result: SurvivalPairResult) -> Iterator[Counted]:
    """The same patients twice."""
    yield from _survival(result.uncensored)
    yield from ((keys.to_transplant(key), n) for key, n in _survival(result.censored))


def _under_curve(one: Any, axis: Axis) -> Iterator[Counted]:
    """At the ticks of all of follow-up, and before at those of a figure that ends earlier."""
    for tick in (*axis.at_risk(one), *one.at_risk):
        yield keys.at_risk(one.label, tick.months), tick.n
        yield keys.events_by(one.label, tick.months), tick.events


def _incidence(result: IncidenceResult) -> Iterator[Counted]:
    axis = axis_of(result)
    for one in result.groups:
        yield keys.group(one.label), one.n
        yield keys.group(one.label, "censored"), one.censored
        yield from _under_curve(one, axis)
        for curve in one.causes:
            yield keys.group(one.label, keys.cause(curve.cause)), curve.events


def _follow_up(result: FollowUpResult) -> Iterator[Counted]:
    for one in result.groups:
        yield keys.group(one.label), one.n
        yield keys.group(one.label, "alive"), one.alive


def _table(result: TableResult) -> Iterator[Counted]:
    for column in result.columns:
        yield keys.group(column.label), column.n
    for line in result.lines:
        for column, cell in zip(result.columns, line.cells, strict=True):
            yield keys.known(line.characteristic, column.label), cell.n
            yield keys.unknown(line.characteristic, column.label), cell.missing
            if cell.count is not None:
                yield keys.level(line.characteristic, line.level, column.label), cell.count


def _proportions(result: ProportionsResult) -> Iterator[Counted]:
    for row in result.proportions:
        yield keys.part(row), row.numerator
        yield keys.whole(row), row.denominator
        yield keys.not_in_whole(row), row.missing


def _values(result: ValuesResult) -> Iterator[Counted]:
    for row in result.values:
        yield keys.value(row.label, row.group), row.n
        yield keys.without_value(row.label, row.group), row.missing


def _toxicity(result: ToxicityResult) -> Iterator[Counted]:
    for row in result.toxicities:
        yield keys.of_grades(row.group), row.n
        for at, n in enumerate(row.grades, start=1):
            yield keys.grade(row, f"{at}"), n
        yield keys.grade(row, "any"), sum(row.grades)
        yield keys.grade(row, "3-4"), row.grade_3_4.numerator
        yield keys.grade(row, "3-5"), row.grade_3_or_more.numerator


def _flow(result: FlowResult) -> Iterator[Counted]:
    for one in result.boxes:
        yield keys.box(one.slug), one.n
        yield from ((keys.left_out(one.slug, reason.reason), reason.n) for reason in one.excluded)


def _refused(result: RefusedResult) -> Iterator[Counted]:
    yield keys.FOLLOWED, result.known
    yield keys.TRANSPLANTED, result.transplanted
    yield keys.DIED_BEFORE, result.died_before
    yield keys.LEFT_BEFORE, result.left_before


def _enrolment(result: EnrolmentResult) -> Iterator[Counted]:
    for one in result.groups:
        yield keys.group(one.label), one.n
        by_month = zip(result.months, one.counts, strict=True)
        for period, n in (*one.by_year(result.months).items(), *by_month):
            yield keys.enrolled(one.label, period), n
        for month, so_far in zip(result.months, one.cumulative, strict=True):
            yield keys.enrolled_until(one.label, month), so_far


def _sequence(result: SequenceResult) -> Iterator[Counted]:
    yield keys.IN_SEQUENCE, result.n
    yield from ((keys.step(flow), flow.n) for flow in result.flows)
    yield from ((keys.node(step, name), n) for (step, name), n in result.nodes.items())


def _regression(result: RegressionResult) -> Iterator[Counted]:
    yield keys.in_model("known"), result.known
    yield keys.in_model("n"), result.n
    yield keys.in_model("events"), result.events
    yield from ((keys.not_in_model(one.reason), one.n) for one in result.incomplete)
    for row in result.lines:
        yield keys.hazard(row, "n"), row.n
        yield keys.hazard(row, "events"), row.events
        yield keys.hazard(row, "adjusted-n"), row.adjusted_n
        yield keys.hazard(row, "adjusted-events"), row.adjusted_events


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
    "regression": _regression,
}
