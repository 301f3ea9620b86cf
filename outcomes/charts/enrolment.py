"""Enrolment over time: the sum so far as lines, and each month as bars underneath."""

from typing import Any

import altair as alt

from outcomes.charts.axes import PLOT_WIDTH, Series, dressed
from outcomes.charts.legend import ABOVE, legend
from outcomes.charts.themes import Theme
from outcomes.statistics.results import EnrolmentResult

LINES_HEIGHT, BARS_HEIGHT = 220, 110


def chart(result: EnrolmentResult, theme: Theme) -> Any:
    """An altair chart; groups are told apart by colour and, in the lines, by dash."""
    series = Series([group.label for group in result.groups], theme)
    points = [
        {"group": group.label, "month": f"{month}-01", "n": n, "total": total}
        for group in result.groups
        for month, n, total in zip(result.months, group.counts, group.cumulative, strict=True)
    ]
    base = alt.Chart(alt.Data(values=points))
    x = alt.X(
        "month:T",
        title=None,
        axis=alt.Axis(format="%Y-%m", grid=False, labelOverlap=True, labelSeparation=12, tickCount=6),
    )
    lines = base.mark_line(interpolate="step-after", strokeWidth=2).encode(
        x=x, y=_count("total", "Patients so far"), color=series.colour(), strokeDash=series.dash()
    )
    bars = base.mark_bar(width=max(1, int(PLOT_WIDTH / max(len(result.months), 1)) - 1)).encode(
        x=x.title("Month of enrolment"), y=_count("n", "Per month"), color=series.colour()
    )
    heading = legend(series, place=ABOVE) if len(series.names) > 1 else []
    above = alt.layer(lines, *heading).properties(width=PLOT_WIDTH, height=LINES_HEIGHT)
    return dressed(
        alt.vconcat(above, bars.properties(width=PLOT_WIDTH, height=BARS_HEIGHT), spacing=18).resolve_scale(
            color="independent", strokeDash="independent"
        ),
        theme,
    )


def _count(field: str, title: str) -> alt.Y:
    return alt.Y(f"{field}:Q", title=title, axis=alt.Axis(format="d", tickMinStep=1, grid=False, tickCount=5))
