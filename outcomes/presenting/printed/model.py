"""What a result prints, made once: pages, spreadsheets, documents and reports all read the same lines."""

from dataclasses import dataclass

from outcomes.disclosure import Ranged
from outcomes.members import Key

GROUP = "group"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text. of: the key of the count that it is, by which a page opens its patients."""

    text: str
    of: Key = ()


Parts = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """text: as a journal prints it. note: smaller, after it. value: the number where the text is one.

    of: the key of the count that the text is. text_parts, note_parts: the same texts in pieces, where only
    some of a text opens patients.
    """

    text: str
    note: str = ""
    value: float | None = None
    of: Key = ()
    text_parts: Parts = ()
    note_parts: Parts = ()

    @property
    def in_parts(self) -> Parts:
        return self.text_parts or (Part(self.text, self.of),)

    @property
    def note_in_parts(self) -> Parts:
        return self.note_parts or (Part(self.note),)

    @property
    def whole(self) -> str:
        return f"{self.text} {self.note}".strip()


@dataclass(frozen=True, slots=True)
class Column:
    """under: a second line of the heading, such as the number of patients; `of` is the key of that count."""

    heading: str
    under: str = ""
    is_number: bool = True
    of: Key = ()

    @property
    def whole(self) -> str:
        return f"{self.heading}, {self.under}" if self.under else self.heading


@dataclass(frozen=True, slots=True)
class Line:
    """kind: "group" (a heading across the table, without cells), "heading", "measurement", "level",
    "missing", or "" for a plain line. label_parts: the label in pieces, where one of them opens patients."""

    label: str
    cells: tuple[Cell, ...] = ()
    kind: str = ""
    note: str = ""
    label_parts: Parts = ()

    @property
    def label_in_parts(self) -> Parts:
        return self.label_parts or (Part(self.label),)

    @property
    def is_indented(self) -> bool:
        return self.kind in ("level", "missing")

    @property
    def is_heading(self) -> bool:
        return self.kind in (GROUP, "heading")


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """stub: the heading over the labels. Every line that is no group heading has a cell for each column.

    is_beside: it says again what a figure shows, for those who cannot see it.
    """

    heading: str
    stub: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    is_beside: bool = False
    style: str = ""

    def cells_of(self, line: Line) -> list[tuple[Column, Cell]]:
        return list(zip(self.columns, line.cells, strict=True)) if line.cells else []


@dataclass(frozen=True, slots=True)
class Printed:
    """said: sentences that belong to figure and tables, in pieces, of which some open patients.

    empty: said instead where there are no tables.
    """

    tables: tuple[PrintedTable, ...] = ()
    said: Parts = ()
    empty: str = "No patient in these groups."
    leads_with_figure: bool = True

    @property
    def caption(self) -> str:
        return joined(self.said)


def count(value: int, of: Key = ()) -> Cell:
    """A count; one that is told as a range is text only."""
    return Cell(f"{value}", value=None if isinstance(value, Ranged) else value, of=of)


def cell_of(text: Parts, note: Parts = ()) -> Cell:
    """A cell of which single numbers open their patients."""
    return Cell(joined(text), joined(note), text_parts=text, note_parts=note)


def joined(parts: Parts) -> str:
    return "".join(part.text for part in parts)


def fraction(text: str, part: Key, whole: Key) -> Parts:
    """A proportion as printed, "37/45 (82%)", in pieces: numerator and denominator open their patients."""
    above, _, below = text.partition("/")
    size, gap, share = below.partition(" ")
    return Part(above, part), Part("/"), Part(size, whole), Part(f"{gap}{share}")


def sentences(*texts: str | Parts) -> Parts:
    """The texts that there are, a space between them."""
    parts: list[Part] = []
    for text in texts:
        if text:
            parts += [Part(" ")] if parts else []
            parts += [Part(text)] if isinstance(text, str) else text
    return tuple(parts)
