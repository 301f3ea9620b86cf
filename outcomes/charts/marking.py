"""The mark that a figure of synthetic patients carries: a line above it, whoever drew the figure."""

import re
from typing import Any
from xml.sax.saxutils import escape

from outcomes.charts.themes import FONT, TEXT_SIZE, Theme
from outcomes.presenting.synthetic import SYNTHETIC

ROOM = 30
_SIZE = re.compile(r'<svg([^>]*?) width="([\d.]+)" height="([\d.]+)" viewBox="0 0 [\d.]+ [\d.]+"')


def marked_specification(drawn: dict[str, Any], theme: Theme) -> dict[str, Any]:
    """A Vega-Lite figure with the mark as its title."""
    title = {
        "text": SYNTHETIC,
        "anchor": "start",
        "frame": "bounds",
        "color": theme.warning,
        "fontSize": TEXT_SIZE,
        "fontWeight": "bold",
        "offset": 14,
    }
    return {**drawn, "title": title}


def marked_svg(svg: str, theme: Theme) -> str:
    """A figure written as SVG, moved down by a line that holds the mark; wide enough for all of it."""
    size = _SIZE.match(svg)
    assert size, "a figure says its size first"
    width = max(float(size[2]), len(SYNTHETIC) * TEXT_SIZE * 0.56)
    height = float(size[3]) + ROOM
    text = (
        f'<text x="14" y="20" font-family="{FONT}" font-size="{TEXT_SIZE}" font-weight="bold" '
        f'fill="{theme.warning}">{escape(SYNTHETIC)}</text>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}"><rect width="100%" height="100%" fill="{theme.paper}"/>'
        f'{text}<g transform="translate(0 {ROOM})">{svg}</g></svg>'
    )
