"""Two survival figures side by side: transplantation does not censor, and it does."""

from typing import Any

import altair as alt

from outcomes.charts.at_risk import risk_table
from outcomes.charts.axes import PLOT_HEIGHT, Series, dressed, last_month, months_axis, percent_axis
from outcomes.charts.interactive import HORIZON, SHOWN, is_cut
from outcomes.charts.legend import heading
from outcomes.charts.stepped import layers, stepped
from outcomes.charts.themes import Theme
from outcomes.presenting.printed.transplant import CENSORED, NOT_CENSORED
from outcomes.presenting.words import median_text, test_text
from outcomes.statistics.results import SurvivalPairResult, SurvivalResult

WIDTH = 330


def chart(result: SurvivalPairResult, theme: Theme) -> Any:
    """An altair chart; both halves have the same axes, and the line types of the left one's groups."""
    parts = ((NOT_CENSORED, result.uncensored), (CENSORED, result.censored))
    last = [group.last_on_day for _, part in parts for group in part.groups]
    ticks = max((part.ticks for _, part in parts), key=len)
    halves = alt.hconcat(*(_half(name, part, ticks, last, theme) for name, part in parts), spacing=24)
    # What a reader may change in a single figure stands still in a pair.
    keys = list(range(len(result.uncensored.groups)))
    fixed = {HORIZON: last_month(ticks, last), SHOWN: keys}
    still = [alt.param(name=name, value=value) for name, value in fixed.items()]
    return dressed(halves.add_params(*still), theme)


def _half(
    name: str, result: SurvivalResult, ticks: tuple[int, ...], last: list[int | None], theme: Theme
) -> Any:
    several = len(result.groups) > 1
    labels = [group.label for group in result.groups]
    series = Series(labels, theme)
    curves = [
        stepped(group.steps, 1.0, {"group": label, "key": key})
        for key, (group, label) in enumerate(zip(result.groups, labels, strict=True))
    ]
    x = months_axis(ticks, last).title(f"Months from {result.origin}")
    quantity = result.endpoint.split(" from ")[0].split(",")[0]
    drawn = layers(curves, series, x, percent_axis(quantity), is_cut(last_month(ticks, last)))
    plot = alt.layer(*drawn, *heading([name, _note(result)], theme)).properties(
        width=WIDTH, height=PLOT_HEIGHT * 0.8
    )
    table = risk_table(result.groups, result.ticks, theme, lines=several).properties(width=WIDTH)
    return alt.vconcat(plot, table, spacing=14).resolve_scale(color="independent", strokeDash="independent")


def _note(result: SurvivalResult) -> str:
    if result.test:
        return test_text(result.test)
    return f"Median {median_text(result.groups[0].median)} months" if result.groups else ""
