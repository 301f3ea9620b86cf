"""The cohort diagram: boxes in rows by their distance from the first, exclusions beside the arrows."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from django.template.loader import render_to_string

from outcomes.charts.themes import FONT, Theme
from outcomes.statistics.results import FlowBox, FlowResult

BOX_WIDTH, BOX_HEIGHT = 178, 54
NOTE_WIDTH, LINE = 186, 16
COLUMN, GAP, NOTE_GAP, MARGIN = 206, 30, 18, 16
CHARACTERS = 28


@dataclass(frozen=True, slots=True)
class Box:
    """A box of the diagram; x, y is its upper left corner in pixels."""

    x: float
    y: float
    width: float
    height: float
    lines: list[str]

    @property
    def centre(self) -> float:
        return self.x + self.width / 2

    @property
    def middle(self) -> float:
        return self.y + self.height / 2

    def texts(self) -> Iterator[tuple[float, str]]:
        """Each line with its baseline, centred in the height of the box."""
        first = self.middle - LINE * (len(self.lines) - 1) / 2 + 4
        return ((first + LINE * at, line) for at, line in enumerate(self.lines))


@dataclass(frozen=True, slots=True)
class Arrow:
    """From the parent's lower edge down, across at `turn`, and down to the box; a note stands beside it."""

    start: tuple[float, float]
    turn: float
    end: tuple[float, float]
    note: Box | None


def svg(result: FlowResult, theme: Theme) -> str:
    """The diagram as SVG text."""
    diagram = _Diagram(result.boxes)
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

    def __init__(self, boxes: tuple[FlowBox, ...]) -> None:
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
        lines = [*textwrap.wrap(box.label, CHARACTERS), f"n = {box.n:,}"]
        return Box(x, self.tops[self.row(box.slug)], BOX_WIDTH, BOX_HEIGHT, lines)

    def arrow(self, box: FlowBox, parent: Box, own: Box) -> Arrow:
        turn = parent.y + parent.height + GAP / 2
        note = None
        if box.excluded:
            height = _note_height(box)
            middle = (turn + own.y) / 2
            note = Box(own.centre + NOTE_GAP, middle - height / 2, NOTE_WIDTH, height, _note_lines(box))
        return Arrow((parent.centre, parent.y + parent.height), turn, (own.centre, own.y), note)


def _note_lines(box: FlowBox) -> list[str]:
    return [
        line
        for one in box.excluded
        for line in textwrap.wrap(f"{one.reason} (n\u00a0=\u00a0{one.n:,})", CHARACTERS)
    ]


def _note_height(box: FlowBox) -> int:
    return LINE * len(_note_lines(box)) + 12
