"""A patient's course as a picture: lanes of bars and marks over months, with partial dates as ranges."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from math import ceil

from outcomes.presenting.course import Happening, Lane
from outcomes.statistics.formatting import DAYS_PER_MONTH, months

LEFT, WIDTH, RIGHT, TOP = 112.0, 868.0, 36.0, 26.0
ROW, LANE_GAP, MARK = 22.0, 10.0, 6.0
CHARACTER, LABEL_GAP = 7.2, 5.0
MOST_TICKS = 12


@dataclass(frozen=True, slots=True)
class Drawn:
    """A happening in pixels: from x to end, in the middle y of its row. shape: "bar", "range" or "mark"."""

    happening: Happening
    shape: str
    x: float
    end: float
    y: float
    label_x: float

    @property
    def width(self) -> float:
        return self.end - self.x

    @property
    def top(self) -> float:
        return self.y - MARK

    @property
    def middle(self) -> float:
        return (self.x + self.end) / 2


@dataclass(frozen=True, slots=True)
class DrawnLane:
    """title in the margin at `y`; items; `base` is the lane's lower edge."""

    title: str
    y: float
    base: float
    items: list[Drawn]


@dataclass(frozen=True, slots=True)
class Timeline:
    """ticks: (x, months). width and height of the picture in pixels."""

    lanes: list[DrawnLane]
    ticks: list[tuple[float, int]]
    width: float
    height: float
    origin: date
    origin_is: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Pixels for days; what lies before the origin stands at the left edge."""

    origin: date
    last: date

    def x(self, day: date) -> float:
        days = max((day - self.origin).days, 0)
        return LEFT + WIDTH * days / max((self.last - self.origin).days, 1)

    def ticks(self) -> Iterator[tuple[float, int]]:
        """Every so many months that there are few: 1, 3, 6, 12 or multiples of 12."""
        length = months((self.last - self.origin).days) or 0
        steps = (1, 3, 6, *range(12, 1200, 12))
        step = next(step for step in steps if length / step <= MOST_TICKS)
        span = max((self.last - self.origin).days, 1)
        for month in range(0, int(length) + 1, step):
            yield LEFT + WIDTH * month * DAYS_PER_MONTH / span, month


def timeline_of(lanes: Iterable[Lane], origin: date, origin_is: str) -> Timeline | None:
    """The picture of all that happened from the origin on; None where nothing did."""
    shown = [lane.since(origin) for lane in lanes]
    last = max((one.end for lane in shown for one in lane.happenings), default=None)
    if last is None:
        return None
    scale = Scale(origin, last)
    drawn, top = [], TOP
    for lane in shown:
        if lane.happenings:
            drawn.append(_lane(lane, scale, top))
            top = drawn[-1].base + LANE_GAP
    return Timeline(drawn, list(scale.ticks()), LEFT + WIDTH + RIGHT, ceil(top), origin, origin_is)


@dataclass
class _Rows:
    """Rows of a lane; a happening goes into the first where it does not touch the one before."""

    ends: list[float] = field(default_factory=list)

    def take(self, start: float, end: float) -> int:
        for row, taken in enumerate(self.ends):
            if taken <= start:
                self.ends[row] = end
                return row
        self.ends.append(end)
        return len(self.ends) - 1


def _lane(lane: Lane, scale: Scale, top: float) -> DrawnLane:
    rows, items = _Rows(), []
    for one in sorted(lane.happenings, key=lambda one: (one.start, one.end)):
        items.append(_placed(one, scale, rows, top))
    return DrawnLane(lane.title, top + ROW / 2, top + ROW * len(rows.ends), items)


def _placed(one: Happening, scale: Scale, rows: _Rows, top: float) -> Drawn:
    x, end = scale.x(one.start), scale.x(one.end)
    shape = "bar" if one.lasts else "range" if one.is_partial else "mark"
    if shape == "mark":
        x, end = x - MARK, x + MARK
    text = len(one.label) * CHARACTER
    # A label inside its bar where it fits, otherwise behind it, or before it at the right edge.
    inside = shape == "bar" and text + 2 * LABEL_GAP <= end - x
    label_x = x + LABEL_GAP if inside else end + LABEL_GAP
    if label_x + text > LEFT + WIDTH + RIGHT:
        label_x = x - LABEL_GAP - text
    row = rows.take(min(x, label_x), max(end, label_x + text) + LABEL_GAP)
    return Drawn(one, shape, x, max(end, x + 2), top + ROW * row + ROW / 2, label_x)
