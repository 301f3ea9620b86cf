"""The figure of competing risks: cumulative incidence, numbers at risk underneath.

Without groups the causes share one plot; with groups each cause has a plot of its own, one above the other.
"""

from collections.abc import Iterator
from typing import Any

import altair as alt

from outcomes.charts.at_risk import risk_table
from outcomes.charts.axes import PLOT_HEIGHT, PLOT_WIDTH, Series, dressed, percent_axis
from outcomes.charts.drawing import WHOLE, Drawing, groups_drawn
from outcomes.charts.interactive import Curve, choices, is_cut, months_axis, reading_line
from outcomes.charts.legend import ABOVE, legend, test_heading
from outcomes.charts.stepped import layers, stepped
from outcomes.charts.themes import Theme
from outcomes.charts.ticking import axis_of
from outcomes.presenting.words import test_text
from outcomes.statistics.results import IncidenceCurve, IncidenceGroup, IncidenceResult, Steps

PANEL_HEIGHT = 210


def chart(result: IncidenceResult, theme: Theme) -> Any:
    """An altair chart of the result."""
    has_groups = len(result.groups) > 1
    plots = _plot_by_cause(result, theme) if has_groups else [_one_plot(result, theme)]
    table = risk_table(result.groups, axis_of(result), theme, lines=has_groups)
    return dressed(
        alt.vconcat(*plots, table, spacing=14).resolve_scale(color="independent", strokeDash="independent"),
        theme,
    )


def _one_plot(result: IncidenceResult, theme: Theme) -> Any:
    steps = {curve.cause: curve.steps for group in result.groups for curve in group.causes}
    series = Series(list(steps), theme)
    return _plot(result, series, list(steps.values()), PLOT_HEIGHT, legend(series, place=ABOVE))


def _plot_by_cause(result: IncidenceResult, theme: Theme) -> Iterator[Any]:
    """The line types of the groups stand in the table of numbers at risk, once for all plots."""
    series = Series([group.label for group in result.groups], theme)
    for at, cause in enumerate(result.causes):
        steps = [group.causes[at].steps for group in result.groups]
        test = test_text(result.tests[at]) if result.tests else ""
        above = test_heading(cause, test, len(series.names), theme)
        yield _plot(result, series, steps, PANEL_HEIGHT, above)


def _plot(result: IncidenceResult, series: Series, steps: list[Steps], height: int, above: list[Any]) -> Any:
    curves = [
        stepped(own, 0.0, {"group": name, "key": key})
        for key, (name, own) in enumerate(zip(series.names, steps, strict=True))
    ]
    x = months_axis().title(f"Months from {result.origin}")
    drawn = layers(curves, series, x, percent_axis("Cumulative incidence"), is_cut(axis_of(result)))
    return alt.layer(*drawn, reading_line(x, series.theme), *above).properties(
        width=PLOT_WIDTH, height=height
    )


def controls(result: IncidenceResult, theme: Theme, drawing: Drawing = WHOLE) -> dict[str, Any]:
    """What of the figure its reader may change: groups, or the causes where there is one group."""
    has_groups = len(result.groups) > 1
    curves = (
        Curve(at if has_groups else cause, _label(group, curve, has_groups), curve.steps, group)
        for cause in range(len(result.causes))
        for at, group in enumerate(result.groups)
        for curve in (group.causes[cause],)
    )
    series = Series(groups_drawn(result), theme)
    return choices(series, curves, axis_of(result), drawing)


def _label(group: IncidenceGroup, curve: IncidenceCurve, has_groups: bool) -> str:
    return f"{curve.cause}, {group.label}" if has_groups else curve.cause
