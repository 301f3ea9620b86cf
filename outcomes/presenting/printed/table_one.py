"""Table 1 as a printed table: a characteristic, its levels underneath, and what is missing last."""

from collections.abc import Iterator
from itertools import groupby

from outcomes.presenting.printed.model import Cell, Column, Line, Printed, PrintedTable, count
from outcomes.presenting.words import number, p_value
from outcomes.statistics.formatting import percent
from outcomes.statistics.results import TableCell, TableResult, TableRow

CAPTION = "Count (% of those known), or median (quartiles) [range]."


def table_one(result: TableResult) -> Printed:
    if not result.columns:
        return Printed()
    is_compared = len(result.columns) > 1
    groups = [Column(column.label, f"n = {column.n}") for column in result.columns]
    columns = (*groups, *([Column("P")] if is_compared else []))
    table = PrintedTable(
        "Characteristics", "Characteristic", columns, tuple(_lines(result, is_compared)), style="table-one"
    )
    return Printed((table,), CAPTION)


def _lines(result: TableResult, is_compared: bool) -> Iterator[Line]:
    for _, rows in groupby(result.lines, key=lambda row: row.characteristic):
        own = list(rows)
        first, *others = _characteristic(own)
        yield _with(first, _test(own[0])) if is_compared else first
        for line in others:
            yield _with(line, Cell("")) if is_compared else line


def _with(line: Line, cell: Cell) -> Line:
    return Line(line.label, (*line.cells, cell), line.kind)


def _characteristic(rows: list[TableRow]) -> Iterator[Line]:
    first = rows[0]
    if not first.level:
        label = f"{first.characteristic}, {first.unit}" if first.unit else first.characteristic
        yield Line(label, tuple(map(_measured, first.cells)), "measurement")
    elif len(rows) == 1:
        # A characteristic with one level is a question answered with yes.
        yield Line(_only_level(first), tuple(map(_counted, first.cells)), "measurement")
    else:
        yield Line(first.characteristic, tuple(Cell("") for _ in first.cells), "heading")
        for row in rows:
            yield Line(row.level, tuple(map(_counted, row.cells)), "level")
    if any(cell.missing for cell in first.cells):
        yield Line("Missing", tuple(count(cell.missing) for cell in first.cells), "missing")


def _only_level(row: TableRow) -> str:
    return row.characteristic if row.level == "Yes" else f"{row.characteristic}: {row.level}"


def _counted(cell: TableCell) -> Cell:
    """Count and whole percent of those known: "12 (36%)"."""
    return Cell(f"{cell.count} ({percent(cell.count or 0, cell.n)}%)" if cell.n else "–")


def _measured(cell: TableCell) -> Cell:
    """Median with quartiles and range: "47 (31–62) [18–84]"."""
    if not cell.n:
        return Cell("–")
    quartiles = f"{number(cell.q1)}–{number(cell.q3)}"
    return Cell(f"{number(cell.median)} ({quartiles}) [{number(cell.minimum)}–{number(cell.maximum)}]")


def _test(row: TableRow) -> Cell:
    """The P value with the name of its test; without a P value, the reason."""
    if row.test is None:
        return Cell("")
    return Cell(p_value(row.test), row.test.test) if row.test.p_shown else Cell("–", row.test.reason)
