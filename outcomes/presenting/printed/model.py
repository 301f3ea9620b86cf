"""What a result prints, made once: pages, spreadsheets, documents and reports all read the same lines."""

from dataclasses import dataclass

from outcomes.disclosure import Ranged
from outcomes.members import Key

GROUP = "group"


@dataclass(frozen=True, slots=True)
class Cell:
    """text: as a journal prints it. note: smaller, after it. value: the number where the text is one.

    of: the key of the count, by which a page opens its patients.
    """

    text: str
    note: str = ""
    value: float | None = None
    of: Key = ()

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
    "missing", or "" for a plain line."""

    label: str
    cells: tuple[Cell, ...] = ()
    kind: str = ""
    note: str = ""

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
    """caption: sentences that belong to figure and tables. empty: said instead where there are no tables."""

    tables: tuple[PrintedTable, ...] = ()
    caption: str = ""
    empty: str = "No patient in these groups."
    leads_with_figure: bool = True


def count(value: int, of: Key = ()) -> Cell:
    """A count; one that is told as a range is text only."""
    return Cell(f"{value}", value=None if isinstance(value, Ranged) else value, of=of)


def sentences(*parts: str) -> str:
    return " ".join(part for part in parts if part)
