"""What a reader may change in a figure: the groups shown, and over time the horizon and the month read off.

They are parameters of the same Vega-Lite definition that is drawn to files, where they stand at the values
chosen for the file: by default every group, all of follow-up, no month. Estimates and tests are computed
before and do not follow. What is said of a mark under the pointer is part of the definition, too; it is made
of the result as its reader may see it, like everything else in a figure. Which count a mark is stands in its
data as `opens`: a page puts the address of the patients before it, a file has none.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from outcomes.charts.axes import PLOT_WIDTH, Series
from outcomes.charts.drawing import WHOLE, Drawing
from outcomes.charts.themes import Theme
from outcomes.charts.ticking import HORIZON, TICK_STEP, Axis, Group
from outcomes.members.keys import Key, at_risk, query
from outcomes.statistics.formatting import months
from outcomes.statistics.results import Steps

SHOWN, READ_AT, OPENS = "shown", "read_at", "opens"


@dataclass(frozen=True, slots=True)
class Curve:
    """A curve to read off. key: of what is toggled; of: the key of those of its group at risk at a month."""

    key: int
    label: str
    steps: Steps
    group: Group
    of: Callable[[str, float], Key] = at_risk


def opening(of: Key) -> dict[str, str]:
    """In the data of a mark: the count that it is, by which a page opens its patients."""
    return {OPENS: query(of)}


def only_shown(chart: Any) -> Any:
    """The chart without the groups that are switched off; its data name them by `key`."""
    return chart.transform_filter(f"indexof({SHOWN}, datum.key) >= 0")


def is_hidden(names: Sequence[str], value: str) -> str:
    """An expression: whether the group whose name is the value of an expression is switched off."""
    return f"indexof({SHOWN}, indexof({json.dumps(list(names))}, {value})) < 0"


def told(*titles: str) -> list[alt.Tooltip]:
    """What is said of a mark under the pointer: fields of its data, which are text, under their own names."""
    return [alt.Tooltip(field=title, type="nominal", title=title) for title in titles]


def months_axis(*, labelled: bool = True) -> alt.X:
    """Time since the origin in months up to the horizon, ticked where the numbers at risk stand."""
    # The axis may end on a tick, which a sequence would leave out.
    values: Any = alt.ExprRef(f"sequence(0, {HORIZON} + 0.01, {TICK_STEP})")
    return alt.X(
        "months:Q",
        title="Months" if labelled else None,
        scale=alt.Scale(domainMin=0, domainMax=alt.ExprRef(HORIZON), nice=False),
        axis=alt.Axis(
            values=values, grid=False, labelFlush=False, labels=labelled, ticks=labelled, domain=labelled
        ),
    )


def is_cut(axis: Axis) -> alt.ExprRef:
    """Whether marks reach beyond the horizon and must be clipped there."""
    return alt.ExprRef(f"{HORIZON} < {axis.last}")


def reading_line(x: alt.X, theme: Theme) -> Any:
    """The month that is read off, as a line; nothing while there is none."""
    base = alt.Chart(alt.Data(values=[{}])).transform_filter(f"isNumber({READ_AT})")
    drawn = base.transform_calculate(months=READ_AT).mark_rule(color=theme.quiet, strokeDash=[3, 3])
    return drawn.encode(x=x)


def toggles(toggled: Series, drawing: Drawing) -> dict[str, Any]:
    """Parameters of a specification whose groups can be switched off, and what its buttons need to know."""
    shown = drawing.shown(len(toggled.names))
    groups = [
        {"key": key, "label": name, "colour": toggled.theme.colour(key)}
        for key, name in enumerate(toggled.names)
    ]
    return {"params": [{"name": SHOWN, "value": shown}], "usermeta": {"groups": groups, "shown": shown}}


def choices(
    toggled: Series,
    curves: Iterable[Curve],
    axis: Axis,
    drawing: Drawing = WHOLE,
    *,
    width: int = PLOT_WIDTH,
) -> dict[str, Any]:
    """Parameters of the specification of a figure over time, and what its controls need to know.

    width: of each plot, in pixels.
    """
    until, groups = min(drawing.until or axis.last, axis.last), toggles(toggled, drawing)
    return {
        "params": [
            {"name": HORIZON, "value": until},
            {"name": TICK_STEP, "expr": axis.step_expression},
            *groups["params"],
            {"name": READ_AT, "value": None},
        ],
        "usermeta": {
            **groups["usermeta"],
            "width": width,
            "last": axis.last,
            "until": until,
            "horizons": axis.ends(),
            "curves": [_readable(curve, axis) for curve in curves],
        },
    }


def _readable(curve: Curve, axis: Axis) -> dict[str, Any]:
    """at_risk_of: the key of the numbers at risk up to the month, as it stands in an address."""
    steps, group = curve.steps, curve.group
    return {
        "key": curve.key,
        "label": curve.label,
        "months": [months(day) for day in steps.time],
        "value": list(steps.value),
        "lower": list(steps.lower),
        "upper": list(steps.upper),
        "at_risk": list(steps.at_risk) if axis.is_fine else None,
        "late": [[months(late.day), late.n] for late in group.late],
        "at_risk_of": query(curve.of(group.label, 0)[:-1]),
    }
