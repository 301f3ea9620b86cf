"""The swimmer plot: in each lane what was given, cycle by cycle, the time in response, and what happened."""

from collections.abc import Iterator
from typing import Any

import altair as alt

from outcomes.charts.axes import dressed
from outcomes.charts.interactive import OPENS, told
from outcomes.charts.themes import Theme
from outcomes.statistics.courses import FAMILY_ORDER
from outcomes.statistics.formatting import months, months_text
from outcomes.statistics.swimmer import DEATH, ONGOING, RELAPSE, RESPONSE, TRANSPLANT, Lane, Swimmer

WIDTH = 720
IN_RESPONSE = "In response"
TITLE = [
    "Months from regimen start",
    "Lines across a bar: first days of cycles. Line under a lane: in response.",
]
# Pixels of a lane: few patients have room, many must still fit a page.
HEIGHTS = ((20, 24), (60, 17), (1000, 11))
SHAPES = {
    RESPONSE: "triangle-up",
    RELAPSE: "triangle-down",
    TRANSPLANT: "diamond",
    DEATH: "cross",
    ONGOING: "triangle-right",
}
GIVEN = ("Patient", "Treatment", "Line", "Months", "Cycles begun")
HAPPENED = ("Patient", "What", "Month")


def chart(drawn: Swimmer, theme: Theme) -> Any:
    """An altair chart of the lanes, in their order."""
    lane = next(height for most, height in HEIGHTS if len(drawn.lanes) <= most)
    y = _lanes(drawn, lane)
    layers = [
        _observed(drawn, y, theme),
        *_given(drawn, y, lane, theme),
        _responses(drawn, y, lane, theme),
        _happened(drawn, y, lane, theme),
    ]
    height = lane * max(len(drawn.lanes), 1)
    figure = alt.layer(*layers).properties(width=WIDTH, height=height).resolve_scale(shape="independent")
    return dressed(figure, theme)


def _lanes(drawn: Swimmer, lane: int) -> alt.Y:
    labels = [one.label for one in drawn.lanes]
    size = min(11, lane - 2)
    axis = alt.Axis(domain=False, ticks=False, labelLimit=160, labelFontSize=size, labelOverlap=False)
    return alt.Y("lane:N", sort=labels, scale=alt.Scale(domain=labels, padding=0), title=None, axis=axis)


def _x(field: str) -> alt.X:
    return alt.X(
        f"{field}:Q",
        title=TITLE,
        axis=alt.Axis(grid=False),
        scale=alt.Scale(nice=False),
    )


def _observed(drawn: Swimmer, y: alt.Y, theme: Theme) -> Any:
    """A line for the time under observation, also where nothing was given."""
    values = [
        {"lane": lane.label, "start": 0, "stop": months(lane.days), **_opening(lane)} for lane in drawn.lanes
    ]
    mark = alt.Chart(alt.Data(values=values)).mark_rule(color=theme.rule, strokeWidth=1.5)
    return mark.encode(x=_x("start"), x2="stop:Q", y=y)


def _given(drawn: Swimmer, y: alt.Y, lane: int, theme: Theme) -> Iterator[Any]:
    """A bar for each treatment, and over it a light line for the first day of each cycle."""
    bars = [
        {
            "lane": one.label,
            "family": given.family,
            "start": months(given.start),
            "stop": months(given.stop),
            **_opening(one),
            **dict(zip(GIVEN, _said(one, at), strict=True)),
        }
        for one in drawn.lanes
        for at, given in enumerate(one.treatments)
    ]
    families = [name for name in FAMILY_ORDER if any(bar["family"] == name for bar in bars)]
    shades = [theme.colour(FAMILY_ORDER.index(name)) for name in families]
    legend = alt.Legend(**_legend(theme), columns=4, symbolType="square")
    colour = alt.Color("family:N", scale=alt.Scale(domain=families, range=shades), legend=legend)
    height = round(lane * 0.6)
    yield (
        alt.Chart(alt.Data(values=bars))
        .mark_bar(height=height)
        .encode(x=_x("start"), x2="stop:Q", y=y, color=colour, tooltip=told(*GIVEN))
    )
    cycles = [
        {"lane": one.label, "start": months(day)}
        for one in drawn.lanes
        for given in one.treatments
        for day in given.cycles
    ]
    yield (
        alt.Chart(alt.Data(values=cycles))
        .mark_tick(orient="vertical", size=height, thickness=1.2, color=theme.paper, opacity=1, tooltip=None)
        .encode(x=_x("start"), y=y)
    )


def _opening(lane: Lane) -> dict[str, str]:
    """The page opens the patient: the end of the address of the patient's own."""
    return {OPENS: f"{lane.label}/"}


def _said(lane: Lane, at: int) -> tuple[str, ...]:
    given = lane.treatments[at]
    span = f"{months_text(given.start)}–{months_text(given.stop)}"
    return lane.label, given.name, given.line, span, f"{len(given.cycles)}"


def _responses(drawn: Swimmer, y: alt.Y, lane: int, theme: Theme) -> Any:
    """A line under the bar for the time in response."""
    values = [
        {
            "lane": one.label,
            "start": months(one.response[0]),
            **_opening(one),
            "stop": months(one.response[1]),
            **dict(zip(HAPPENED, (one.label, IN_RESPONSE, _span(one.response)), strict=True)),
        }
        for one in drawn.lanes
        if one.response
    ]
    place: dict[str, Any] = {"y": y, "yOffset": alt.value(lane * 0.9)}
    mark = alt.Chart(alt.Data(values=values)).mark_rule(color=theme.ink, strokeWidth=2, strokeCap="butt")
    return mark.encode(x=_x("start"), x2="stop:Q", tooltip=told(*HAPPENED), **place)


def _span(days: tuple[int, int]) -> str:
    return f"{months_text(days[0])}–{months_text(days[1])}"


def _happened(drawn: Swimmer, y: alt.Y, lane: int, theme: Theme) -> Any:
    values = [
        {
            "lane": one.label,
            "event": mark.event,
            "start": months(mark.day),
            **_opening(one),
            **dict(zip(HAPPENED, (one.label, mark.event, months_text(mark.day)), strict=True)),
        }
        for one in drawn.lanes
        for mark in one.marks
    ]
    filled: dict[str, Any] = {"symbolFillColor": theme.ink, "symbolStrokeColor": theme.ink}
    shapes = alt.Scale(domain=list(SHAPES), range=list(SHAPES.values()))
    legend = alt.Legend(**_legend(theme), **filled, columns=5)
    return (
        alt.Chart(alt.Data(values=values))
        .mark_point(
            filled=True,
            size=min(70, lane * 4),
            opacity=1,
            color=theme.ink,
            stroke=theme.paper,
            strokeWidth=0.8,
        )
        .encode(
            x=_x("start"),
            y=y,
            shape=alt.Shape("event:N", scale=shapes, legend=legend),
            tooltip=told(*HAPPENED),
        )
    )


def _legend(theme: Theme) -> dict[str, Any]:
    return {"title": None, "labelColor": theme.ink, "orient": "top", "labelLimit": 220}
