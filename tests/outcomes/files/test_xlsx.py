"""Spreadsheets, read back: numbers are numbers, text is text, and nothing is computed."""

import io

import pytest
from openpyxl import load_workbook

from outcomes.disclosure import Ranged
from outcomes.files.xlsx import workbook
from tests.outcomes.files.documents import HARMFUL, RESULTS, document, harmful


def read(content: bytes):
    return load_workbook(io.BytesIO(content))


def cells(sheet) -> list:
    return [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]


@pytest.mark.parametrize("kind", RESULTS)
def test_every_kind_of_result_is_a_sheet_with_its_title_lines_and_notes(kind):
    made = document(kind)
    sheet = read(workbook(made, {}))["Table"]
    texts = {cell.value for cell in cells(sheet)}
    assert sheet["A1"].value == made.title
    assert {made.subtitle, *made.notes} <= texts
    for table in made.tables:
        assert {table.stub, *(column.heading for column in table.columns if not column.under)} <= texts


def test_a_count_is_a_number_and_an_estimate_with_limits_is_text():
    made = document("survival")
    sheet = read(workbook(made, {}))["Table"]
    first = made.tables[0].lines[0]
    row = next(row for row in sheet.iter_rows(values_only=True) if row[0] == first.label)
    assert row[1:4] == tuple(cell.value for cell in first.cells[:3])
    assert row[4] == first.cells[3].text


def test_unrounded_numbers_stand_on_a_sheet_of_their_own():
    rows = RESULTS["proportions"].rows()
    sheet = read(workbook(document("proportions"), {"Numbers": rows}))["Numbers"]
    headings, *lines = sheet.iter_rows(values_only=True)
    assert list(headings) == list(rows[0])
    assert lines[0][headings.index("fraction")] == rows[0]["fraction"]


def test_nothing_in_a_file_is_a_formula_whatever_texts_begin_with():
    rows = [{"=8+8": text, "n": 1} for text in HARMFUL]
    book = read(workbook(harmful(), {"Numbers": rows}))
    written = [cell for sheet in book for cell in cells(sheet)]
    assert any(cell.value == "=1+1" for cell in written)
    assert {cell.data_type for cell in written} == {"s", "n"}
    assert all(cell.quotePrefix for cell in written if str(cell.value).startswith(("=", "+", "-", "@")))


def test_a_range_that_protects_a_count_stays_a_range():
    sheet = read(workbook(document("flow"), {"Numbers": [{"n": Ranged(43)}]}))["Numbers"]
    assert sheet["A2"].value == "40–49"
