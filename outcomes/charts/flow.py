"""The cohort diagram: boxes in rows by their distance from the first, exclusions beside the arrows."""

import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.template.loader import render_to_string

from outcomes.charts.themes import FONT, Theme
from outcomes.members import Key, keys
from outcomes.statistics.results import FlowBox, FlowResult

BOX_WIDTH, BOX_HEIGHT = 178, 54
NOTE_WIDTH, LINE = 186, 16
COLUMN, GAP, NOTE_GAP, MARGIN = 206, 30, 18, 16
CHARACTERS = 28
AddressOf = Callable[[Key], str]


@dataclass(frozen=True, slots=True)
class Counted:
    """What a box says of a count in lines, the number in the last. of: its key; nothing opens nobody."""

    lines: list[str]
    number: str
    of: Key

    @property
    def label(self) -> str:
        return " ".join(self.lines)

    @property
    def last_line(self) -> tuple[str, str, str]:
        """The number, and what stands before and after it in its line."""
        return self.lines[-1].partition(self.number)


@dataclass(frozen=True, slots=True)
class Words:
    """Counted words at their place in a box: its full width, from y on. texts: lines with their baselines.

    address: of the patients counted, "" where the figure leads nowhere.
    """

    counted: Counted
    y: float
    height: float
    texts: list[tuple[float, str]]
    address: str


@dataclass(frozen=True, slots=True)
class Box:
    """A box of the diagram; x, y is its upper left corner in pixels."""

    x: float
    y: float
    width: float
    height: float
    counted: list[Counted]
    address_of: AddressOf = field(repr=False)

    @property
    def centre(self) -> float:
        return self.x + self.width / 2

    @property
    def middle(self) -> float:
        return self.y + self.height / 2

    def words(self) -> Iterator[Words]:
        """What stands in the box, centred in its height; one count alone takes all of it."""
        top = self.middle - sum(_height(one) for one in self.counted) / 2
        for one in self.counted:
            height = _height(one)
            first = top + (height - LINE * (len(one.lines) - 1)) / 2 + 4
            texts = [(first + LINE * at, line) for at, line in enumerate(one.lines)]
            y, tall = (self.y, self.height) if len(self.counted) == 1 else (top, height)
            yield Words(one, y, tall, texts, self.address_of(one.of) if one.of else "")
            top += height


@dataclass(frozen=True, slots=True)
class Arrow:
    """From the parent's lower edge down, across at `turn`, and down to the box; a note stands beside it."""

    start: tuple[float, float]
    turn: float
    end: tuple[float, float]
    note: Box | None


def nowhere(of: Key) -> str:
    """No address: a figure in a file leads to nobody's patients."""
    return ""


def svg(result: FlowResult, theme: Theme, address_of: AddressOf = nowhere) -> str:
    """The diagram as SVG text. address_of: where the patients of a count are, for a diagram in a page."""
    diagram = _Diagram(result.boxes, address_of)
    boxes = {box.slug: diagram.box(box) for box in result.boxes}
    arrows = [diagram.arrow(box, boxes[box.parent], boxes[box.slug]) for box in result.boxes if box.parent]
    notes = [arrow.note for arrow in arrows if arrow.note]
    shown = [*boxes.values(), *notes]
    context = {
        "boxes": boxes.values(),
        "notes": notes,
        "arrows": arrows,
        "theme": theme,
        "font": FONT,
        "width": max((box.x + box.width for box in shown), default=0) + MARGIN,
        "height": max((box.y + box.height for box in shown), default=0) + MARGIN,
    }
    return render_to_string("outcomes/charts/flow.svg", context)


class _Diagram:
    """Where boxes stand: rows by generation, a parent above the last of its children."""

    def __init__(self, boxes: tuple[FlowBox, ...], address_of: AddressOf) -> None:
        self.address_of = address_of
        self.children = {box.slug: [child for child in boxes if child.parent == box.slug] for box in boxes}
        self.parents = {box.slug: box.parent for box in boxes}
        self.columns: dict[str, int] = {}
        for box in boxes:
            if not box.parent:
                self._place(box)
        self.tops = self._tops(boxes)

    def _place(self, box: FlowBox) -> None:
        for child in reversed(self.children[box.slug]):
            self._place(child)
        below = [self.columns[child.slug] for child in self.children[box.slug]]
        self.columns[box.slug] = min(below, default=max(self.columns.values(), default=-1) + 1)

    def _tops(self, boxes: tuple[FlowBox, ...]) -> list[float]:
        """The upper edge of each row: a gap above it holds the notes of its boxes."""
        rows = max((self.row(box.slug) for box in boxes), default=0) + 1
        gaps = [GAP] * rows
        for box in boxes:
            needed = _note_height(box) + 2 * GAP if box.excluded else GAP
            gaps[self.row(box.slug)] = max(gaps[self.row(box.slug)], needed)
        tops = [float(MARGIN)]
        for gap in gaps[1:]:
            tops.append(tops[-1] + BOX_HEIGHT + gap)
        return tops

    def row(self, slug: str) -> int:
        parent = self.parents[slug]
        return self.row(parent) + 1 if parent else 0

    def box(self, box: FlowBox) -> Box:
        column = self.columns[box.slug]
        # The notes of the first column stand between it and the second.
        x = MARGIN + (BOX_WIDTH / 2 + NOTE_WIDTH + GAP + COLUMN * (column - 1) if column else 0)
        return Box(x, self.tops[self.row(box.slug)], BOX_WIDTH, BOX_HEIGHT, [_counted(box)], self.address_of)

    def arrow(self, box: FlowBox, parent: Box, own: Box) -> Arrow:
        turn = parent.y + parent.height + GAP / 2
        note = None
        if box.excluded:
            height = _note_height(box)
            middle = (turn + own.y) / 2
            place = own.centre + NOTE_GAP, middle - height / 2, NOTE_WIDTH, height
            note = Box(*place, list(_left_out(box)), self.address_of)
        return Arrow((parent.centre, parent.y + parent.height), turn, (own.centre, own.y), note)


def _counted(box: FlowBox) -> Counted:
    number = f"n = {box.n:,}"
    lines = [*textwrap.wrap(box.label, CHARACTERS), number]
    return Counted(lines, number, keys.box(box.slug) if box.n else ())


def _left_out(box: FlowBox) -> Iterator[Counted]:
    """Whom the step before the box left out, by reason."""
    for one in box.excluded:
        number = f"n\u00a0=\u00a0{one.n:,}"
        key = keys.left_out(box.slug, one.reason) if one.n else ()
        yield Counted(textwrap.wrap(f"{one.reason} ({number})", CHARACTERS), number, key)


def _height(counted: Counted) -> int:
    """With room above and below, so that a finger meets one count and not its neighbour."""
    return LINE * len(counted.lines) + 8


def _note_height(box: FlowBox) -> int:
    return sum(map(_height, _left_out(box))) + 4
