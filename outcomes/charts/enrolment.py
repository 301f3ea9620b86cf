"""Enrolment over time: the sum so far as lines, and each month as bars underneath."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import altair as alt

from outcomes.charts.axes import PLOT_WIDTH, Series, dressed
from outcomes.charts.drawing import WHOLE, Drawing, groups_drawn
from outcomes.charts.interactive import only_shown, opening, toggles, told
from outcomes.charts.legend import ABOVE, legend
from outcomes.charts.themes import Theme
from outcomes.members import keys
from outcomes.statistics.results import EnrolmentGroup, EnrolmentResult

LINES_HEIGHT, BARS_HEIGHT = 220, 110
MOST_TICKS = 8
SAID = ("Month", "Group", "Patients enrolled", "So far")
MONTHS_BETWEEN_TICKS = (1, 2, 3, 6, 12, 24, 60, 120)


def chart(result: EnrolmentResult, theme: Theme) -> Any:
    """An altair chart; groups are told apart by colour and, in the lines, by dash."""
    series = Series(groups_drawn(result), theme)
    starts = _starts(result.months)
    heading = legend(series, place=ABOVE) if len(series.names) > 1 else []
    above = alt.layer(*_lines(result, starts, series), *heading).properties(
        width=PLOT_WIDTH, height=LINES_HEIGHT
    )
    return dressed(
        alt.vconcat(
            above, _bars(result, starts, series).properties(width=PLOT_WIDTH, height=BARS_HEIGHT), spacing=18
        ).resolve_scale(color="independent", strokeDash="independent"),
        theme,
    )


def controls(result: EnrolmentResult, theme: Theme, drawing: Drawing = WHOLE) -> dict[str, Any]:
    """What of the figure its reader may change: the groups."""
    return toggles(Series(groups_drawn(result), theme), drawing)


def _lines(result: EnrolmentResult, starts: list[int], series: Series) -> list[Any]:
    """The sums, and over them points that are not seen, by which a month can be pointed at, and opened."""
    points = [
        point
        for key, group in enumerate(result.groups)
        for point in _steps(key, group, starts, result.months)
    ]
    base = only_shown(alt.Chart(alt.Data(values=points)))
    place: dict[str, Any] = {"x": _months(starts), "y": _count("total", "Patients so far")}
    line = base.mark_line(interpolate="step-after", strokeWidth=2).encode(
        **place, color=series.colour(), strokeDash=series.dash()
    )
    return [line, base.mark_point(size=90, opacity=0, filled=True).encode(**place, tooltip=told(*SAID))]


def _bars(result: EnrolmentResult, starts: list[int], series: Series) -> Any:
    """Patients of each month, the groups that are shown upon each other."""
    months = [
        month for key, group in enumerate(result.groups) for month in _months_of(key, group, starts, result)
    ]
    base = only_shown(alt.Chart(alt.Data(values=months))).transform_stack(
        stack="n", groupby=["month"], sort=[alt.SortField("key")], as_=["above", "upto"]
    )
    return base.mark_rect(stroke=series.theme.paper, strokeWidth=1).encode(
        x=_months(starts).title("Month of enrolment"),
        x2="end:T",
        y=_count("upto", "Per month"),
        y2="above:Q",
        color=series.colour(),
        tooltip=told(*SAID),
    )


def _starts(months: tuple[str, ...]) -> list[int]:
    """When each month begins, and last when the last one ends, in milliseconds since 1970."""
    begun = [date.fromisoformat(f"{month}-01") for month in months]
    ends = [date(last.year + last.month // 12, last.month % 12 + 1, 1) for last in begun[-1:]]
    return [round(datetime(day.year, day.month, 1, tzinfo=UTC).timestamp() * 1000) for day in begun + ends]


def _steps(
    key: int, group: EnrolmentGroup, starts: list[int], names: tuple[str, ...]
) -> list[dict[str, Any]]:
    """The sum of each month, held to the end of the last."""
    so_far, last = group.cumulative, len(names) - 1
    return [
        {"group": group.label, "key": key, "month": start, "total": so_far[at], **_said(group, at, names)}
        | (opening(keys.enrolled_until(group.label, names[at])) if so_far[at] else {})
        for at, start in ((min(at, last), start) for at, start in enumerate(starts))
    ]


def _months_of(
    key: int, group: EnrolmentGroup, starts: list[int], result: EnrolmentResult
) -> Iterator[dict[str, Any]]:
    """Each month with anybody, from its begin to its end."""
    for at, n in enumerate(group.counts):
        if n:
            span = {"month": starts[at], "end": starts[at + 1], "n": n}
            counted = opening(keys.enrolled(group.label, result.months[at]))
            yield {"group": group.label, "key": key, **span, **counted, **_said(group, at, result.months)}


def _said(group: EnrolmentGroup, at: int, names: tuple[str, ...]) -> dict[str, str]:
    values = (names[at], group.label, f"{group.counts[at]}", f"{group.cumulative[at]}")
    return dict(zip(SAID, values, strict=True))


def _months(starts: list[int]) -> alt.X:
    """Months from end to end of the axis, named at most a few times, and each name once."""
    every = next((step for step in MONTHS_BETWEEN_TICKS if len(starts) <= step * MOST_TICKS), 120)
    # Days as expressions: of plain ones calls are made that the interpreter of a page reads otherwise.
    named: Any = alt.ExprRef(f"{starts[::every]}")
    axis = alt.Axis(format="%Y-%m", grid=False, values=named, labelFlush=False)
    # Both ends apart: given as one domain, that of the bars' beginnings and that of their ends would be two.
    ends: dict[str, Any] = {}
    if starts:
        ends = {"domainMin": alt.ExprRef(f"{starts[0]}"), "domainMax": alt.ExprRef(f"{starts[-1]}")}
    return alt.X("month:T", title=None, axis=axis, scale=alt.Scale(type="utc", **ends))


def _count(field: str, title: str) -> alt.Y:
    return alt.Y(f"{field}:Q", title=title, axis=alt.Axis(format="d", tickMinStep=1, grid=False, tickCount=5))
