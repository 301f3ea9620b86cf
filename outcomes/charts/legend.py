"""The legend of a figure: line types with their names, under a title and over a note such as the P value.

Groups that are not drawn are not in it; their places stay empty, so that nothing moves when they come back.
"""

from typing import Any

import altair as alt

from outcomes.charts.axes import PLOT_HEIGHT, PLOT_WIDTH, Series
from outcomes.charts.interactive import SHOWN, only_shown
from outcomes.charts.themes import TEXT_SIZE, Theme

ROW = 18
SAMPLE = 26
# The mean width of a character of the font, rounded up: a legend may be wider than its text, never narrower.
CHARACTER = 6.3
MARGIN = 16
TOP_RIGHT, BOTTOM_LEFT, ABOVE = "top right", "bottom left", "above"
OF_ALL = " (all groups)"


def heading(lines: list[str], theme: Theme) -> list[Any]:
    """Layers of plain lines of text above the plot."""
    return [_text(text, "0", f"{ROW * (at - len(lines))}", theme.ink) for at, text in enumerate(lines)]


def test_heading(title: str, test: str, groups: int, theme: Theme) -> list[Any]:
    """A title above the plot, and under it a test, which says of whom it is where not all are drawn."""
    lines = [title, *([test] if test else [])]
    layers = heading(lines, theme)
    return [*layers[:1], *(_of_all(layer, groups) for layer in layers[1:])]


def legend(
    series: Series,
    *,
    title: str = "",
    note: str = "",
    place: str = TOP_RIGHT,
    elsewhere: tuple[str, str] = ("false", TOP_RIGHT),
) -> list[Any]:
    """Layers of a legend inside the plot, or above it.

    elsewhere: an expression of what can be changed in the figure, and the place of the legend where it holds.
    """
    keys = {name: key for key, name in enumerate(series.names)}
    rows = [text for text in (title, *series.names, note) if text]
    condition, other = elsewhere
    corners = zip(_corner(series, rows, other), _corner(series, rows, place), strict=True)
    left, top = (f"({condition} ? {there} : {here})" for there, here in corners)
    layers = []
    for at, text in enumerate(rows):
        y = f"{top} + {ROW * at}"
        if text in keys:
            layers.append(_sample(series, text, keys[text], left, y))
            layers.append(only_shown(_text(text, f"{left} + {SAMPLE}", y, series.theme.ink, keys[text])))
        else:
            layer = _text(text, left, y, series.theme.ink)
            layers.append(_of_all(layer, len(keys)) if text == note else layer)
    return layers


def _corner(series: Series, rows: list[str], place: str) -> tuple[float, float]:
    widths = (len(text) * CHARACTER + (SAMPLE if text in series.names else 0) for text in rows)
    longest = max(widths, default=0)
    return {
        TOP_RIGHT: (PLOT_WIDTH - longest, ROW / 2),
        BOTTOM_LEFT: (MARGIN, PLOT_HEIGHT - MARGIN - ROW * len(rows)),
        ABOVE: (0, -ROW * len(rows)),
    }[place]


def _sample(series: Series, name: str, key: int, x: str, y: str) -> Any:
    mark = alt.Chart(alt.Data(values=[{series.field: name, "key": key}])).mark_rule(strokeWidth=2)
    return only_shown(mark).encode(
        x=_at(x),
        x2=_at(f"{x} + {SAMPLE - 7}"),
        y=_at(y),
        color=series.colour(),
        strokeDash=series.dash(),
    )


def _text(text: str, x: str, y: str, colour: str, key: int = 0) -> Any:
    mark = alt.Chart(alt.Data(values=[{"text": text, "key": key}])).mark_text(
        align="left", baseline="middle", fontSize=TEXT_SIZE, color=colour
    )
    return mark.encode(x=_at(x), y=_at(y), text="text:N")


def _at(place: str) -> Any:
    """A place in pixels, given by an expression."""
    return alt.value(alt.ExprRef(place))


def _of_all(layer: Any, groups: int) -> Any:
    """A test is of all groups, also where some are not drawn; then it says so."""
    return layer.transform_calculate(text=f"datum.text + (length({SHOWN}) < {groups} ? '{OF_ALL}' : '')")
