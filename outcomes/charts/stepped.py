"""Points of a step function as figures draw them: curve, band, censoring marks, and the uncertain tail."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from outcomes.charts.axes import Series
from outcomes.charts.interactive import only_shown
from outcomes.statistics.formatting import months
from outcomes.statistics.results import Steps

# Beyond the last time at which this many patients are at risk a curve is drawn fainter.
FEWEST_AT_RISK = 5

Point = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stepped:
    """Points in months: line (firm, then faint), band where it is defined, and marks of censoring."""

    line: list[Point]
    band: list[Point]
    marks: list[Point]


def stepped(steps: Steps, start: float, label: dict[str, Any]) -> Stepped:
    """The points of one curve: `start` is its value before the first step, `label` names it."""
    points = [{"months": 0.0, "value": start, "lower": None, "upper": None, "at_risk": None, "censored": 0}]
    points += [{**row, "months": months(row["time"])} for row in steps.rows()]
    named = [{**point, **label} for point in points]
    return Stepped(
        line=_line(named), band=_band(named), marks=[point for point in named if point["censored"]]
    )


def _line(points: list[Point]) -> list[Point]:
    """Firm up to the first point with few at risk; that point also begins the faint part."""
    firm = next((at for at, point in enumerate(points) if _is_few(point)), len(points))
    line = [{**point, "part": "firm"} for point in points[: firm + 1]]
    return line + [{**point, "part": "faint"} for point in points[firm:]]


def _is_few(point: Point) -> bool:
    return point["at_risk"] is not None and point["at_risk"] < FEWEST_AT_RISK


def _band(points: list[Point]) -> list[Point]:
    """Runs of points with limits, numbered so that a gap is not bridged; each reaches to the next step."""
    band: list[Point] = []
    run = 0
    for point, following in zip(points, [*points[1:], None], strict=True):
        if point["lower"] is None or point["upper"] is None:
            run += 1
            continue
        band.append({**point, "run": run})
        if following and following["lower"] is None:
            band.append({**point, "months": following["months"], "run": run})
    return band


def layers(curves: Sequence[Stepped], series: Series, x: alt.X, y: alt.Y, clip: alt.ExprRef) -> Iterator[Any]:
    """Bands, lines and marks of censoring of all curves, told apart by the series."""
    yield (
        _chart([point for curve in curves for point in curve.band])
        .mark_area(interpolate="step-after", opacity=0.15 if len(curves) == 1 else 0.11, clip=clip)
        .encode(x=x, y=alt.Y("lower:Q"), y2="upper:Q", detail="run:N", color=series.colour())
    )
    yield (
        _chart([point for curve in curves for point in curve.line])
        .mark_line(interpolate="step-after", strokeWidth=2, clip=clip)
        .encode(x=x, y=y, opacity=_FAINT, color=series.colour(), strokeDash=series.dash())
    )
    yield (
        _chart([point for curve in curves for point in curve.marks])
        .mark_tick(orient="vertical", size=9, thickness=1.4, opacity=1, clip=clip)
        .encode(x=x, y=y, color=series.colour())
    )


_FAINT = alt.Opacity("part:O", scale=alt.Scale(domain=["firm", "faint"], range=[1, 0.45]), legend=None)


def _chart(points: list[Point]) -> Any:
    return only_shown(alt.Chart(alt.Data(values=points)))
