"""A statistic as a spreadsheet: the printed tables, and beside them the unrounded numbers.

Text is stored as text and marked so, whatever it begins with: nothing in the file is ever computed.
"""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from outcomes.disclosure import Ranged
from outcomes.files.text import clean
from outcomes.presenting.documents import Document
from outcomes.presenting.printed import Cell, Line, PrintedTable

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Rows = Sequence[Mapping[str, Any]]
NARROWEST, WIDEST = 9, 44
THICK, THIN = Side("medium"), Side("thin")
NAME = "Calibri"
PLAIN, BOLD = Font(name=NAME), Font(name=NAME, bold=True)
TITLE, QUIET = Font(name=NAME, bold=True, size=14), Font(name=NAME, size=9, color="52616D")


def workbook(document: Document, numbers: Mapping[str, Rows]) -> bytes:
    """The file: a sheet "Table", then one sheet of typed numbers for each entry of `numbers`."""
    book = Workbook()
    book.properties.title = clean(document.title)
    book.properties.creator = "R/R ALL registry"
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    _print(sheet, document)
    for title, rows in numbers.items():
        _list(book.create_sheet(title), rows)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _print(sheet: Worksheet, document: Document) -> None:
    sheet.title = "Table"
    sheet.sheet_view.showGridLines = False
    _put(sheet, 1, 1, document.title).font = TITLE
    _put(sheet, 2, 1, document.subtitle).font = QUIET
    row = 4
    for table in document.tables:
        if len(document.tables) > 1:
            _put(sheet, row, 1, table.heading).font = BOLD
            row += 1
        row = _table(sheet, table, row)
    for note in ([document.empty] if document.empty else []) + list(document.notes):
        _note(sheet, row, note, _width(document))
        row += 1
    _set_widths(sheet, document)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _width(document: Document) -> int:
    return max((1 + len(table.columns) for table in document.tables), default=6)


def _table(sheet: Worksheet, table: PrintedTable, row: int) -> int:
    """Write the table from the row on; returns the row after it and a blank one."""
    headings = [table.stub, *(column.whole for column in table.columns)]
    for at, heading in enumerate(headings, start=1):
        cell = _put(sheet, row, at, heading)
        cell.font = BOLD
        cell.border = Border(top=THICK, bottom=THIN)
        side = "left" if at == 1 or not table.columns[at - 2].is_number else "right"
        cell.alignment = Alignment(horizontal=side, vertical="bottom", wrap_text=True)
    for down, line in enumerate(table.lines, start=row + 1):
        _line(sheet, table, line, down)
    last = row + len(table.lines)
    for at in range(1, len(headings) + 1):
        cell = sheet.cell(last, at)
        cell.border = Border(top=cell.border.top, bottom=THICK)
    return last + 2


def _line(sheet: Worksheet, table: PrintedTable, line: Line, row: int) -> None:
    label = _put(sheet, row, 1, f"{line.label} ({line.note})" if line.note else line.label)
    label.alignment = Alignment(
        horizontal="left", indent=2 if line.is_indented else 0, vertical="top", wrap_text=True
    )
    label.font = BOLD if line.is_heading else PLAIN
    for at, (column, cell) in enumerate(table.cells_of(line), start=2):
        written = _put(sheet, row, at, _value(cell))
        side = "right" if column.is_number else "left"
        written.alignment = Alignment(horizontal=side, vertical="top", wrap_text=True)


def _value(cell: Cell) -> str | float:
    return cell.whole if cell.value is None or cell.note else cell.value


def _note(sheet: Worksheet, row: int, note: str, width: int) -> None:
    cell = _put(sheet, row, 1, note)
    cell.font = QUIET
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
    # A merged cell does not grow with its text by itself.
    sheet.row_dimensions[row].height = 13 * (1 + len(note) // (28 + 13 * (width - 1)))


def _set_widths(sheet: Worksheet, document: Document) -> None:
    columns: dict[int, int] = {}
    for table in document.tables:
        columns[1] = max([columns.get(1, 0), *(len(line.label) + 3 for line in table.lines)])
        for line in table.lines:
            for at, cell in enumerate(line.cells, start=2):
                columns[at] = max(columns.get(at, 0), len(cell.whole))
    for at, width in columns.items():
        sheet.column_dimensions[get_column_letter(at)].width = min(max(width + 2, NARROWEST), WIDEST)


def _list(sheet: Worksheet, rows: Rows) -> None:
    """The rows as they are, one heading each, ready to be filtered."""
    names = list(rows[0]) if rows else []
    for at, name in enumerate(names, start=1):
        _put(sheet, 1, at, name).font = BOLD
        sheet.column_dimensions[get_column_letter(at)].width = max(len(name) + 2, NARROWEST)
    for down, row in enumerate(rows, start=2):
        for at, name in enumerate(names, start=1):
            _put(sheet, down, at, row[name])
    sheet.freeze_panes = "A2"
    if names:
        sheet.auto_filter.ref = sheet.dimensions


def _put(sheet: Worksheet, row: int, column: int, value: object) -> SheetCell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, SheetCell)
    if isinstance(value, str | Ranged):
        cell.value = clean(str(value))
        # openpyxl would take a leading "=" for a formula; the mark keeps Excel from doing so on editing.
        cell.data_type = "s"
        cell.quotePrefix = True
    elif value is not None:
        cell.value = value
    return cell
