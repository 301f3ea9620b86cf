"""Enrolment over time: the sum so far as lines, and each month as bars underneath."""

from datetime import UTC, date, datetime
from typing import Any

import altair as alt

from outcomes.charts.axes import PLOT_WIDTH, Series, dressed
from outcomes.charts.legend import ABOVE, legend
from outcomes.charts.themes import Theme
from outcomes.statistics.results import EnrolmentGroup, EnrolmentResult

LINES_HEIGHT, BARS_HEIGHT = 220, 110
MOST_TICKS = 8
MONTHS_BETWEEN_TICKS = (1, 2, 3, 6, 12, 24, 60, 120)


def chart(result: EnrolmentResult, theme: Theme) -> Any:
    """An altair chart; groups are told apart by colour and, in the lines, by dash."""
    series = Series([group.label for group in result.groups], theme)
    starts = _starts(result.months)
    lines = (
        alt.Chart(alt.Data(values=[point for group in result.groups for point in _steps(group, starts)]))
        .mark_line(interpolate="step-after", strokeWidth=2)
        .encode(
            x=_months(starts),
            y=_count("total", "Patients so far"),
            color=series.colour(),
            strokeDash=series.dash(),
        )
    )
    bars = (
        alt.Chart(alt.Data(values=_bars(result.groups, starts)))
        .mark_rect(stroke=theme.paper, strokeWidth=1)
        .encode(
            x=_months(starts).title("Month of enrolment"),
            x2="end:T",
            y=_count("upto", "Per month"),
            y2="above:Q",
            color=series.colour(),
        )
    )
    heading = legend(series, place=ABOVE) if len(series.names) > 1 else []
    above = alt.layer(lines, *heading).properties(width=PLOT_WIDTH, height=LINES_HEIGHT)
    return dressed(
        alt.vconcat(above, bars.properties(width=PLOT_WIDTH, height=BARS_HEIGHT), spacing=18).resolve_scale(
            color="independent", strokeDash="independent"
        ),
        theme,
    )


def _starts(months: tuple[str, ...]) -> list[int]:
    """When each month begins, and last when the last one ends, in milliseconds since 1970."""
    begun = [date.fromisoformat(f"{month}-01") for month in months]
    ends = [date(last.year + last.month // 12, last.month % 12 + 1, 1) for last in begun[-1:]]
    return [round(datetime(day.year, day.month, 1, tzinfo=UTC).timestamp() * 1000) for day in begun + ends]


def _steps(group: EnrolmentGroup, starts: list[int]) -> list[dict[str, Any]]:
    """The sum of each month, held to the end of the last."""
    totals = [*group.cumulative, *group.cumulative[-1:]]
    return [
        {"group": group.label, "month": at, "total": total} for at, total in zip(starts, totals, strict=True)
    ]


def _bars(groups: tuple[EnrolmentGroup, ...], starts: list[int]) -> list[dict[str, Any]]:
    """Each month from its begin to its end, the groups upon each other."""
    bars, above = [], [0] * (len(starts) - 1)
    for group in groups:
        for at, n in enumerate(group.counts):
            span = {"month": starts[at], "end": starts[at + 1]}
            bars.append({"group": group.label, **span, "above": above[at], "upto": above[at] + n})
            above[at] += n
    return bars


def _months(starts: list[int]) -> alt.X:
    """Months from end to end of the axis, named at most a few times, and each name once."""
    every = next((step for step in MONTHS_BETWEEN_TICKS if len(starts) <= step * MOST_TICKS), 120)
    axis = alt.Axis(format="%Y-%m", grid=False, values=starts[::every], labelFlush=False)
    ends = alt.Scale(type="utc", domain=[starts[0], starts[-1]]) if starts else alt.Scale(type="utc")
    return alt.X("month:T", title=None, axis=axis, scale=ends)


def _count(field: str, title: str) -> alt.Y:
    return alt.Y(f"{field}:Q", title=title, axis=alt.Axis(format="d", tickMinStep=1, grid=False, tickCount=5))
