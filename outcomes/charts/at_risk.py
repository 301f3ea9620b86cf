"""The table of numbers at risk under a curve, aligned with the ticks of its axis."""

from collections.abc import Callable, Sequence
from typing import Any

import altair as alt

from outcomes.charts.axes import PLOT_WIDTH, Series
from outcomes.charts.interactive import is_hidden, months_axis, only_shown, opening
from outcomes.charts.themes import TEXT_SIZE, Theme
from outcomes.charts.ticking import HORIZON, TICK_STEP, Axis, Group
from outcomes.members import Key, keys

ROW_HEIGHT = 19
SAMPLE, MARGIN, NARROW_GAP = 20, 8, 28
# The mean width of a digit of the font.
DIGIT = 6.0


def risk_table(
    groups: Sequence[Group],
    axis: Axis,
    theme: Theme,
    *,
    lines: bool,
    width: int = PLOT_WIDTH,
    of: Callable[[str, float], Key] = keys.at_risk,
) -> Any:
    """One row per group: patients at risk and, in brackets, events so far; `lines` adds the line types.

    of: the key of the patients of a group at risk at a month.
    """
    names = [group.label for group in groups]
    cells = _cells(groups, axis, of)
    longest = max((len(cell["text"]) for cell in cells), default=0) * DIGIT
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
    base = alt.Chart(alt.Data(values=cells)).transform_filter(_has_room(longest, width))
    counts = (only_shown(base) if lines else base).mark_text(fontSize=TEXT_SIZE, color=theme.ink)
    layers = [counts.encode(x=months_axis(labelled=False), y=row, text="text:N")]
    if lines:
        layers.append(_line_types(Series(names, theme), row, gap))
    has_events = any("(" in cell["text"] for cell in cells)
    shown = "Number at risk (events)" if has_events else "Number at risk"
    title = alt.TitleParams(shown, color=theme.ink, frame="bounds", offset=6)
    return alt.layer(*layers).properties(width=width, height=ROW_HEIGHT * len(names), title=title)


def _cells(groups: Sequence[Group], axis: Axis, of: Callable[[str, float], Key]) -> list[dict[str, Any]]:
    """The counts, each of which opens its patients."""
    return [
        {"group": group.label, "key": key, "months": cell.months, "text": cell.text}
        | (opening(of(group.label, cell.months)) if cell.n else {})
        for key, group in enumerate(groups)
        for cell in axis.at_risk(group)
    ]


def _has_room(longest: float, width: int) -> str:
    """Counts up to the horizon, at as many of its ticks as have room beside each other."""
    every = f"max(1, ceil({longest + MARGIN} * floor({HORIZON} / {TICK_STEP}) / {width}))"
    return f"datum.months <= {HORIZON} && datum.months % ({TICK_STEP} * {every}) == 0"


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
