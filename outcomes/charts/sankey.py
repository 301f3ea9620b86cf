"""Treatments in sequence as bands: a column for each treatment, bands as wide as their patients are many.

All places are pixels of the plot, which the scales leave as they are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import altair as alt

from outcomes.charts.axes import Series, dressed
from outcomes.charts.drawing import WHOLE, Drawing
from outcomes.charts.interactive import opening, told
from outcomes.charts.themes import TEXT_SIZE, Theme
from outcomes.members import keys
from outcomes.statistics.courses import ALIVE, DIED, FAMILY_ORDER
from outcomes.statistics.results import Flow, SequenceResult

COLUMN, BAR = 232, 12
HEIGHT, GAP, THINNEST = 420, 12, 4
ORDER = (*FAMILY_ORDER, ALIVE, DIED)
BENDS = 24
"""Straight parts of which the edge of a band is made."""
SAID = ("From", "To", "Patients")
Key = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Bar:
    """Patients at one step; x, y is the upper left corner. opens: what the page opens of it."""

    x: float
    y: float
    height: float
    name: str
    label: str
    opens: dict[str, str]


def chart(result: SequenceResult, theme: Theme) -> Any:
    """An altair chart of the flows."""
    sizes = _sizes(result)
    scale = _scale(sizes)
    bars = _bars(sizes, scale)
    columns = max((step for step, _ in sizes), default=1)
    series = Series(ORDER, theme, field="name")
    layers = [
        _drawn_bands(_bands(result.flows, bars, scale), columns, series),
        _drawn_bars(bars.values(), columns, series),
        *_labels(bars.values(), columns, theme),
        _headings(columns, theme),
    ]
    return dressed(alt.layer(*layers).properties(width=COLUMN * columns, height=HEIGHT), theme)


def controls(result: SequenceResult, theme: Theme, drawing: Drawing = WHOLE) -> dict[str, Any]:
    """Nothing of the bands can be left out, for then they would not add up."""
    return {}


def _sizes(result: SequenceResult) -> dict[Key, int]:
    """Patients of each bar, in the order in which the bars stand."""
    sizes = result.nodes
    return {key: sizes[key] for key in sorted(sizes, key=lambda key: (key[0], ORDER.index(key[1])))}


def _scale(sizes: dict[Key, int]) -> float:
    """Pixels a patient, so that the fullest column just fits."""
    columns: dict[int, list[int]] = defaultdict(list)
    for (step, _), n in sizes.items():
        columns[step].append(n)
    room = [(HEIGHT - GAP * (len(column) - 1)) / max(sum(column), 1) for column in columns.values()]
    return min(room, default=1.0)


def _bars(sizes: dict[Key, int], scale: float) -> dict[Key, Bar]:
    bars: dict[Key, Bar] = {}
    tops: dict[int, float] = defaultdict(float)
    for (step, name), n in sizes.items():
        height = n * scale
        bars[step, name] = Bar(
            COLUMN * (step - 1), tops[step], height, name, f"{name}, {n}", opening(keys.node(step, name))
        )
        # A thin bar keeps the height of its label.
        tops[step] += max(height, THINNEST) + GAP
    return bars


def _bands(flows: tuple[Flow, ...], bars: dict[Key, Bar], scale: float) -> Iterator[dict[str, Any]]:
    """The points of each band, from the right edge of one bar to the left edge of the next."""
    left: dict[Key, float] = defaultdict(float)
    right: dict[Key, float] = defaultdict(float)
    for number, flow in enumerate(flows):
        source, target = (flow.step, flow.source), (flow.step + 1, flow.target)
        width = flow.n * scale
        start, end = bars[source], bars[target]
        said = dict(zip(SAID, (flow.source, flow.target, f"{flow.n}"), strict=True))
        for x, y in _bent(start.x + BAR, start.y + left[source], end.x, end.y + right[target]):
            place = {"band": number, "x": x, "y": y, "under": y + width, "name": flow.source}
            yield {**place, **said, **opening(keys.step(flow))}
        left[source] += width
        right[target] += width


def _bent(x0: float, y0: float, x1: float, y1: float) -> Iterator[tuple[float, float]]:
    """A line that leaves and arrives level."""
    for at in range(BENDS + 1):
        part = at / BENDS
        yield x0 + (x1 - x0) * part, round(y0 + (y1 - y0) * part * part * (3 - 2 * part), 1)


def _x(field: str, columns: int) -> alt.X:
    return alt.X(f"{field}:Q", scale=alt.Scale(domain=[0, COLUMN * columns], nice=False), axis=None)


def _y(field: str) -> alt.Y:
    return alt.Y(f"{field}:Q", scale=alt.Scale(domain=[HEIGHT, 0], nice=False), axis=None)


def _colour(series: Series) -> alt.Color:
    shades = [
        series.theme.quiet if name in (ALIVE, DIED) else series.theme.colour(at)
        for at, name in enumerate(series.names)
    ]
    return alt.Color("name:N", scale=alt.Scale(domain=list(series.names), range=shades), legend=None)


def _drawn_bands(bands: Iterable[dict[str, Any]], columns: int, series: Series) -> Any:
    return (
        alt.Chart(alt.Data(values=list(bands)))
        .mark_area(opacity=0.3)
        .encode(
            x=_x("x", columns),
            y=_y("y"),
            y2="under:Q",
            detail="band:N",
            color=_colour(series),
            tooltip=told(*SAID),
        )
    )


def _drawn_bars(bars: Iterable[Bar], columns: int, series: Series) -> Any:
    values = [
        {
            "x": bar.x,
            "right": bar.x + BAR,
            "y": bar.y,
            "under": bar.y + bar.height,
            "name": bar.name,
            **bar.opens,
        }
        for bar in bars
    ]
    return (
        alt.Chart(alt.Data(values=values))
        .mark_rect()
        .encode(x=_x("x", columns), x2="right:Q", y=_y("y"), y2="under:Q", color=_colour(series))
    )


def _labels(bars: Iterable[Bar], columns: int, theme: Theme) -> Iterator[Any]:
    """The name and number of each bar beside it, on a ground that keeps it apart from the bands."""
    values = [
        {"x": bar.x + BAR + 5, "y": bar.y + bar.height / 2, "label": bar.label, **bar.opens} for bar in bars
    ]
    base = alt.Chart(alt.Data(values=values)).encode(x=_x("x", columns), y=_y("y"), text="label:N")
    common: dict[str, Any] = {"align": "left", "baseline": "middle", "fontSize": TEXT_SIZE}
    yield base.mark_text(**common, stroke=theme.paper, strokeWidth=3, strokeJoin="round")
    yield base.mark_text(**common, color=theme.ink)


def _headings(columns: int, theme: Theme) -> Any:
    values = [{"x": COLUMN * at, "text": _heading(at + 1)} for at in range(columns)]
    mark = alt.Chart(alt.Data(values=values)).mark_text(
        align="left", baseline="bottom", fontSize=TEXT_SIZE, fontWeight="bold", color=theme.ink
    )
    return mark.encode(x=_x("x", columns), y=alt.value(-10), text="text:N")


def _heading(step: int) -> str:
    return "Regimen of the cohort" if step == 1 else f"Treatment {step}, or last contact"
