"""Treatments in sequence as bands: a column for each treatment, bands as wide as their patients are many."""

from collections import defaultdict
from dataclasses import dataclass

from django.template.loader import render_to_string

from outcomes.charts.themes import FONT, Theme
from outcomes.statistics.courses import ALIVE, DIED, FAMILY_ORDER
from outcomes.statistics.results import Flow, SequenceResult

COLUMN, BAR, MARGIN, TOP = 232, 12, 16, 44
HEIGHT, GAP = 420, 12
ORDER = (*FAMILY_ORDER, ALIVE, DIED)
Key = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Bar:
    """Patients at one step; x, y is the upper left corner."""

    x: float
    y: float
    height: float
    colour: str
    label: str

    @property
    def text_x(self) -> float:
        return self.x + BAR + 5

    @property
    def text_y(self) -> float:
        return self.y + self.height / 2 + 4


@dataclass(frozen=True, slots=True)
class Band:
    """The path of a band from one bar to another."""

    path: str
    colour: str
    title: str


def svg(result: SequenceResult, theme: Theme) -> str:
    """The diagram as SVG text."""
    sizes = _sizes(result.flows)
    scale = _scale(sizes)
    bars = _bars(sizes, scale, theme)
    columns = max((step for step, _ in sizes), default=1)
    context = {
        "bars": bars.values(),
        "bands": _bands(result.flows, bars, scale),
        "headings": [(MARGIN + COLUMN * at, _heading(at + 1)) for at in range(columns)],
        "bar": BAR,
        "theme": theme,
        "font": FONT,
        "width": 2 * MARGIN + COLUMN * columns,
        "height": TOP + HEIGHT + MARGIN,
    }
    return render_to_string("outcomes/charts/sankey.svg", context)


def _heading(step: int) -> str:
    return "Regimen of the cohort" if step == 1 else f"Treatment {step}, or last contact"


def _sizes(flows: tuple[Flow, ...]) -> dict[Key, int]:
    """Patients of each bar: those who come into it, and in the first column those who leave it."""
    sizes: dict[Key, int] = defaultdict(int)
    for flow in flows:
        sizes[flow.step + 1, flow.target] += flow.n
        if flow.step == 1:
            sizes[1, flow.source] += flow.n
    return {key: sizes[key] for key in sorted(sizes, key=lambda key: (key[0], ORDER.index(key[1])))}


def _scale(sizes: dict[Key, int]) -> float:
    """Pixels a patient, so that the fullest column just fits."""
    columns: dict[int, list[int]] = defaultdict(list)
    for (step, _), n in sizes.items():
        columns[step].append(n)
    room = [(HEIGHT - GAP * (len(column) - 1)) / max(sum(column), 1) for column in columns.values()]
    return min(room, default=1.0)


def _bars(sizes: dict[Key, int], scale: float, theme: Theme) -> dict[Key, Bar]:
    bars: dict[Key, Bar] = {}
    tops: dict[int, float] = defaultdict(lambda: float(TOP))
    for (step, name), n in sizes.items():
        # A thin bar keeps the height of its label.
        height = n * scale
        bars[step, name] = Bar(
            MARGIN + COLUMN * (step - 1), tops[step], height, _colour(name, theme), f"{name}, {n}"
        )
        tops[step] += max(height, 4) + GAP
    return bars


def _colour(name: str, theme: Theme) -> str:
    return theme.quiet if name in (ALIVE, DIED) else theme.colour(ORDER.index(name))


def _bands(flows: tuple[Flow, ...], bars: dict[Key, Bar], scale: float) -> list[Band]:
    left: dict[Key, float] = defaultdict(float)
    right: dict[Key, float] = defaultdict(float)
    bands = []
    for flow in flows:
        source, target = (flow.step, flow.source), (flow.step + 1, flow.target)
        width = flow.n * scale
        path = _path(bars[source], left[source], bars[target], right[target], width)
        title = f"{flow.source}, then {flow.target}: {flow.n}"
        bands.append(Band(path, bars[source].colour, title))
        left[source] += width
        right[target] += width
    return bands


def _path(source: Bar, leaving: float, target: Bar, arriving: float, width: float) -> str:
    """From the right edge of one bar to the left edge of the next, bent half-way."""
    x0, x1 = source.x + BAR, target.x
    middle = (x0 + x1) / 2
    y0, y1 = source.y + leaving, target.y + arriving
    upper = f"M{x0:.1f} {y0:.1f}C{middle:.1f} {y0:.1f} {middle:.1f} {y1:.1f} {x1:.1f} {y1:.1f}"
    lower = f"C{middle:.1f} {y1 + width:.1f} {middle:.1f} {y0 + width:.1f} {x0:.1f} {y0 + width:.1f}Z"
    return f"{upper}v{width:.1f}{lower}"
