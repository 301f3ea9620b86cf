"""The figure of proportions: a point with exact limits for each row, the counts beside it."""

from typing import Any

import altair as alt

from outcomes.charts.axes import Series, dressed
from outcomes.charts.drawing import WHOLE, Drawing, groups_drawn
from outcomes.charts.interactive import only_shown, opening, toggles, told
from outcomes.charts.themes import TEXT_SIZE, Theme
from outcomes.members import keys
from outcomes.presenting.words import proportion_limits, proportion_text, with_limits
from outcomes.statistics.results import Proportion, ProportionsResult

WIDTH, ROW_HEIGHT = 330, 24
TEXT_GAP = 14


def chart(result: ProportionsResult, theme: Theme) -> Any:
    """An altair chart of the result: one band of rows for each label, groups told apart within it."""
    groups = groups_drawn(result)
    rows = [_row(row, groups) for row in result.proportions if row.denominator]
    base = only_shown(alt.Chart(alt.Data(values=rows)))
    y = alt.Y(
        "row:N",
        sort=[row["row"] for row in rows],
        title=None,
        axis=alt.Axis(domain=False, ticks=False, labelLimit=380, labelPadding=10),
    )
    title = with_limits("Proportion", (row.numerator for row in result.proportions), " with exact 95% limits")
    scale = alt.Scale(domain=[0, 1])
    common: dict[str, Any] = {"y": y, "tooltip": told(*_said(result.proportions[0]))} if rows else {"y": y}
    coloured = common | {"color": Series(groups, theme).colour()}
    limits = base.mark_rule(strokeWidth=2).encode(
        x=alt.X("lower:Q", title=title, scale=scale, axis=_axis(theme)), x2="upper:Q", **coloured
    )
    points = base.mark_square(size=70, opacity=1).encode(x=alt.X("fraction:Q", scale=scale), **coloured)
    counts = base.mark_text(align="left", fontSize=TEXT_SIZE, color=theme.ink).encode(
        x=alt.value(WIDTH + TEXT_GAP), text="text:N", **common
    )
    # The rows that are shown, and no more: the figure is as high as they are many.
    height = alt.Step(ROW_HEIGHT) if rows else ROW_HEIGHT
    return dressed(alt.layer(limits, points, counts).properties(width=WIDTH, height=height), theme)


def controls(result: ProportionsResult, theme: Theme, drawing: Drawing = WHOLE) -> dict[str, Any]:
    """What of the figure its reader may change: the groups."""
    return toggles(Series(groups_drawn(result), theme), drawing)


def _axis(theme: Theme) -> alt.Axis:
    values = [0, 0.25, 0.5, 0.75, 1]
    return alt.Axis(format="%", values=values, labelFlush=False, grid=True, gridColor=theme.rule, domain=True)


def _row(row: Proportion, groups: tuple[str, ...]) -> dict[str, Any]:
    return {
        "row": f"{row.label}, {row.group}" if len(groups) > 1 else row.label,
        "group": row.group,
        "key": groups.index(row.group),
        "fraction": row.fraction,
        "lower": row.lower,
        "upper": row.upper,
        "text": ", ".join(filter(None, (proportion_text(row), proportion_limits(row)))),
        **_said(row),
        **(opening(keys.part(row)) if row.numerator else {}),
    }


def _said(row: Proportion) -> dict[str, str]:
    """What is said of a row under the pointer: as the table says it."""
    limits = proportion_limits(row)
    return {
        "Of": row.label,
        "Group": row.group,
        "n/N (%)": proportion_text(row),
        **({"95% CI, %": limits} if limits else {}),
        "Not in N": f"{row.missing}",
    }
