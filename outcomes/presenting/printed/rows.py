"""A kind of result that has no table of its own is printed as its flat rows."""

from outcomes.presenting.printed.model import Cell, Column, Line, Printed, PrintedTable, count
from outcomes.presenting.words import number
from outcomes.statistics.results import Result

DIGITS = 3


def flat(result: Result) -> Printed:
    rows = result.rows()
    if not rows:
        return Printed()
    stub, *names = rows[0]
    columns = tuple(Column(_heading(name), is_number=not _is_text(rows, name)) for name in names)
    lines = tuple(Line(str(row[stub]), tuple(_cell(row[name]) for name in names)) for row in rows)
    return Printed((PrintedTable(_heading(result.kind), _heading(stub), columns, lines),))


def _heading(name: str) -> str:
    return name[:1].upper() + name[1:].replace("_", " ")


def _is_text(rows: list[dict[str, object]], name: str) -> bool:
    return any(isinstance(row[name], str) for row in rows)


def _cell(value: object) -> Cell:
    if isinstance(value, int):
        return count(value)
    if isinstance(value, float):
        return Cell(number(value, DIGITS), value=value)
    return Cell("" if value is None else str(value))
