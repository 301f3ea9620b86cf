"""Word files, read back: a table per printed table, with its lines, its rules and its notes."""

import io

import pytest
from docx import Document as WordDocument
from docx.oxml.ns import qn

from outcomes.files.docx import word_file
from tests.outcomes.files.documents import RESULTS, document, harmful


def read(made):
    return WordDocument(io.BytesIO(word_file(made)))


@pytest.mark.parametrize("kind", RESULTS)
def test_every_kind_of_result_is_a_word_file_with_all_of_its_lines(kind):
    made = document(kind)
    word = read(made)
    assert word.paragraphs[0].text == made.title
    assert len(word.tables) == len(made.tables)
    for table, printed in zip(word.tables, made.tables, strict=True):
        assert len(table.rows) == 1 + len(printed.lines)
        assert table.rows[0].cells[0].text == printed.stub
    assert set(made.notes) <= {paragraph.text for paragraph in word.paragraphs}


def test_the_head_of_a_table_is_repeated_on_every_page_and_ruled_three_times():
    table = read(document("proportions")).tables[0]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    ruled = [border.tag for row in table.rows for border in row._tr.iter(qn("w:top"), qn("w:bottom"))]
    columns = len(table.columns)
    assert ruled.count(qn("w:top")) == columns
    assert ruled.count(qn("w:bottom")) == 2 * columns


def test_every_page_of_synthetic_patients_says_so():
    assert read(document("flow")).sections[0].header.paragraphs[0].text == "Synthetic patients"
    assert read(harmful()).sections[0].header.paragraphs[0].text == ""


def test_texts_that_xml_cannot_hold_are_cleaned():
    labels = [row.cells[0].text for row in read(harmful()).tables[0].rows]
    assert "ab" in labels
    assert "<b>&amp;</b>" in labels
