"""The table of numbers at risk under a curve, aligned with the ticks of its axis."""

import math
from collections.abc import Sequence
from typing import Any, Protocol

import altair as alt

from outcomes.charts.axes import PLOT_WIDTH, Series, months_axis
from outcomes.charts.interactive import HORIZON, is_hidden, only_shown, until_horizon
from outcomes.charts.themes import TEXT_SIZE, Theme
from outcomes.statistics.results import AtRisk

ROW_HEIGHT = 19
SAMPLE, MARGIN, NARROW_GAP = 20, 8, 28
# The mean width of a digit of the font.
DIGIT = 6.0


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
    longest = max((len(cell.text) for group in groups for cell in group.at_risk), default=0) * DIGIT
    gap = max(NARROW_GAP, longest / 2 + MARGIN)
    row = alt.Y(
        "group:N",
        sort=names,
        # All of them, so that the rows keep their places when some are not shown.
        scale=alt.Scale(domain=names),
        title=None,
        axis=alt.Axis(
            domain=False,
            ticks=False,
            labelPadding=gap + (SAMPLE + MARGIN if lines else 0),
            labelLimit=260,
            **(_only_names_of_shown(names) if lines else {}),
        ),
    )
    base = alt.Chart(alt.Data(values=_cells(groups, longest))).transform_filter(f"datum.months <= {HORIZON}")
    x = months_axis(ticks, [group.last_on_day for group in groups], labelled=False)
    counts = (only_shown(base) if lines else base).mark_text(fontSize=TEXT_SIZE, color=theme.ink)
    layers = [counts.encode(x=until_horizon(x, ticks), y=row, text="text:N")]
    if lines:
        layers.append(_line_types(Series(names, theme), row, gap))
    has_events = any("(" in cell.text for group in groups for cell in group.at_risk)
    shown = "Number at risk (events)" if has_events else "Number at risk"
    title = alt.TitleParams(shown, color=theme.ink, frame="bounds", offset=6)
    return alt.layer(*layers).properties(width=PLOT_WIDTH, height=ROW_HEIGHT * len(names), title=title)


def _cells(groups: Sequence[Counted], longest: float) -> list[dict[str, Any]]:
    """The counts at as many ticks as have room beside each other; ranges need more of it than numbers."""
    ticks = max((len(group.at_risk) for group in groups), default=1)
    every = math.ceil((longest + MARGIN) * max(ticks - 1, 1) / PLOT_WIDTH) or 1
    return [
        {"group": group.label, "key": key, "months": cell.months, "text": cell.text}
        for key, group in enumerate(groups)
        for cell in group.at_risk[::every]
    ]


def _only_names_of_shown(names: list[str]) -> dict[str, Any]:
    hidden = {"test": is_hidden(names, "datum.value"), "value": 0}
    return {"labelOpacity": {"condition": hidden, "value": 1}}


def _line_types(series: Series, row: alt.Y, gap: float) -> Any:
    named = [{"group": name, "key": key} for key, name in enumerate(series.names)]
    return (
        only_shown(alt.Chart(alt.Data(values=named)))
        .mark_rule(strokeWidth=2.2, clip=False)
        .encode(
            x=alt.value(-gap - SAMPLE),
            x2=alt.value(-gap),
            y=row,
            color=series.colour(),
            strokeDash=series.dash(),
        )
    )
