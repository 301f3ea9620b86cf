"""Two survival figures side by side: transplantation does not censor, and it does."""

from typing import Any

import altair as alt

from outcomes.charts.at_risk import risk_table
from outcomes.charts.axes import PLOT_HEIGHT, Series, dressed, percent_axis
from outcomes.charts.drawing import WHOLE, Drawing, groups_drawn
from outcomes.charts.interactive import Curve, choices, is_cut, months_axis, reading_line
from outcomes.charts.legend import test_heading
from outcomes.charts.stepped import layers, stepped
from outcomes.charts.themes import Theme
from outcomes.charts.ticking import Axis, axis_of
from outcomes.members import keys
from outcomes.presenting.printed.transplant import CENSORED, NOT_CENSORED
from outcomes.presenting.words import median_text, test_text
from outcomes.statistics.results import SurvivalPairResult, SurvivalResult

WIDTH = 330
AT_RISK = {
    NOT_CENSORED: keys.at_risk,
    CENSORED: lambda label, months: keys.to_transplant(keys.at_risk(label, months)),
}


def chart(result: SurvivalPairResult, theme: Theme) -> Any:
    """An altair chart; both halves have the same axes, and the line types of the left one's groups."""
    axis = axis_of(result)
    halves = alt.hconcat(*(_half(name, part, axis, theme) for name, part in _parts(result)), spacing=24)
    return dressed(halves, theme)


def controls(result: SurvivalPairResult, theme: Theme, drawing: Drawing = WHOLE) -> dict[str, Any]:
    """What of both halves at once its reader may change."""
    parts = _parts(result)
    curves = (
        Curve(key, _curve_label(group.label, name, part), group.steps, group, AT_RISK[name])
        for name, part in parts
        for key, group in enumerate(part.groups)
    )
    series = Series(groups_drawn(result), theme)
    return choices(series, curves, axis_of(result), drawing, width=WIDTH)


def _curve_label(label: str, name: str, part: SurvivalResult) -> str:
    return f"{label}, {name.lower()}" if len(part.groups) > 1 else name


def _parts(result: SurvivalPairResult) -> tuple[tuple[str, SurvivalResult], ...]:
    return (NOT_CENSORED, result.uncensored), (CENSORED, result.censored)


def _half(name: str, result: SurvivalResult, axis: Axis, theme: Theme) -> Any:
    several = len(result.groups) > 1
    labels = [group.label for group in result.groups]
    series = Series(labels, theme)
    curves = [
        stepped(group.steps, 1.0, {"group": label, "key": key})
        for key, (group, label) in enumerate(zip(result.groups, labels, strict=True))
    ]
    x = months_axis().title(f"Months from {result.origin}")
    quantity = result.endpoint.split(" from ")[0].split(",")[0]
    drawn = layers(curves, series, x, percent_axis(quantity), is_cut(axis))
    above = test_heading(name, _note(result), len(labels), theme)
    plot = alt.layer(*drawn, reading_line(x, theme), *above).properties(width=WIDTH, height=PLOT_HEIGHT * 0.8)
    table = risk_table(result.groups, axis, theme, lines=several, width=WIDTH, of=AT_RISK[name])
    return alt.vconcat(plot, table, spacing=14).resolve_scale(color="independent", strokeDash="independent")


def _note(result: SurvivalResult) -> str:
    if result.named_test:
        return test_text(result.named_test)
    return f"Median {median_text(result.groups[0].median)} months" if result.groups else ""
