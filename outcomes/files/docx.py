"""A statistic as a Word document: tables with three lines, as journals set them, and notes underneath."""

import io

from docx import Document as WordDocument
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from outcomes.files.text import clean
from outcomes.presenting.documents import Document
from outcomes.presenting.printed import Column, Line, PrintedTable

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "Times New Roman"
TABLE_SIZE, NOTE_SIZE = Pt(9), Pt(8.5)
MOST_UPRIGHT = 6
STUB_SHARE = 0.27
SYNTHETIC_COLOUR = RGBColor(0xA3, 0x2A, 0x00)


def word_file(document: Document) -> bytes:
    word = WordDocument()
    _set_up(word, document)
    heading = word.add_heading(clean(document.title), level=1)
    heading.paragraph_format.space_before = Pt(0)
    _paragraph(word, document.subtitle, size=Pt(10))
    for table in document.tables:
        if len(document.tables) > 1:
            _paragraph(word, table.heading, size=Pt(10), bold=True).paragraph_format.keep_with_next = True
        _table(word, table)
        _paragraph(word, "", size=Pt(4))
    for note in ([document.empty] if document.empty else []) + list(document.notes):
        _paragraph(word, note, size=NOTE_SIZE)
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _set_up(word: Word, document: Document) -> None:
    word.core_properties.title = clean(document.title)
    word.core_properties.author = "R/R ALL registry"
    word.core_properties.language = "en-GB"
    word.styles["Normal"].font.size = TABLE_SIZE
    for name in ("Normal", "Heading 1"):
        style = word.styles[name]
        style.font.name = FONT
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(theme), None)
    word.styles["Heading 1"].font.color.rgb = RGBColor(0, 0, 0)
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    if max((len(table.columns) for table in document.tables), default=0) > MOST_UPRIGHT:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    if document.is_synthetic:
        _mark(section.header.paragraphs[0])


def _mark(paragraph: Paragraph) -> None:
    run = paragraph.add_run("Synthetic patients")
    run.bold = True
    run.font.color.rgb = SYNTHETIC_COLOUR
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _paragraph(word: Word, text: str, *, size: Pt, bold: bool = False) -> Paragraph:
    paragraph = word.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(3)
    run = paragraph.add_run(clean(text))
    run.font.size, run.bold = size, bold
    return paragraph


def _table(word: Word, table: PrintedTable) -> None:
    made = word.add_table(rows=1, cols=1 + len(table.columns))
    made.autofit = False
    headings = [table.stub, *(_heading(column) for column in table.columns)]
    are_numbers = [False, *(column.is_number for column in table.columns)]
    for cell, heading, is_number in zip(made.rows[0].cells, headings, are_numbers, strict=True):
        _write(cell, heading, bold=True, right=is_number)
    for line in table.lines:
        _line(made, table, line)
    _mark_header(made.rows[0])
    for at, row in enumerate(made.rows):
        _keep_whole(row)
        _rule(row, top=12 if at == 0 else 0, bottom=4 if at == 0 else 12 if at == len(table.lines) else 0)
    _set_widths(made, word.sections[0])


def _set_widths(made: Table, section: Section) -> None:
    """The labels take their share of the line, the other columns the rest in equal parts."""
    width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    others = max(len(made.columns) - 1, 1)
    shares = [STUB_SHARE, *[(1 - STUB_SHARE) / others] * (len(made.columns) - 1)]
    for column, share in zip(made.columns, shares, strict=True):
        column.width = Emu(int(width * share))
        for cell in column.cells:
            cell.width = column.width


def _heading(column: Column) -> str:
    return f"{column.heading}\n{column.under}" if column.under else column.heading


def _line(made: Table, table: PrintedTable, line: Line) -> None:
    row = made.add_row().cells
    label = row[0]
    if not line.cells:
        label = row[0].merge(row[-1])
    _write(label, line.label, bold=line.is_heading, note=f" ({line.note})" if line.note else "")
    label.paragraphs[0].paragraph_format.left_indent = Cm(0.4 if line.is_indented else 0)
    for written, (column, cell) in zip(row[1:], table.cells_of(line), strict=False):
        _write(written, cell.text, right=column.is_number, note=f" {cell.note}" if cell.note else "")


def _write(cell: _Cell, text: str, *, bold: bool = False, right: bool = False, note: str = "") -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT
    run = paragraph.add_run(clean(text))
    run.font.size, run.bold = TABLE_SIZE, bold
    if note:
        paragraph.add_run(clean(note)).font.size = Pt(8)


def _mark_header(row: _Row) -> None:
    """Word repeats the row on every page."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))


def _keep_whole(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _rule(row: _Row, *, top: int, bottom: int) -> None:
    """Lines above and below a row, in eighths of a point; 0 is none."""
    for cell in row.cells:
        properties = cell._tc.get_or_add_tcPr()
        borders = properties.find(qn("w:tcBorders"))
        if borders is None:
            borders = OxmlElement("w:tcBorders")
            properties.append(borders)
            for side, size in (("top", top), ("bottom", bottom)):
                if size:
                    borders.append(_border(side, size))


def _border(side: str, size: int) -> BaseOxmlElement:
    border = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", str(size)), ("space", "0"), ("color", "000000")):
        border.set(qn(f"w:{name}"), value)
    return border
