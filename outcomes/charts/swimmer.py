"""The swimmer plot: a bar for each patient, coloured by state, with a shape for each event."""

from typing import Any

import altair as alt

from outcomes.charts.axes import PLOT_WIDTH, dressed
from outcomes.charts.themes import Theme
from outcomes.statistics.formatting import months
from outcomes.statistics.swimmer import (
    AFTERWARDS,
    BEFORE,
    DEATH,
    IN_RESPONSE,
    NEXT,
    ONGOING,
    RELAPSE,
    RESPONSE,
    TRANSPLANT,
    Swimmer,
)

LANE = 17
STATES = (BEFORE, IN_RESPONSE, AFTERWARDS)
SHAPES = {
    RESPONSE: "triangle-up",
    TRANSPLANT: "diamond",
    RELAPSE: "triangle-down",
    NEXT: "square",
    DEATH: "cross",
    ONGOING: "triangle-right",
}


def chart(drawn: Swimmer, theme: Theme) -> Any:
    """An altair chart of the lanes, in their order."""
    y = alt.Y(
        "lane:N",
        sort=[lane.label for lane in drawn.lanes],
        title=None,
        axis=alt.Axis(domain=False, ticks=False, labelLimit=160),
    )
    x = alt.X("start:Q", title="Months from regimen start", axis=alt.Axis(grid=False))
    beside: dict[str, Any] = {"title": None, "labelColor": theme.ink, "orient": "top", "columns": 3}
    filled: dict[str, Any] = {"symbolFillColor": theme.ink, "symbolStrokeColor": theme.ink}
    states = alt.Scale(domain=list(STATES), range=[theme.rule, theme.colour(5), theme.colour(4)])
    shapes = alt.Scale(domain=list(SHAPES), range=list(SHAPES.values()))
    bars = (
        alt.Chart(alt.Data(values=_bars(drawn)))
        .mark_bar(height=9)
        .encode(x=x, x2="stop:Q", y=y, color=alt.Color("state:N", scale=states, legend=alt.Legend(**beside)))
    )
    marks = (
        alt.Chart(alt.Data(values=_marks(drawn)))
        .mark_point(filled=True, size=64, opacity=1, color=theme.ink, stroke=theme.paper, strokeWidth=0.8)
        .encode(
            x="start:Q",
            y=y,
            shape=alt.Shape("event:N", scale=shapes, legend=alt.Legend(**beside, **filled)),
        )
    )
    figure = alt.layer(bars, marks).properties(width=PLOT_WIDTH, height=LANE * max(len(drawn.lanes), 1))
    return dressed(figure, theme)


def _bars(drawn: Swimmer) -> list[dict[str, Any]]:
    return [
        {"lane": lane.label, "state": one.state, "start": months(one.start), "stop": months(one.stop)}
        for lane in drawn.lanes
        for one in lane.stretches
    ]


def _marks(drawn: Swimmer) -> list[dict[str, Any]]:
    return [
        {"lane": lane.label, "event": mark.event, "start": months(mark.day)}
        for lane in drawn.lanes
        for mark in lane.marks
    ]
