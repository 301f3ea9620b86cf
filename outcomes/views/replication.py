"""Published figures beside the computed ones."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from outcomes.access import view_of
from outcomes.models import Cohort
from outcomes.presenting.replicated import counts_of, publications
from registry.access import require
from registry.views.requests import signed_in


def replication_page(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    require(user, "view_statistics")
    # Published figures are exact ones.
    exact = {
        cohort.slug for cohort in Cohort.objects.exclude(publication="") if view_of(user, cohort).is_exact
    }
    found = publications(exact)
    figures = [row for publication in found for row in publication.rows]
    context = {
        "publications": found,
        "figures": len(figures),
        "counts": counts_of(figures),
        "has_synthetic": bool(found),
    }
    return render(request, "outcomes/replication.html", context)
