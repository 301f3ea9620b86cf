"""How results are written on pages."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe

from outcomes.charts.drawing import BESIDE
from outcomes.charts.rendering import FIGURE_ENDINGS, svg_in_page
from outcomes.charts.ticking import drawn_until
from outcomes.files.formats import formats_of
from outcomes.loading import Patient
from outcomes.members import Key, keys
from outcomes.presenting.blocks import Block, Section
from outcomes.presenting.code import code_of
from outcomes.presenting.date_ranges import about_patients, range_lines, warned
from outcomes.presenting.patient_panel import panel_of
from outcomes.presenting.printed import Cell, Column, Line, Parts, PrintedTable, printed
from outcomes.presenting.references import references_of
from outcomes.presenting.summaries import Summary
from outcomes.statistics.catalogue import Statistic, statistic
from outcomes.statistics.formatting import months_text
from outcomes.statistics.groupings import OVERALL, Grouping
from outcomes.statistics.results import RefusedResult

register = template.Library()
NOBODY = ("0", "n = 0")
FLOW = "flow"

register.filter("months", months_text)
register.filter("printed", printed)
register.filter("drawn_until", drawn_until)
register.filter("formats", formats_of)
register.filter("code", code_of)
register.filter("range_lines", range_lines)
register.filter("about_partial_dates", about_patients)
register.filter("warned", warned)


@register.filter
def references(block: Block) -> list[str]:
    """The publications that a statistic cites, in full."""
    return references_of(block.explanation)


@register.filter
def cells_of(table: PrintedTable, line: Line) -> list[tuple[Column, Cell]]:
    """The cells of a line, each with its column."""
    return table.cells_of(line)


@register.simple_tag
def file_of(block: Block, ending: str, **query: str) -> str:
    """Address of a statistic as a file."""
    address = _address(block, "download", block.grouping.slug, ending)
    drawn = block.drawing.query() if ending in FIGURE_ENDINGS else {}
    return _with_query(address, _asked(block) | block.chosen.query() | drawn | query)


@register.filter
def instead(result: RefusedResult) -> list[Statistic]:
    """The statistics that answer what a comparison that is not drawn would have asked."""
    return [statistic(slug) for slug in result.instead]


@register.simple_tag
def opened(block: Block | None, text: str, of: Key) -> str:
    """A number that leads to the patients behind it; only the text where it opens none, or counts nobody."""
    return _leading("" if text in NOBODY else _patients_of(block, of), text)


def _leading(address: str, text: str) -> str:
    return (
        format_html('<a class="opens" href="{}">{}</a>', address, text)
        if address
        else conditional_escape(text)
    )


@register.simple_tag
def in_parts(block: Block, parts: Parts) -> SafeString:
    """A text in pieces, each number of patients leading to them."""
    return format_html_join("", "{}", ((opened(block, part.text, part.of),) for part in parts))


@register.simple_tag
def patients_of_page(sections: Sequence[Section], text: str) -> str:
    """How many patients a page is about, leading to them through its flow."""
    for block in (block for section in sections for block in section.blocks):
        if block.statistic.slug == FLOW and block.result:
            return opened(block, text, keys.box(keys.FIRST_BOX))
    return text


@register.simple_tag
def patients_of_cohort(summary: Summary) -> str:
    """How many patients a cohort has, where none of its statistics is shown, leading to them."""
    if summary.view.refusal or summary.n is None or summary.patients in NOBODY:
        return summary.patients
    address = reverse("members", args=[summary.cohort.slug, FLOW, OVERALL.slug])
    return _leading(f"{address}?{keys.query(keys.box(keys.FIRST_BOX))}", summary.patients)


@register.simple_tag
def drawn(block: Block) -> SafeString:
    """The figure of a block that stands in the page itself, its counts opening their patients."""
    assert block.result
    svg = svg_in_page(block.result, lambda of: _patients_of(block, of), is_synthetic=block.is_synthetic)
    # Made of a template, which escapes what it is given.
    return mark_safe(svg)


def _patients_of(block: Block | None, of: Key) -> str:
    """Address of the patients behind a count; "" where it opens none. A version has only its own patients."""
    if (
        not of
        or block is None
        or not getattr(block, "stored", None)
        or (block.frozen and keys.is_around_cohort(of))
    ):
        return ""
    return f"{opens_at(block)}{keys.query(of)}"


@register.simple_tag
def opens_at(block: Block) -> str:
    """Address of the lists of a block's patients, up to the key of a count."""
    address, asked = _address(block, "members", block.grouping.slug), _asked(block) | block.chosen.query()
    return f"{address}?{urlencode(asked)}{'&' if asked else ''}"


@register.simple_tag
def page_of(block: Block) -> str:
    """Address of the page on which a statistic stands."""
    return (
        reverse("version", args=[block.frozen.slug])
        if block.frozen
        else reverse("cohort", args=[block.cohort.slug])
    )


@register.simple_tag
def excluded(reason: str) -> Key:
    """The key of those whom an analysis left out for a reason."""
    return keys.excluded(reason)


@register.simple_tag
def no_group() -> Key:
    """The key of those who belong to no group."""
    return keys.NO_GROUP


@register.simple_tag
def beside(block: Block) -> str:
    """Address of the table beside a figure alone, for which the page says until when the figure is drawn."""
    address = _address(block, "statistic", block.grouping.slug)
    return _with_query(address, _asked(block) | block.chosen.query() | {BESIDE: "1"})


@register.simple_tag
def under(block: Block, grouping: Grouping) -> str:
    """Address of a statistic under another grouping, with what else is chosen where that applies there."""
    address = _address(block, "statistic", grouping.slug)
    return _with_query(address, _asked(block) | block.chosen.under(grouping).query())


def _address(block: Block, page: str, *rest: str) -> str:
    """A page about a statistic, of the cohort or of the version that it is frozen in."""
    if block.frozen:
        return reverse(f"version-{page}", args=[block.frozen.slug, block.statistic.slug, *rest])
    return reverse(page, args=[block.cohort.slug, block.statistic.slug, *rest])


def _asked(block: Block) -> dict[str, str]:
    return {"view": "protected"} if block.view.is_asked else {}


def _with_query(address: str, query: dict[str, str]) -> str:
    return f"{address}?{urlencode(query)}" if query else address


@register.inclusion_tag("outcomes/patient_panel.html")
def patient_panel(patient: Patient) -> dict[str, Any]:
    """The course of a patient and what is derived of it. The caller has checked that it may be seen."""
    return {"patient": patient, "panel": panel_of(patient)}
