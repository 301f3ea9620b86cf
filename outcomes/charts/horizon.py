"""The part of curves that a reader chose to draw; the numbers beside them stay those of all of follow-up."""

from dataclasses import replace
from typing import TypeVar

from outcomes.statistics.formatting import days
from outcomes.statistics.results import (
    CurveGroup,
    IncidenceGroup,
    IncidenceResult,
    Result,
    Steps,
    SurvivalPairResult,
    SurvivalResult,
)

Group = TypeVar("Group", CurveGroup, IncidenceGroup)


def drawn_part(result: Result) -> Result:
    """The result with its curves up to its horizon, for drawing only."""
    if isinstance(result, SurvivalPairResult):
        return replace(result, uncensored=_survival(result.uncensored), censored=_survival(result.censored))
    if isinstance(result, SurvivalResult):
        return _survival(result)
    return _incidence(result) if isinstance(result, IncidenceResult) else result


def _survival(result: SurvivalResult) -> SurvivalResult:
    if result.horizon is None:
        return result
    last = int(days(result.horizon))
    cut = tuple(replace(_ending(group, last), steps=until(group.steps, last)) for group in result.groups)
    return replace(result, groups=cut)


def _incidence(result: IncidenceResult) -> IncidenceResult:
    if result.horizon is None:
        return result
    last = int(days(result.horizon))
    cut = tuple(
        replace(
            _ending(group, last),
            causes=tuple(replace(one, steps=until(one.steps, last)) for one in group.causes),
        )
        for group in result.groups
    )
    return replace(result, groups=cut)


def _ending(group: Group, last: int) -> Group:
    seen = group.last_on_day
    return replace(group, last_on_day=None if seen is None else min(seen, last))


def until(steps: Steps, last: int) -> Steps:
    """The steps up to a day; where the curve goes on, it keeps its value up to that day."""
    kept = sum(day <= last for day in steps.time)
    if kept == len(steps.time):
        return steps
    cut = {name: getattr(steps, name)[:kept] for name in Steps.__slots__}
    if kept and cut["time"][-1] < last:
        ends = {name: (values[-1],) for name, values in cut.items()}
        ends |= {"time": (last,), "at_risk": (steps.at_risk[kept],), "events": (0,), "censored": (0,)}
        cut = {name: values + ends[name] for name, values in cut.items()}
    return Steps(**cut)
