"""One statistic of a cohort: its part of the page, and its files."""

from urllib.parse import parse_qsl, urlencode

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from outcomes.access import get_block
from outcomes.charts.drawing import BESIDE
from outcomes.charts.themes import LIGHT, THEMES, Theme
from outcomes.files.formats import Format, format_of
from outcomes.presenting.blocks import Block
from outcomes.presenting.file_names import file_name
from registry.views.requests import signed_in

A_DAY = 24 * 3600


def block(request: HttpRequest, slug: str, statistic: str, grouping: str) -> HttpResponse:
    """The statistic alone for htmx, or only the table beside its figure.

    For anybody else the cohort page with this grouping chosen.
    """
    chosen = get_block(signed_in(request), slug, statistic, grouping, request.GET)
    if not request.headers.get("HX-Request"):
        return redirect(f"{reverse('cohort', args=[slug])}?{urlencode(choices_of(chosen))}#{statistic}")
    if BESIDE in request.GET:
        return render(request, "outcomes/results/beside.html", {"block": chosen})
    query = with_choice(request, chosen)
    context = {"block": chosen, "cohort": chosen.cohort, "query": query}
    response = render(request, "outcomes/statistic_anew.html", context)
    response["HX-Replace-Url"] = f"{reverse('cohort', args=[slug])}?{query}"
    return response


def with_choice(request: HttpRequest, chosen: Block) -> str:
    """The query of the page that asked, with this choice among the others."""
    _, _, query = request.headers.get("HX-Current-URL", "").partition("?")
    own = chosen.statistic.slug
    others = {
        name: value
        for name, value in parse_qsl(query.partition("#")[0], keep_blank_values=True)
        if name.partition(".")[0] != own
    }
    return urlencode(others | choices_of(chosen))


def choices_of(chosen: Block) -> dict[str, str]:
    """The grouping, the options and what is drawn of a statistic as parameters of the cohort page."""
    own = chosen.statistic.slug
    given = chosen.chosen.query() | chosen.drawing.query()
    options = {f"{own}.{slug}": codes for slug, codes in given.items()}
    asked = {"view": "protected"} if chosen.view.is_asked else {}
    return asked | {own: chosen.grouping.slug} | options


def download(request: HttpRequest, slug: str, statistic: str, grouping: str, ending: str) -> HttpResponse:
    """The statistic as a file, in one of its formats; `theme` gives a figure the colours of the page."""
    return file_of(request, get_block(signed_in(request), slug, statistic, grouping, request.GET), ending)


def file_of(request: HttpRequest, chosen: Block, ending: str) -> HttpResponse:
    """The file of a block; Http404 for a format that it does not have."""
    wanted = format_of(chosen, ending)
    if wanted is None:
        raise Http404("There is no such file of this statistic.")
    theme = THEMES.get(request.GET.get("theme", ""), LIGHT)
    name = f"{chosen.stamp}-{'synthetic-' if chosen.is_synthetic else ''}{theme.name}-{ending}"
    etag = quote_etag(name)
    unchanged = get_conditional_response(request, etag=etag)
    response = unchanged or HttpResponse(_made(name, chosen, wanted, theme), content_type=wanted.content_type)
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    if "inline" not in request.GET:
        response["Content-Disposition"] = f'attachment; filename="{file_name(chosen, ending)}"'
    return response


def _made(name: str, chosen: Block, wanted: Format, theme: Theme) -> bytes:
    """The file made once: the stamp in its name changes when the result does."""
    key = f"file-{name}"
    made: bytes | None = cache.get(key)
    if made is None:
        made = wanted.make(chosen, theme)
        cache.set(key, made, A_DAY)
    return made
