"""The whole page of a cohort as files: the report, and the methods as text."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from outcomes.access import get_cohort, view_of
from outcomes.models import Cohort, Report
from outcomes.presenting.blocks import sections_of
from outcomes.presenting.methods import methods_of
from outcomes.presenting.rules import rule_text
from outcomes.presenting.summaries import has_synthetic, summary_of
from outcomes.reports import TooManyReports, report_of
from registry.views.requests import signed_in


def report(request: HttpRequest, slug: str) -> HttpResponse:
    """The report of the page with the choices of the query: how far it has come, and where it is."""
    return _awaited(request, *_report(request, slug))


def report_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The report as PDF; whoever comes before it is made awaits it."""
    cohort, made = _report(request, slug)
    if isinstance(made, TooManyReports) or made.content is None:
        return _awaited(request, cohort, made)
    return _attached(bytes(made.content), "application/pdf", f"{_name(cohort)}_report.pdf")


def methods(request: HttpRequest, slug: str) -> HttpResponse:
    """The methods of the page: a part of it for htmx, for anybody else plain text as a file."""
    user = signed_in(request)
    cohort = get_cohort(user, slug)
    sections = sections_of(cohort, request.GET, view_of(user, cohort, request.GET))
    written = methods_of(sections, rule_text(cohort), is_synthetic=has_synthetic(cohort))
    if request.headers.get("HX-Request"):
        return render(request, "outcomes/methods.html", {"methods": written})
    return _attached(written.text.encode(), "text/plain; charset=utf-8", f"{_name(cohort)}_methods.txt")


def _awaited(request: HttpRequest, cohort: Cohort, made: Report | TooManyReports) -> HttpResponse:
    summary = summary_of(cohort, view_of(signed_in(request), cohort, request.GET))
    context = {"cohort": cohort, "summary": summary, "query": request.GET.urlencode()}
    if isinstance(made, TooManyReports):
        return render(request, "outcomes/report.html", context | {"refusal": str(made)}, status=429)
    return render(request, "outcomes/report.html", context | {"report": made})


def _report(request: HttpRequest, slug: str) -> tuple[Cohort, Report | TooManyReports]:
    """The report, or why it is not asked for now."""
    user = signed_in(request)
    cohort = get_cohort(user, slug)
    if cohort.computed_version is None:
        raise Http404("Nothing of this cohort is computed yet.")
    try:
        return cohort, report_of(cohort, request.GET, view_of(user, cohort, request.GET), user)
    except TooManyReports as refused:
        return cohort, refused


def _name(cohort: Cohort) -> str:
    return f"{cohort.slug}_version-{cohort.computed_version or 0}"


def _attached(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-cache"
    return response
