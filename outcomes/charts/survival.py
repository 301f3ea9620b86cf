"""The Kaplan–Meier figure: stepped curves with bands and censoring marks, numbers at risk underneath."""

from typing import Any

import altair as alt

from outcomes.charts.at_risk import risk_table
from outcomes.charts.axes import PLOT_HEIGHT, PLOT_WIDTH, Series, dressed, percent_axis
from outcomes.charts.drawing import WHOLE, Drawing, groups_drawn
from outcomes.charts.interactive import Curve, choices, is_cut, months_axis, reading_line
from outcomes.charts.legend import BOTTOM_LEFT, TOP_RIGHT, legend
from outcomes.charts.stepped import layers, stepped
from outcomes.charts.themes import Theme
from outcomes.charts.ticking import HORIZON, axis_of
from outcomes.presenting.words import median_text, test_text, with_limits
from outcomes.statistics.formatting import months
from outcomes.statistics.results import CurveGroup, SurvivalResult


def chart(result: SurvivalResult, theme: Theme) -> Any:
    """An altair chart of the result."""
    table = risk_table(result.groups, axis_of(result), theme, lines=len(result.groups) > 1)
    figure = alt.vconcat(_curves(result, theme), table, spacing=14)
    return dressed(figure.resolve_scale(color="independent", strokeDash="independent"), theme)


def _curves(result: SurvivalResult, theme: Theme) -> Any:
    names = [_legend_label(group, len(result.groups)) for group in result.groups]
    curves = [
        stepped(group.steps, 1.0, {"group": name, "key": key})
        for key, (group, name) in enumerate(zip(result.groups, names, strict=True))
    ]
    x = months_axis().title(f"Months from {result.origin}")
    series = Series(names, theme)
    note = test_text(result.named_test) if result.named_test else ""
    parts = [
        *layers(curves, series, x, percent_axis(_quantity(result)), is_cut(axis_of(result))),
        reading_line(x, theme),
        *legend(
            series,
            title=with_limits("Median, months", (group.n for group in result.groups)),
            note=note,
            place=TOP_RIGHT,
            elsewhere=(_stays_high(result), BOTTOM_LEFT),
        ),
    ]
    return alt.layer(*parts).properties(width=PLOT_WIDTH, height=PLOT_HEIGHT)


def controls(result: SurvivalResult, theme: Theme, drawing: Drawing = WHOLE) -> dict[str, Any]:
    """What of the figure its reader may change."""
    series = Series(groups_drawn(result), theme)
    curves = (Curve(key, group.label, group.steps, group) for key, group in enumerate(result.groups))
    return choices(series, curves, axis_of(result), drawing)


def _legend_label(group: CurveGroup, groups: int) -> str:
    text = median_text(group.median)
    return f"{group.label}: {text}" if groups > 1 else text


def _quantity(result: SurvivalResult) -> str:
    """The endpoint's name without its origin and censoring, which stand elsewhere."""
    return result.endpoint.split(" from ")[0].split(",")[0]


def _stays_high(result: SurvivalResult) -> str:
    """Whether a curve is above 60% past the middle of the axis, where the legend would stand at the top."""
    high = max(map(_last_high, result.groups), default=0)
    return f"{high} >= {HORIZON} / 2"


def _last_high(group: CurveGroup) -> float:
    """The month at which a curve leaves its upper part, or ends."""
    steps = zip(group.steps.time, group.steps.value, strict=True)
    low = next((day for day, value in steps if value <= 0.6), group.last_on_day)
    return months(low) or 0
