"""What of each kind of result leaves the care team. A kind without a rule does not leave it at all.

Without one on purpose: regressions, whose ratios and limits give back the table of a small covariate; what
followed what and enrolment by month, which are made of small counts; and the comparison that is refused,
which tells days of single transplants.

Every rule builds its result from nothing and names what it takes over: a field that is added to a result
later stays inside until somebody decides about it here.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from outcomes.disclosure.counts import WIDTH, Ranged, share
from outcomes.disclosure.curves import (
    RangedAt,
    RangedAtRisk,
    RoughEstimate,
    rough_median,
    rough_points,
    rough_rate,
    rough_steps,
)
from outcomes.disclosure.measurements import rough_cell, rough_value
from outcomes.statistics.formatting import DAYS_PER_MONTH, days
from outcomes.statistics.results import (
    AtRisk,
    Comparison,
    CurveGroup,
    Exclusion,
    FlowBox,
    FlowResult,
    FollowUpGroup,
    FollowUpResult,
    IncidenceCurve,
    IncidenceGroup,
    IncidenceResult,
    Proportion,
    ProportionsResult,
    Result,
    Steps,
    SurvivalPairResult,
    SurvivalResult,
    TableColumn,
    TableResult,
    TableRow,
    ToxicityResult,
    ToxicityRow,
    ValuesResult,
)

METHOD = (
    f"Protected figures: counts are told in ranges of {WIDTH}, those below {WIDTH} not at all; shares, rates "
    "and medians are computed from the ranges, and curves are drawn again from them. Limits, tests, lowest "
    "and highest values, and single patients are left out."
)
# The box of the flow that holds all patients, of whatever site.
REGISTRY = "registry"
NO_TEST = "No test is shown with protected figures."


def protected(result: Result) -> Result | None:
    """What may be shown to those outside the care team; None for a kind of result without a rule."""
    rule = RULES.get(result.kind)
    return rule(result) if rule else None


def _survival(result: SurvivalResult) -> SurvivalResult:
    return SurvivalResult(
        endpoint=result.endpoint,
        origin=result.origin,
        event=result.event,
        censoring=result.censoring,
        ticks=result.ticks,
        groups=tuple(map(_curve_group, result.groups)),
        missing=Ranged(result.missing),
        delayed_entries=Ranged(result.delayed_entries),
        test=_test(result.test),
        untested=Ranged(result.untested),
        **_about(result),
    )


def _survival_pair(result: SurvivalPairResult) -> SurvivalPairResult:
    return SurvivalPairResult(
        uncensored=_survival(result.uncensored), censored=_survival(result.censored), **_about(result)
    )


def _curve_group(group: CurveGroup) -> CurveGroup:
    ticks = [RangedAt(tick.months, Ranged(tick.n), (Ranged(tick.events),)) for tick in group.at_risk]
    points = rough_points(ticks)
    return CurveGroup(
        label=group.label,
        n=Ranged(group.n),
        events=Ranged(group.events),
        censored=Ranged(group.censored),
        median=rough_median(points),
        last_on_day=_last_day(points),
        rates=tuple(rough_rate(points, rate.months, Ranged(rate.at_risk)) for rate in group.rates),
        at_risk=tuple(map(_at_risk, group.at_risk)),
        steps=rough_steps(points),
    )


def _incidence(result: IncidenceResult) -> IncidenceResult:
    return IncidenceResult(
        endpoint=result.endpoint,
        origin=result.origin,
        censoring=result.censoring,
        causes=result.causes,
        ticks=result.ticks,
        groups=tuple(map(_incidence_group, result.groups)),
        missing=Ranged(result.missing),
        delayed_entries=Ranged(result.delayed_entries),
        tests=tuple(test for one in result.tests if (test := _test(one))),
        **_about(result),
    )


def _incidence_group(group: IncidenceGroup) -> IncidenceGroup:
    points = rough_points(
        [
            RangedAt(tick.months, Ranged(tick.n), tuple(_until(c.steps, tick.months) for c in group.causes))
            for tick in group.at_risk
        ]
    )
    return IncidenceGroup(
        label=group.label,
        n=Ranged(group.n),
        censored=Ranged(group.censored),
        last_on_day=_last_day(points),
        at_risk=tuple(map(_at_risk, group.at_risk)),
        causes=tuple(
            IncidenceCurve(
                cause=curve.cause,
                events=Ranged(curve.events),
                rates=tuple(rough_rate(points, r.months, Ranged(r.at_risk), at) for r in curve.rates),
                steps=rough_steps(points, at),
            )
            for at, curve in enumerate(group.causes)
        ),
    )


def _until(steps: Steps, months: float) -> Ranged:
    """Events up to a tick, in a range."""
    return Ranged(sum(n for day, n in zip(steps.time, steps.events, strict=True) if day <= days(months)))


def _at_risk(tick: AtRisk) -> AtRisk:
    return RangedAtRisk(tick.months, Ranged(tick.n), Ranged(tick.events))


def _last_day(points: list[Any]) -> int | None:
    return round(days(points[-1].months)) if points else None


def _follow_up(result: FollowUpResult) -> FollowUpResult:
    return FollowUpResult(
        origin=result.origin,
        groups=tuple(map(_follow_up_group, result.groups)),
        missing=Ranged(result.missing),
        **_about(result),
    )


def _follow_up_group(group: FollowUpGroup) -> FollowUpGroup:
    alive = Ranged(group.alive)
    median = None
    if alive >= 2 * WIDTH and group.alive_median is not None:
        median = days(round(group.alive_median / DAYS_PER_MONTH))
    untold = RoughEstimate(None, None, None)
    return FollowUpGroup(group.label, Ranged(group.n), untold, alive, median, None, None)


def _table(result: TableResult) -> TableResult:
    return TableResult(
        columns=tuple(TableColumn(column.label, Ranged(column.n)) for column in result.columns),
        lines=tuple(
            TableRow(
                characteristic=line.characteristic,
                level=line.level,
                unit=line.unit,
                cells=tuple(map(rough_cell, line.cells)),
                test=_test(line.test),
            )
            for line in result.lines
        ),
        missing=Ranged(result.missing),
        **_about(result),
    )


def _proportions(result: ProportionsResult) -> ProportionsResult:
    return ProportionsResult(
        proportions=tuple(map(_proportion, result.proportions)),
        missing=Ranged(result.missing),
        **_about(result),
    )


def _proportion(row: Proportion) -> Proportion:
    part, whole = Ranged(row.numerator), Ranged(row.denominator)
    return Proportion(
        group=row.group,
        label=row.label,
        numerator=part,
        denominator=whole,
        fraction=share(part, whole),
        lower=None,
        upper=None,
        missing=Ranged(row.missing),
        note=row.note,
    )


def _flow(result: FlowResult) -> FlowResult:
    boxes = (
        FlowBox(box.slug, box.label, Ranged(box.n), box.parent, tuple(map(_exclusion, box.excluded)))
        for box in result.boxes
    )
    return FlowResult(boxes=tuple(boxes), **_about(result))


def without_registry(result: Result) -> Result:
    """A result of a cohort whose sites are all the viewer's, but not those of the whole registry.

    A diagram that begins at the patients of the registry tells these, and whom the rule left out, in ranges.
    """
    if not isinstance(result, FlowResult):
        return result
    return replace(result, boxes=tuple(map(_within_registry, result.boxes)))


def _within_registry(box: FlowBox) -> FlowBox:
    if box.slug == REGISTRY:
        return replace(box, n=Ranged(box.n))
    if box.parent == REGISTRY:
        return replace(box, excluded=tuple(map(_exclusion, box.excluded)))
    return box


def _values(result: ValuesResult) -> ValuesResult:
    return ValuesResult(
        values=tuple(map(rough_value, result.values)), missing=Ranged(result.missing), **_about(result)
    )


def _toxicity(result: ToxicityResult) -> ToxicityResult:
    rows = (
        ToxicityRow(
            group=row.group,
            ctcae_version=row.ctcae_version,
            term=row.term,
            label=row.label,
            n=Ranged(row.n),
            grades=tuple(map(Ranged, row.grades)),
            grade_3_4=_proportion(row.grade_3_4),
            grade_3_or_more=_proportion(row.grade_3_or_more),
        )
        for row in result.toxicities
    )
    return ToxicityResult(toxicities=tuple(rows), missing=Ranged(result.missing), **_about(result))


def _about(result: Result) -> dict[str, Any]:
    return {"excluded": tuple(map(_exclusion, result.excluded)), "method": f"{METHOD} {result.method}"}


def _exclusion(one: Exclusion) -> Exclusion:
    return Exclusion(one.reason, Ranged(one.n))


def _test(test: Comparison | None) -> Comparison | None:
    """The name alone."""
    return Comparison(test.test, None, None, None, False, NO_TEST) if test else None


RULES: Mapping[str, Callable[[Any], Result]] = {
    "survival": _survival,
    "survival_pair": _survival_pair,
    "incidence": _incidence,
    "follow_up": _follow_up,
    "table": _table,
    "proportions": _proportions,
    "flow": _flow,
    "values": _values,
    "toxicity": _toxicity,
}
