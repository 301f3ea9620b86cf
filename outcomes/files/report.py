"""A whole cohort page as one PDF: title, methods, and every section with its tables and vector figures.

The text goes to the typesetter as JSON, never as markup.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from outcomes.charts.themes import LIGHT
from outcomes.files.formats import figure_of
from outcomes.files.text import clean
from outcomes.presenting.blocks import Block, Section
from outcomes.presenting.documents import patients_note, version_note
from outcomes.presenting.methods import methods_of
from outcomes.presenting.printed import Cell, Line, PrintedTable, printed
from outcomes.presenting.summaries import Summary
from outcomes.presenting.synthetic import SYNTHETIC
from outcomes.statistics.groupings import OVERALL

TEMPLATE = Path(__file__).with_name("report.typ")
CONTENT_TYPE = "application/pdf"
Advance = Callable[[int, int], None]
# Percent of the line that a figure takes: proportions have few rows, curves a table underneath.
WIDTHS = {"survival": 82, "incidence": 82, "flow": 92}


def report_pdf(summary: Summary, sections: Sequence[Section], advance: Advance) -> bytes:
    """The report; `advance(done, of)` is called as the figures come along."""
    import typst

    with TemporaryDirectory() as name:
        folder = Path(name)
        figures = _draw(sections, folder, advance)
        content = _content(summary, sections, figures)
        (folder / "report.json").write_text(json.dumps(content), encoding="utf-8")
        (folder / "report.typ").write_text(TEMPLATE.read_text(encoding="utf-8"), encoding="utf-8")
        return bytes(typst.compile(folder / "report.typ", root=folder, ignore_system_fonts=True))


def _draw(sections: Sequence[Section], folder: Path, advance: Advance) -> dict[str, str]:
    """Draw every figure into the folder; returns the file of each statistic that has one."""
    drawn = [block for block in _blocks(sections) if block.is_drawn and printed(_result(block)).tables]
    files = {}
    for done, block in enumerate(drawn):
        advance(done, len(drawn))
        files[block.statistic.slug] = f"{block.statistic.slug}.pdf"
        (folder / files[block.statistic.slug]).write_bytes(figure_of(block, "pdf", LIGHT))
    advance(len(drawn), len(drawn))
    return files


def _blocks(sections: Sequence[Section]) -> Iterator[Block]:
    return (block for section in sections for block in section.blocks if block.result)


def _result(block: Block) -> Any:
    assert block.result
    return block.result


def _content(summary: Summary, sections: Sequence[Section], figures: dict[str, str]) -> dict[str, Any]:
    methods = methods_of(sections, summary.rule)
    fresh = summary.freshness
    moment = f", computed on {fresh.computed_at:%-d %B %Y at %H:%M} UTC" if fresh.computed_at else ""
    version = f"Data version {fresh.version or 0:,}{moment}"
    sites = ", ".join(summary.sites) or "none"
    return {
        "title": clean(summary.cohort.name),
        "description": clean(summary.cohort.description),
        "rule": clean(summary.rule),
        "facts": clean(f"Patients: {summary.patients}. Sites: {sites}. {version}."),
        "version": version,
        "synthetic": summary.has_synthetic,
        "warning": SYNTHETIC,
        "methods": [{"title": one.title, "text": clean(one.text)} for one in methods.paragraphs],
        "references": list(methods.references),
        "sections": [
            {"title": section.title, "statistics": statistics}
            for section in sections
            if (statistics := [_statistic(block, figures, fresh.version) for block in _blocks([section])])
        ],
    }


def _statistic(block: Block, figures: dict[str, str], version: int | None) -> dict[str, Any]:
    shown = printed(_result(block))
    figure = figures.get(block.statistic.slug, "")
    grouping = "" if block.grouping.slug == OVERALL.slug else f"By {block.grouping.title.lower()}"
    return {
        "title": block.statistic.title,
        "subtitle": clean(grouping),
        "figure": figure,
        "width": WIDTHS.get(_result(block).kind, 90),
        "alternative": clean(block.alternative_text) or block.statistic.title,
        "caption": clean(shown.caption) or f"{block.statistic.title}.",
        "empty": "" if shown.tables else shown.empty,
        # What the figure shows as well stands in its alternative text and in the files of the table.
        "tables": [_table(table) for table in shown.tables if not (figure and table.is_beside)],
        "notes": [clean(note) for note in _notes(block, "" if figure else shown.caption, version)],
    }


def _notes(block: Block, caption: str, version: int | None) -> Iterator[str]:
    """Whom the numbers are about; and their data version where it is not that of the page."""
    if caption:
        yield caption
    yield patients_note(block)
    if block.stored and block.stored.data_version != version:
        yield version_note(block)


def _table(table: PrintedTable) -> dict[str, Any]:
    return {
        "caption": table.heading,
        "stub": table.stub,
        "columns": [
            {"heading": clean(one.heading), "under": clean(one.under), "number": one.is_number}
            for one in table.columns
        ],
        "lines": [_line(line) for line in table.lines],
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "label": clean(line.label),
        "note": clean(line.note),
        "indented": line.is_indented,
        "heading": line.is_heading,
        "cells": [_cell(cell) for cell in line.cells],
    }


def _cell(cell: Cell) -> dict[str, str]:
    return {"text": clean(cell.text), "note": clean(cell.note)}
