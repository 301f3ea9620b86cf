"""Table 1 as a printed table: a characteristic, its levels underneath, and what is missing last."""

from collections.abc import Callable, Iterator
from itertools import groupby

from outcomes.members import keys as of
from outcomes.presenting.printed.model import (
    Cell,
    Column,
    Line,
    Parts,
    Printed,
    PrintedTable,
    count,
    sentences,
)
from outcomes.presenting.words import counted_text, measured_text, p_value, with_limits
from outcomes.statistics.formatting import number_text
from outcomes.statistics.results import TableCell, TableResult, TableRow

CAPTION = "Count (% of those known), or median (quartiles)"
DIFFERENCE = "Std. diff.: standardised difference, absolute{}."
LARGEST = ", the largest between any two groups"


def table_one(result: TableResult) -> Printed:
    if not result.columns:
        return Printed()
    beside = _beside(result)
    groups = [Column(column.label, f"n = {column.n}", of=of.group(column.label)) for column in result.columns]
    columns = (*groups, *(column for column, _ in beside))
    lines = tuple(_lines(result, [cell_of for _, cell_of in beside]))
    table = PrintedTable("Characteristics", "Characteristic", columns, lines, style="table-one")
    return Printed((table,), _caption(result))


def _caption(result: TableResult) -> Parts:
    largest = LARGEST if len(result.columns) > 2 else ""
    caption = with_limits(CAPTION, (column.n for column in result.columns), " [range]")
    return sentences(f"{caption}.", DIFFERENCE.format(largest) if _is_measured(result) else "")


def _is_measured(result: TableResult) -> bool:
    """Withheld differences, as where there is nothing to compare, take no column."""
    return len(result.columns) > 1 and any(line.difference is not None for line in result.lines)


def _beside(result: TableResult) -> list[tuple[Column, Callable[[TableRow], Cell]]]:
    """The columns after those of the groups, which say something of the characteristic as a whole."""
    if len(result.columns) < 2:
        return []
    tested = any(line.test for line in result.lines)
    return [
        *([(Column("Std. diff."), _difference)] if _is_measured(result) else []),
        *([(Column("P"), _test)] if tested else []),
    ]


def _lines(result: TableResult, beside: list[Callable[[TableRow], Cell]]) -> Iterator[Line]:
    for _, rows in groupby(result.lines, key=lambda row: row.characteristic):
        own = list(rows)
        first, *others = _characteristic(own, [column.label for column in result.columns])
        yield _with(first, [cell_of(own[0]) for cell_of in beside])
        for line in others:
            yield _with(line, [Cell("") for _ in beside])


def _with(line: Line, cells: list[Cell]) -> Line:
    return Line(line.label, (*line.cells, *cells), line.kind)


def _difference(row: TableRow) -> Cell:
    return Cell(number_text(row.difference, 2))


def _characteristic(rows: list[TableRow], groups: list[str]) -> Iterator[Line]:
    first = rows[0]
    if not first.level:
        label = f"{first.characteristic}, {first.unit}" if first.unit else first.characteristic
        yield Line(label, tuple(map(_measured, first.cells)), "measurement")
    elif len(rows) == 1:
        # A characteristic with one level is a question answered with yes.
        yield Line(_only_level(first), _counted(first, groups), "measurement")
    else:
        yield Line(first.characteristic, tuple(Cell("") for _ in first.cells), "heading")
        for row in rows:
            yield Line(row.level, _counted(row, groups), "level")
    if any(cell.missing for cell in first.cells):
        yield Line("Missing", _missing(first, groups), "missing")


def _only_level(row: TableRow) -> str:
    return row.characteristic if row.level == "Yes" else f"{row.characteristic}: {row.level}"


def _counted(row: TableRow, groups: list[str]) -> tuple[Cell, ...]:
    """Count and whole percent of those known: "12 (36%)"."""
    return tuple(
        Cell(
            counted_text(cell.count or 0, cell.n, cell.fraction),
            of=of.level(row.characteristic, row.level, group) if cell.n else (),
        )
        for group, cell in zip(groups, row.cells, strict=True)
    )


def _missing(row: TableRow, groups: list[str]) -> tuple[Cell, ...]:
    return tuple(
        count(cell.missing, of.unknown(row.characteristic, group))
        for group, cell in zip(groups, row.cells, strict=True)
    )


def _measured(cell: TableCell) -> Cell:
    """Median with quartiles and range: "47 (31–62) [18–84]"."""
    return Cell(measured_text(cell))


def _test(row: TableRow) -> Cell:
    """The P value with the name of its test; without a P value, the reason."""
    if row.test is None:
        return Cell("")
    return Cell(p_value(row.test), row.test.test) if row.test.p_shown else Cell("–", row.test.reason)
