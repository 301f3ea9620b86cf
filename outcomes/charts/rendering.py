"""Figures as bytes: one definition per kind of result, drawn as SVG; PNG and PDF are made of that SVG."""

import threading
from collections.abc import Callable
from importlib import import_module
from typing import Any

from outcomes.charts.drawing import WHOLE, Drawing
from outcomes.charts.marking import marked_specification, marked_svg
from outcomes.charts.themes import LIGHT, PAGE, Theme
from outcomes.members import Key
from outcomes.statistics.results import Result

DOTS_PER_INCH = 300
SPECIFICATION = "vl.json"
CONTENT_TYPES = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}
FIGURE_ENDINGS = (*CONTENT_TYPES, SPECIFICATION)
# Modules that draw with altair, which takes seconds to import and is therefore imported when first needed.
_ALTAIR = {
    "survival": "outcomes.charts.survival",
    "incidence": "outcomes.charts.incidence",
    "proportions": "outcomes.charts.proportions",
    "regression": "outcomes.charts.forest",
    "survival_pair": "outcomes.charts.pair",
    "enrolment": "outcomes.charts.enrolment",
    "sequence": "outcomes.charts.sankey",
    "toxicity": "outcomes.charts.toxicity",
}
# Modules that write SVG themselves.
_WRITTEN = {"flow": "outcomes.charts.flow"}
DRAWN_KINDS = frozenset({*_WRITTEN, *_ALTAIR})


def rendered(
    result: Result, ending: str, theme: Theme = LIGHT, drawing: Drawing = WHOLE, *, is_synthetic: bool = False
) -> bytes:
    """The figure of a result as a file: svg, png (300 dpi) or pdf. KeyError for other endings."""
    return _as_file(svg_of(result, theme, drawing, is_synthetic=is_synthetic), ending)


def _as_file(svg: str, ending: str) -> bytes:
    import vl_convert

    makers: dict[str, Any] = {
        "svg": lambda: svg.encode(),
        "png": lambda: vl_convert.svg_to_png(svg, ppi=DOTS_PER_INCH),
        "pdf": lambda: vl_convert.svg_to_pdf(svg),
    }
    return bytes(makers[ending]())


def drawn_as(specification: dict[str, Any], ending: str) -> bytes:
    """A Vega-Lite specification as a file: svg, png or pdf. KeyError for other endings."""
    import vl_convert

    return _as_file(str(vl_convert.vegalite_to_svg(specification)), ending)


def svg_of(result: Result, theme: Theme, drawing: Drawing = WHOLE, *, is_synthetic: bool = False) -> str:
    """The figure as SVG text, marked if patients are synthetic. KeyError for a kind that has no figure."""
    if result.kind in _WRITTEN:
        svg = str(import_module(_WRITTEN[result.kind]).svg(result, theme))
        return marked_svg(svg, theme) if is_synthetic else svg
    import vl_convert

    return str(vl_convert.vegalite_to_svg(specification(result, theme, drawing, is_synthetic=is_synthetic)))


def svg_in_page(result: Result, address_of: Callable[[Key], str], *, is_synthetic: bool = False) -> str:
    """A figure written as SVG for the page itself: in its colours, its counts leading to their patients."""
    svg = str(import_module(_WRITTEN[result.kind]).svg(result, PAGE, address_of))
    return marked_svg(svg, PAGE) if is_synthetic else svg


def stands_in_page(result: Result) -> bool:
    """Whether the figure can be a part of the page, instead of a picture."""
    return result.kind in _WRITTEN


def drawn_with_vega(result: Result) -> bool:
    """Whether the figure has a Vega-Lite specification, from which the page draws it again to be explored."""
    return result.kind in _ALTAIR


def specification(
    result: Result, theme: Theme, drawing: Drawing = WHOLE, *, is_synthetic: bool = False
) -> dict[str, Any]:
    """The figure as Vega-Lite, marked as its files are. KeyError for a kind that is not drawn with it."""
    module = import_module(_ALTAIR[result.kind])
    drawn = {**module.chart(result, theme).to_dict(), **module.controls(result, theme, drawing)}
    return marked_specification(drawn, theme) if is_synthetic else drawn


def warm_up() -> None:
    """Import what draws, aside from the request that will need it in a moment."""
    threading.Thread(target=_import_all, daemon=True).start()


def _import_all() -> None:
    for module in _ALTAIR.values():
        import_module(module)
