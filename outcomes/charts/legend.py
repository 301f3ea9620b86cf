"""The legend of a figure: line types with their names, under a title and over a note such as the P value."""

from typing import Any

import altair as alt

from outcomes.charts.axes import PLOT_HEIGHT, PLOT_WIDTH, Series
from outcomes.charts.themes import TEXT_SIZE, Theme

ROW = 18
SAMPLE = 26
# The mean width of a character of the font, rounded up: a legend may be wider than its text, never narrower.
CHARACTER = 6.3
MARGIN = 16
TOP_RIGHT, BOTTOM_LEFT, ABOVE = "top right", "bottom left", "above"


def heading(lines: list[str], theme: Theme) -> list[Any]:
    """Layers of plain lines of text above the plot."""
    return [_text(text, 0, ROW * (at - len(lines)), theme.ink) for at, text in enumerate(lines)]


def legend(series: Series, *, title: str = "", note: str = "", place: str = TOP_RIGHT) -> list[Any]:
    """Layers of a legend inside the plot, or above it."""
    rows = [text for text in (title, *series.names, note) if text]
    left, top = _corner(series, rows, place)
    layers = []
    for at, text in enumerate(rows):
        is_sample = text in series.names
        y = top + ROW * at
        layers += [_sample(series, text, left, y)] if is_sample else []
        layers.append(_text(text, left + (SAMPLE if is_sample else 0), y, series.theme.ink))
    return layers


def _corner(series: Series, rows: list[str], place: str) -> tuple[float, float]:
    widths = (len(text) * CHARACTER + (SAMPLE if text in series.names else 0) for text in rows)
    longest = max(widths, default=0)
    return {
        TOP_RIGHT: (PLOT_WIDTH - longest, ROW / 2),
        BOTTOM_LEFT: (MARGIN, PLOT_HEIGHT - MARGIN - ROW * len(rows)),
        ABOVE: (0, -ROW * len(rows)),
    }[place]


def _sample(series: Series, name: str, x: float, y: float) -> Any:
    mark = alt.Chart(alt.Data(values=[{series.field: name}])).mark_rule(strokeWidth=2)
    return mark.encode(
        x=alt.value(x),
        x2=alt.value(x + SAMPLE - 7),
        y=alt.value(y),
        color=series.colour(),
        strokeDash=series.dash(),
    )


def _text(text: str, x: float, y: float, colour: str) -> Any:
    mark = alt.Chart(alt.Data(values=[{"text": text}])).mark_text(
        align="left", baseline="middle", fontSize=TEXT_SIZE, color=colour
    )
    return mark.encode(x=alt.value(x), y=alt.value(y), text="text:N")
