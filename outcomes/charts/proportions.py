"""The figure of proportions: a point with exact limits for each row, the counts beside it."""

from typing import Any

import altair as alt

from outcomes.charts.axes import Series, dressed
from outcomes.charts.themes import TEXT_SIZE, Theme
from outcomes.presenting.words import proportion_limits, proportion_text, with_limits
from outcomes.statistics.results import Proportion, ProportionsResult

WIDTH, ROW_HEIGHT = 330, 24
TEXT_GAP = 14


def chart(result: ProportionsResult, theme: Theme) -> Any:
    """An altair chart of the result: one band of rows for each label, groups told apart within it."""
    groups = list(dict.fromkeys(row.group for row in result.proportions))
    rows = [_row(row, len(groups)) for row in result.proportions if row.denominator]
    base = alt.Chart(alt.Data(values=rows))
    y = alt.Y(
        "row:N",
        sort=[row["row"] for row in rows],
        title=None,
        axis=alt.Axis(domain=False, ticks=False, labelLimit=380, labelPadding=10),
    )
    axis = alt.Axis(
        format="%",
        values=[0, 0.25, 0.5, 0.75, 1],
        labelFlush=False,
        grid=True,
        gridColor=theme.rule,
        domain=True,
    )
    scale = alt.Scale(domain=[0, 1])
    numerators = (row.numerator for row in result.proportions)
    colour = Series(groups, theme).colour()
    limits = base.mark_rule(strokeWidth=2).encode(
        x=alt.X(
            "lower:Q",
            title=with_limits("Proportion", numerators, " with exact 95% limits"),
            scale=scale,
            axis=axis,
        ),
        x2="upper:Q",
        y=y,
    )
    points = base.mark_square(size=70, opacity=1).encode(x=alt.X("fraction:Q", scale=scale), y=y)
    counts = base.mark_text(align="left", fontSize=TEXT_SIZE, color=theme.ink).encode(
        x=alt.value(WIDTH + TEXT_GAP), y=y, text="text:N"
    )
    figure = alt.layer(limits.encode(color=colour), points.encode(color=colour), counts)
    return dressed(figure.properties(width=WIDTH, height=ROW_HEIGHT * max(len(rows), 1)), theme)


def _row(row: Proportion, groups: int) -> dict[str, Any]:
    return {
        "row": f"{row.label}, {row.group}" if groups > 1 else row.label,
        "group": row.group,
        "fraction": row.fraction,
        "lower": row.lower,
        "upper": row.upper,
        "text": ", ".join(filter(None, (proportion_text(row), proportion_limits(row)))),
    }
