"""What pages ask again and again: how fresh they are, and how far a rebuild has come."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from outcomes import tasks
from outcomes.access import get_cohort, view_of
from outcomes.presenting.progress import progress_of_refresh
from outcomes.presenting.summaries import summary_of
from outcomes.refresh import start_rebuild
from registry.access import may, require
from registry.views.requests import signed_in

# Pages listen for this: their results have been computed anew.
CHANGED = "statistics-changed"


def freshness(request: HttpRequest, slug: str) -> HttpResponse:
    """The badge of a cohort page; `shown` is the stamp of the results that the page shows."""
    user = signed_in(request)
    cohort = get_cohort(user, slug)
    summary = summary_of(cohort, view_of(user, cohort))
    response = render(request, "outcomes/freshness.html", {"summary": summary, "polls": True})
    if request.GET.get("shown") != summary.freshness.stamp:
        response["HX-Trigger"] = CHANGED
    return response


def progress(request: HttpRequest) -> HttpResponse:
    require(signed_in(request), "view_statistics")
    return render(request, "outcomes/progress.html", {"progress": progress_of_refresh()})


def rebuild(request: HttpRequest) -> HttpResponse:
    """What the background work is doing; POST derives and computes everything anew."""
    user = signed_in(request)
    require(user, "recompute")
    if request.method == "POST":
        start_rebuild()
        tasks.wake()
        messages.success(request, "Everything is being computed anew.")
        return redirect("rebuild")
    context = {"progress": progress_of_refresh(), "may_view": may(user, "view_statistics")}
    return render(request, "outcomes/rebuild.html", context)
