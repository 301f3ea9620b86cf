"""Published figures beside the computed ones."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from outcomes.presenting.replicated import counts_of, publications
from registry.access import require
from registry.views.requests import signed_in


def replication_page(request: HttpRequest) -> HttpResponse:
    require(signed_in(request), "view_statistics")
    found = publications()
    figures = [row for publication in found for row in publication.rows]
    context = {
        "publications": found,
        "figures": len(figures),
        "counts": counts_of(figures),
        "has_synthetic": bool(found),
    }
    return render(request, "outcomes/replication.html", context)
