"""The table of numbers at risk under a curve, aligned with the ticks of its axis."""

from collections.abc import Sequence
from typing import Any, Protocol

import altair as alt

from outcomes.charts.axes import PLOT_WIDTH, Series, months_axis
from outcomes.charts.interactive import HORIZON, only_shown, until_horizon
from outcomes.charts.themes import TEXT_SIZE, Theme
from outcomes.statistics.results import AtRisk

ROW_HEIGHT = 19


class Counted(Protocol):
    """A group of a result over time."""

    @property
    def label(self) -> str: ...
    @property
    def last_on_day(self) -> int | None: ...
    @property
    def at_risk(self) -> tuple[AtRisk, ...]: ...


def risk_table(groups: Sequence[Counted], ticks: Sequence[int], theme: Theme, *, lines: bool) -> Any:
    """One row per group: patients at risk and, in brackets, events so far; `lines` adds the line types."""
    names = [group.label for group in groups]
    cells = [
        {"group": group.label, "key": key, "months": cell.months, "text": cell.text}
        for key, group in enumerate(groups)
        for cell in group.at_risk
    ]
    row = alt.Y(
        "group:N",
        sort=names,
        # All of them, so that the rows keep their places when some are not shown.
        scale=alt.Scale(domain=names),
        title=None,
        axis=alt.Axis(domain=False, ticks=False, labelPadding=56 if lines else 28, labelLimit=260),
    )
    base = alt.Chart(alt.Data(values=cells)).transform_filter(f"datum.months <= {HORIZON}")
    x = months_axis(ticks, [group.last_on_day for group in groups], labelled=False)
    counts = (only_shown(base) if lines else base).mark_text(fontSize=TEXT_SIZE, color=theme.ink)
    layers = [counts.encode(x=until_horizon(x, ticks), y=row, text="text:N")]
    if lines:
        layers.append(_line_types(Series(names, theme), row))
    title = alt.TitleParams("Number at risk (events)", color=theme.ink, frame="bounds", offset=6)
    return alt.layer(*layers).properties(width=PLOT_WIDTH, height=ROW_HEIGHT * len(names), title=title)


def _line_types(series: Series, row: alt.Y) -> Any:
    return (
        alt.Chart(alt.Data(values=[{"group": name} for name in series.names]))
        .mark_rule(strokeWidth=2.2, clip=False)
        .encode(
            x=alt.value(-48),
            x2=alt.value(-28),
            y=row,
            color=series.colour(),
            strokeDash=series.dash(),
        )
    )
