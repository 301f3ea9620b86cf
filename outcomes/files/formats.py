"""Which files a statistic has, and how each is made from its block.

A block's result is what its reader may see; every file is made of that and of nothing else.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass

from outcomes.charts.rendering import CONTENT_TYPES, SPECIFICATION, drawn_with_vega, rendered, specification
from outcomes.charts.themes import Theme
from outcomes.files import docx, latex, xlsx
from outcomes.presenting.blocks import Block
from outcomes.presenting.csv_files import points_csv, results_csv
from outcomes.presenting.documents import Document, document_of
from outcomes.presenting.synthetic import marked

CSV = "text/csv; charset=utf-8"
FIGURE, TABLE, CURVE = "Figure", "Table", "Curve"


@dataclass(frozen=True, slots=True)
class Format:
    """ending: of the file's name and address. part: what of the statistic it holds."""

    ending: str
    title: str
    part: str
    content_type: str
    make: Callable[[Block, Theme], bytes]


def formats_of(block: Block) -> list[Format]:
    """The files of a block, none before it is computed."""
    if block.result is None:
        return []
    has = {
        FIGURE: block.is_drawn,
        TABLE: True,
        CURVE: block.has_points,
    }
    formats = [one for one in FORMATS if has[one.part]]
    return (
        formats if drawn_with_vega(block.result) else [one for one in formats if one.ending != SPECIFICATION]
    )


def format_of(block: Block, ending: str) -> Format | None:
    return next((one for one in formats_of(block) if one.ending == ending), None)


def figure_of(block: Block, ending: str, theme: Theme) -> bytes:
    """The figure of a block that has one: svg, png or pdf."""
    assert block.result
    return rendered(block.result, ending, theme, block.drawing, is_synthetic=block.is_synthetic)


def _figure(ending: str, title: str) -> Format:
    def make(block: Block, theme: Theme) -> bytes:
        return figure_of(block, ending, theme)

    return Format(ending, title, FIGURE, CONTENT_TYPES[ending], make)


def _specification(block: Block, theme: Theme) -> bytes:
    assert block.result
    drawn = specification(block.result, theme, block.drawing, is_synthetic=block.is_synthetic)
    return json.dumps(drawn, separators=(",", ":")).encode()


def _csv(block: Block, theme: Theme) -> bytes:
    assert block.result
    return results_csv(block.result, block.chosen.name, is_synthetic=block.is_synthetic).encode()


def _points(block: Block, theme: Theme) -> bytes:
    assert block.result
    return points_csv(block.result, is_synthetic=block.is_synthetic).encode()


def _xlsx(block: Block, theme: Theme) -> bytes:
    assert block.result
    numbers = {"Numbers": block.result.rows()}
    if block.has_points:
        numbers["Curve"] = block.result.step_rows()  # type: ignore[attr-defined]
    sheets = {name: marked(rows, is_synthetic=block.is_synthetic) for name, rows in numbers.items()}
    return xlsx.workbook(_document(block), sheets)


def _docx(block: Block, theme: Theme) -> bytes:
    return docx.word_file(_document(block))


def _latex(block: Block, theme: Theme) -> bytes:
    return latex.whole_file(_document(block)).encode()


def _latex_part(block: Block, theme: Theme) -> bytes:
    return latex.part(_document(block)).encode()


def _document(block: Block) -> Document:
    return document_of(block, block.rule)


FORMATS: tuple[Format, ...] = (
    _figure("svg", "SVG"),
    _figure("png", "PNG"),
    _figure("pdf", "PDF"),
    Format(SPECIFICATION, "Vega-Lite", FIGURE, "application/json", _specification),
    Format("csv", "CSV", TABLE, CSV, _csv),
    Format("xlsx", "Excel", TABLE, xlsx.CONTENT_TYPE, _xlsx),
    Format("docx", "Word", TABLE, docx.CONTENT_TYPE, _docx),
    Format("tex", "LaTeX", TABLE, latex.CONTENT_TYPE, _latex),
    Format("part.tex", "LaTeX, to input", TABLE, latex.CONTENT_TYPE, _latex_part),
    Format("points.csv", "CSV", CURVE, CSV, _points),
)
