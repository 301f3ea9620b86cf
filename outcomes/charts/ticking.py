"""How the axis of a figure over time is ticked, and where the figure may end: the less is drawn, the finer.

The numbers at risk of a result are those at the ticks of all of follow-up. A figure that ends earlier has
more ticks, and numbers at risk there, wherever its curves say on each of their days how many are at risk, and
how many came late.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from outcomes.disclosure import Ranged
from outcomes.statistics.curves import MOST_TICKS, TICK_STEPS, tick_step
from outcomes.statistics.formatting import days, months
from outcomes.statistics.results import (
    AtRisk,
    CurveGroup,
    IncidenceGroup,
    IncidenceResult,
    Result,
    Steps,
    SurvivalPairResult,
    SurvivalResult,
)

HORIZON, TICK_STEP = "horizon", "tick_step"
# Months at which many papers end their curves.
USUAL_ENDS = (12, 24, 36, 60)

Group = CurveGroup | IncidenceGroup


@dataclass(frozen=True, slots=True)
class Axis:
    """ticks, last: those of all of follow-up and its end, in months. is_fine: whether the numbers at risk are
    known between two ticks.
    """

    ticks: Sequence[int]
    last: float
    is_fine: bool

    @property
    def step(self) -> int:
        """Months between two ticks of all of follow-up."""
        return self.ticks[1] if len(self.ticks) > 1 else tick_step(self.last)

    def ticks_until(self, end: float) -> list[int]:
        """The ticks of a figure that ends at a month."""
        finer = (step for step in TICK_STEPS if self.is_fine and step < self.step and end < MOST_TICKS * step)
        return list(range(0, int(end) + 1, next(finer, self.step)))

    @property
    def step_expression(self) -> str:
        """Months between two ticks, by the horizon: an expression of Vega."""
        finer = [step for step in TICK_STEPS if step < self.step] if self.is_fine else []
        chosen = (f"{HORIZON} < {MOST_TICKS * step} ? {step} : " for step in finer)
        return f"{''.join(chosen)}{self.step}"

    def ends(self) -> list[int]:
        """Months at which the figure may end before all of follow-up does."""
        usual = USUAL_ENDS if self.is_fine else ()
        return [month for month in sorted({*self.ticks[1:], *usual}) if month < self.last]

    def at_risk(self, group: Group) -> Sequence[AtRisk]:
        """The numbers at risk at every month that is a tick at some horizon."""
        if not self.is_fine:
            return group.at_risk
        return [read_off(group, month) for month in range(0, int(self.last) + 1, TICK_STEPS[0])]


def axis_of(result: SurvivalResult | IncidenceResult | SurvivalPairResult) -> Axis:
    """The axis of a result over time; both halves of a pair have the same one."""
    parts = _parts(result)
    groups = [group for part in parts for group in part.groups]
    ticks = max((part.ticks for part in parts), key=len)
    is_fine = not any(isinstance(group.n, Ranged) or _hides_entries(group) for group in groups)
    return Axis(ticks, _last_month(ticks, groups), is_fine)


def _hides_entries(group: Group) -> bool:
    """Whether patients enter after the origin and nothing says when, as in versions frozen before."""
    told = sum(late.n for late in group.late)
    return any(tick.n + told < group.n for tick in group.at_risk if tick.months == 0)


def ends_of(result: Result) -> list[int]:
    """Months at which the figure of a result may end; none where it is not one over time."""
    over_time = SurvivalResult | IncidenceResult | SurvivalPairResult
    return axis_of(result).ends() if isinstance(result, over_time) else []


def drawn_until(result: Result, until: int | None) -> Result:
    """The result with the numbers at risk that stand under its figure when that ends earlier.

    One whose figure is not over time, or ends where all of follow-up does, is as it was.
    """
    if until is None or not isinstance(result, SurvivalResult | IncidenceResult | SurvivalPairResult):
        return result
    axis = axis_of(result)
    if until >= axis.last:
        return result
    if isinstance(result, SurvivalPairResult):
        uncensored, censored = (_ticked(part, axis, until) for part in (result.uncensored, result.censored))
        return replace(result, uncensored=uncensored, censored=censored)
    return _ticked(result, axis, until)


def _ticked(result: Any, axis: Axis, until: int) -> Any:
    """A result over time at the ticks that its groups have until then."""
    wanted = axis.ticks_until(until)
    groups = tuple(
        replace(group, at_risk=tuple(cell for cell in axis.at_risk(group) if cell.months in wanted))
        for group in result.groups
    )
    told = {cell.months for cell in groups[0].at_risk} if groups else ()
    return replace(result, ticks=tuple(month for month in wanted if month in told), groups=groups)


def _parts(
    result: SurvivalResult | IncidenceResult | SurvivalPairResult,
) -> tuple[SurvivalResult | IncidenceResult, ...]:
    if isinstance(result, SurvivalPairResult):
        return result.uncensored, result.censored
    return (result,)


def _last_month(ticks: Sequence[int], groups: Sequence[Group]) -> float:
    """The end of an axis that holds every tick and everybody's follow-up."""
    seen = [months(group.last_on_day) or 0 for group in groups if group.last_on_day is not None]
    return math.ceil(max([*seen, max(ticks, default=0), 1]) * 10) / 10


def read_off(group: Group, month: float) -> AtRisk:
    """Patients with T ≥ the month, and events up to and including it: all leave on days of the curve."""
    day, curves = days(month), list(_curves(group))
    time, counts = curves[0].time, curves[0].at_risk
    following, until = bisect_left(time, day), bisect_right(time, day)
    n = 0
    if following < len(counts):
        n = counts[following] - sum(late.n for late in group.late if day <= late.day < time[following])
    return AtRisk(month, n, sum(sum(steps.events[:until]) for steps in curves))


def _curves(group: Group) -> Iterator[Steps]:
    if isinstance(group, CurveGroup):
        yield group.steps
    else:
        yield from (cause.steps for cause in group.causes)
