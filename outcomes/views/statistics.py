"""One statistic of a cohort: its part of the page, and its files."""

from urllib.parse import parse_qsl, urlencode

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from outcomes.access import get_block
from outcomes.charts.rendering import CONTENT_TYPES, rendered
from outcomes.charts.themes import LIGHT, THEMES
from outcomes.presenting.blocks import Block
from outcomes.presenting.csv_files import points_csv, results_csv
from registry.views.requests import signed_in

A_DAY = 24 * 3600


def block(request: HttpRequest, slug: str, statistic: str, grouping: str) -> HttpResponse:
    """The statistic alone for htmx; for anybody else the cohort page with this grouping chosen."""
    chosen = get_block(signed_in(request), slug, statistic, grouping, request.GET)
    if not request.headers.get("HX-Request"):
        return redirect(f"{reverse('cohort', args=[slug])}?{urlencode(_choices(chosen))}#{statistic}")
    response = render(request, "outcomes/statistic.html", {"block": chosen, "cohort": chosen.cohort})
    response["HX-Replace-Url"] = _with_choice(request, chosen)
    return response


def _with_choice(request: HttpRequest, chosen: Block) -> str:
    """The address of the page that asked, with this choice among the others."""
    _, _, query = request.headers.get("HX-Current-URL", "").partition("?")
    own = chosen.statistic.slug
    others = {
        name: value
        for name, value in parse_qsl(query.partition("#")[0], keep_blank_values=True)
        if name.partition(".")[0] != own
    }
    return f"{reverse('cohort', args=[chosen.cohort.slug])}?{urlencode(others | _choices(chosen))}"


def _choices(chosen: Block) -> dict[str, str]:
    """The grouping and the options of a statistic as parameters of the cohort page."""
    own = chosen.statistic.slug
    options = {f"{own}.{slug}": codes for slug, codes in chosen.chosen.query().items()}
    return {own: chosen.grouping.slug} | options


def download(request: HttpRequest, slug: str, statistic: str, grouping: str, ending: str) -> HttpResponse:
    """The statistic as a file: csv, points.csv (of curves), svg, png or pdf."""
    chosen = get_block(signed_in(request), slug, statistic, grouping, request.GET)
    if chosen.stored is None or ending not in _endings(chosen):
        raise Http404("There is no such file of this statistic.")
    theme = THEMES.get(request.GET.get("theme", ""), LIGHT)
    etag = quote_etag(f"{chosen.stamp}-{ending}-{theme.name}")
    unchanged = get_conditional_response(request, etag=etag)
    response = unchanged or _file(chosen, ending, theme.name)
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    if "inline" not in request.GET:
        response["Content-Disposition"] = f'attachment; filename="{_file_name(chosen, ending)}"'
    return response


def _endings(chosen: Block) -> set[str]:
    endings = {"csv"}
    endings |= {"points.csv"} if chosen.has_points else set()
    return endings | (set(CONTENT_TYPES) if chosen.is_drawn else set())


def _file(chosen: Block, ending: str, theme: str) -> HttpResponse:
    assert chosen.result
    if ending.endswith("csv"):
        text = _csv(chosen, ending)
        return HttpResponse(text, content_type="text/csv; charset=utf-8")
    return HttpResponse(_figure(chosen, ending, theme), content_type=CONTENT_TYPES[ending])


def _csv(chosen: Block, ending: str) -> str:
    assert chosen.result
    if ending == "points.csv":
        return points_csv(chosen.result)
    return results_csv(chosen.result, chosen.chosen.name)


def _figure(chosen: Block, ending: str, theme: str) -> bytes:
    """The figure drawn once: the stamp in its key changes when the result does."""
    key = f"figure-{chosen.stamp}-{theme}-{ending}"
    drawn: bytes | None = cache.get(key)
    if drawn is None:
        assert chosen.result
        drawn = rendered(chosen.result, ending, THEMES[theme])
        cache.set(key, drawn, A_DAY)
    return drawn


def _file_name(chosen: Block, ending: str) -> str:
    assert chosen.stored
    parts = (chosen.cohort.slug, chosen.statistic.slug, chosen.grouping.slug, chosen.chosen.name)
    return f"{'_'.join(part for part in parts if part)}_version-{chosen.stored.data_version}.{ending}"
