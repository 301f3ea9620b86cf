"""The cohorts, the page of one, and the form for another."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from outcomes.access import get_cohort, view_of
from outcomes.actions import define_cohort
from outcomes.charts.rendering import warm_up
from outcomes.forms import CohortForm
from outcomes.models import Cohort
from outcomes.presenting.blocks import sections_of
from outcomes.presenting.progress import progress_of_refresh
from outcomes.presenting.summaries import summary_of
from registry.access import may, require
from registry.views.requests import show_errors, signed_in


def cohort_list(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    require(user, "view_statistics")
    # Whoever reads the list opens a cohort next, and its figures.
    warm_up()
    summaries = [
        summary_of(cohort, view_of(user, cohort)) for cohort in Cohort.objects.prefetch_related("sites")
    ]
    context = {
        "summaries": summaries,
        "has_synthetic": any(summary.has_synthetic for summary in summaries),
        "progress": progress_of_refresh(),
        **_rights(request),
    }
    return render(request, "outcomes/cohorts.html", context)


def cohort_page(request: HttpRequest, slug: str) -> HttpResponse:
    """All statistics of a cohort; the query string maps statistics to groupings."""
    user = signed_in(request)
    cohort = get_cohort(user, slug)
    view = view_of(user, cohort, request.GET)
    context = {
        "cohort": cohort,
        "summary": summary_of(cohort, view),
        "sections": sections_of(cohort, request.GET, view),
        **_rights(request),
    }
    return render(request, "outcomes/cohort.html", context)


def add(request: HttpRequest) -> HttpResponse:
    """The form of a new cohort; when it is saved its page fills itself."""
    user = signed_in(request)
    require(user, "edit_cohort")
    form = CohortForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(
                "cohort", slug=define_cohort(form.instance, sites=form.cleaned_data["sites"], by=user).slug
            )
        except ValidationError as error:
            show_errors(form, error)
    status = 422 if request.method == "POST" else 200
    return render(request, "outcomes/cohort_form.html", {"form": form}, status=status)


def _rights(request: HttpRequest) -> dict[str, Any]:
    user = signed_in(request)
    return {"may_edit": may(user, "edit_cohort"), "may_recompute": may(user, "recompute")}
