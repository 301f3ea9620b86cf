"""What a reader may change in a figure: the groups shown, and over time the horizon and the month read off.

They are parameters of the same Vega-Lite definition that is drawn to files, where they stand at the values
chosen for the file: by default every group, all of follow-up, no month. Estimates and tests are computed
before and do not follow. What is said of a mark under the pointer is part of the definition, too; it is made
of the result as its reader may see it, like everything else in a figure.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

import altair as alt

from outcomes.charts.axes import PLOT_WIDTH, Series, last_month
from outcomes.charts.drawing import WHOLE, Drawing
from outcomes.charts.themes import Theme
from outcomes.disclosure import Ranged
from outcomes.statistics.formatting import months
from outcomes.statistics.results import Steps

HORIZON, SHOWN, READ_AT = "horizon", "shown", "read_at"
Curve = tuple[int, str, Steps]


def only_shown(chart: Any) -> Any:
    """The chart without the groups that are switched off; its data name them by `key`."""
    return chart.transform_filter(f"indexof({SHOWN}, datum.key) >= 0")


def is_hidden(names: Sequence[str], value: str) -> str:
    """An expression: whether the group whose name is the value of an expression is switched off."""
    return f"indexof({SHOWN}, indexof({json.dumps(list(names))}, {value})) < 0"


def told(*titles: str) -> list[alt.Tooltip]:
    """What is said of a mark under the pointer: fields of its data, which are text, under their own names."""
    return [alt.Tooltip(field=title, type="nominal", title=title) for title in titles]


def until_horizon(x: alt.X, ticks: Sequence[int]) -> alt.X:
    """The axis in months, ending at the horizon and ticked up to it."""
    step = ticks[1] if len(ticks) > 1 else 1
    values = f"slice({list(ticks)}, 0, 1 + floor({HORIZON} / {step}))"
    drawn: Any = x.to_dict()
    axis = drawn["axis"] | {"values": {"expr": values}}
    scale = alt.Scale(domainMin=0, domainMax=alt.ExprRef(HORIZON), nice=False)
    return x.scale(scale).axis(alt.Axis(**axis))


def is_cut(last: float) -> alt.ExprRef:
    """Whether marks reach beyond the horizon and must be clipped there."""
    return alt.ExprRef(f"{HORIZON} < {last}")


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
    ticks: Sequence[int],
    last_days: Sequence[int | None],
    drawing: Drawing = WHOLE,
    *,
    late: bool,
    width: int = PLOT_WIDTH,
) -> dict[str, Any]:
    """Parameters of the specification of a figure over time, and what its controls need to know.

    curves: (key of what is toggled, label, steps). late: patients enter late, so that the number at risk
    between two steps is not known from them. width: of each plot, in pixels.
    """
    last = last_month(ticks, last_days)
    until, groups = min(drawing.until or last, last), toggles(toggled, drawing)
    return {
        "params": [
            {"name": HORIZON, "value": until},
            *groups["params"],
            {"name": READ_AT, "value": None},
        ],
        "usermeta": {
            **groups["usermeta"],
            "width": width,
            "last": last,
            "until": until,
            "horizons": [tick for tick in ticks[1:] if tick < last],
            "curves": [_readable(key, label, steps, late=late) for key, label, steps in curves],
        },
    }


def _readable(key: int, label: str, steps: Steps, *, late: bool) -> dict[str, Any]:
    return {
        "key": key,
        "label": label,
        "months": [months(day) for day in steps.time],
        "value": list(steps.value),
        "lower": list(steps.lower),
        "upper": list(steps.upper),
        # Between two steps a protected number is not known either.
        "at_risk": None if late or _is_protected(steps) else [f"{n}" for n in steps.at_risk],
    }


def _is_protected(steps: Steps) -> bool:
    return any(isinstance(n, Ranged) for n in steps.at_risk)
