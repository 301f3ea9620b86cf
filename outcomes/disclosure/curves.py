"""Curves drawn again from ranges: what the numbers at risk say once they are told in tens.

Only the table under the figure, in its ranges, goes into the curve: no day on which anybody left, no step of
the true curve. The estimate is the actuarial one (Cutler and Ederer, J Chronic Dis 1958;8:699–712) over the
ticks at which ten more patients have had an event, and it ends where fewer than ten remain at risk.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from outcomes.disclosure.counts import WIDTH, Ranged
from outcomes.statistics.formatting import days
from outcomes.statistics.results import AtRisk, Estimate, RateAt, Steps

TO_THE_NEAREST = 20


@dataclass(frozen=True, slots=True)
class RoughEstimate(Estimate):
    """A median read from a curve of ranges, without limits; None is "hidden", not "not reached"."""


@dataclass(frozen=True, slots=True)
class RoughRate(RateAt):
    """A rate read from a curve of ranges, without limits; None is "hidden"."""


@dataclass(frozen=True, slots=True)
class RangedAtRisk(AtRisk):
    """A number at risk without the events, for two ranges do not fit under a curve."""

    @property
    def text(self) -> str:
        return f"{self.n}"


@dataclass(frozen=True, slots=True)
class RangedAt:
    """One tick: patients at risk and, cause by cause, events up to it."""

    months: float
    at_risk: Ranged
    events: tuple[Ranged, ...]


@dataclass(frozen=True, slots=True)
class RoughPoint:
    """Survival (no event of any cause) and the incidence of each cause at a tick."""

    months: float
    at_risk: Ranged
    survival: float
    incidence: tuple[float, ...]


def rough_points(ticks: Sequence[RangedAt]) -> list[RoughPoint]:
    """The points of the curve after the origin; none where it would begin with fewer than ten patients."""
    points: list[RoughPoint] = []
    if not ticks or ticks[0].at_risk.is_hidden:
        return points
    before = RoughPoint(0, ticks[0].at_risk, 1.0, tuple(0.0 for _ in ticks[0].events))
    so_far = tuple(0.0 for _ in ticks[0].events)
    for tick in ticks[1:]:
        if tick.at_risk.is_hidden:
            break
        events = tuple(0.0 if one.is_hidden else one.middle for one in tick.events)
        if sum(events) - sum(so_far) < WIDTH / 2:
            continue
        before = _next(before, tick, [max(now - then, 0) for now, then in zip(events, so_far, strict=True)])
        so_far = events
        points.append(before)
    return points


def _next(before: RoughPoint, tick: RangedAt, events: Sequence[float]) -> RoughPoint:
    every = sum(events)
    censored = max(before.at_risk.middle - tick.at_risk.middle - every, 0)
    exposed = max(before.at_risk.middle - censored / 2, every)
    lost = before.survival / exposed
    incidence = tuple(was + lost * own for was, own in zip(before.incidence, events, strict=True))
    return RoughPoint(tick.months, tick.at_risk, before.survival * (1 - every / exposed), incidence)


def rough_steps(points: Sequence[RoughPoint], cause: int | None = None) -> Steps:
    """The points as steps on the days of their ticks: survival, or the incidence of one cause.

    Limits, events and censored patients are not told: None.
    """
    untold = cast(tuple[Any, ...], (None,) * len(points))
    return Steps(
        time=tuple(round(days(point.months)) for point in points),
        value=tuple(round(_value(point, cause), 2) for point in points),
        lower=untold,
        upper=untold,
        at_risk=tuple(point.at_risk for point in points),
        events=untold,
        censored=untold,
    )


def _value(point: RoughPoint, cause: int | None) -> float:
    return point.survival if cause is None else point.incidence[cause]


def rough_rate(
    points: Sequence[RoughPoint], months: int, at_risk: Ranged, cause: int | None = None
) -> RoughRate:
    """The curve at a time, between its points on a straight line, to 5%; hidden beyond the last point."""
    start = (0, 1.0 if cause is None else 0.0)
    known = [start, *((point.months, _value(point, cause)) for point in points)]
    later = next((at for at, (month, _) in enumerate(known) if month >= months), None)
    if later is None or len(known) == 1:
        return RoughRate(months, None, None, None, at_risk)
    (left, low), (right, high) = known[max(later - 1, 0)], known[later]
    value = low + (high - low) * (months - left) / ((right - left) or 1)
    return RoughRate(months, round(TO_THE_NEAREST * value) / TO_THE_NEAREST, None, None, at_risk)


def rough_median(points: Sequence[RoughPoint]) -> RoughEstimate:
    """In days, to the month, where the curve falls to one half; hidden where it does not while ten remain."""
    left, above = 0.0, 1.0
    for point in points:
        if point.survival <= 0.5:
            months = left + (point.months - left) * (above - 0.5) / ((above - point.survival) or 1)
            return RoughEstimate(days(round(months)), None, None)
        left, above = point.months, point.survival
    return RoughEstimate(None, None, None)
