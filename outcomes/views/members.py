"""The patients behind a number of a cohort page."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from outcomes.access import get_block
from outcomes.members import counts_in
from outcomes.members.listing import TooManyPatients, described, members_of, title_of
from outcomes.presenting.summaries import has_synthetic
from registry.access import require
from registry.views.requests import signed_in

PAGE_SIZE = 25


def member_list(request: HttpRequest, slug: str, statistic: str, grouping: str) -> HttpResponse:
    """Exactly the patients whom a count takes in.

    `of`, in its order, is the key of the count; without it, the statistic's first count.
    """
    user = signed_in(request)
    require(user, "view_patient")
    block = get_block(user, slug, statistic, grouping, request.GET)
    counts = counts_in(block.result) if block.result else {}
    key = tuple(request.GET.getlist("of")) or next(iter(counts), ())
    if key not in counts:
        raise Http404("The statistic has no such count.")
    context = {
        "shown": block,
        "title": title_of(block, key),
        "synthetic": has_synthetic(block.cohort),
        "back": _back(block.statistic.slug, grouping),
    }
    try:
        found = members_of(user, block, key)
    except TooManyPatients as refused:
        return render(request, "outcomes/members.html", context | {"refusal": str(refused)})
    if found is None:
        raise Http404("The statistic has no such count.")
    page = Paginator(found.own, PAGE_SIZE).get_page(request.GET.get("page"))
    context |= {
        "page": page,
        "members": list(described(list(page), found.columns)),
        # As text: a template would write a range as the number that it begins with.
        "total": f"{block.view.count(len(found.own) + found.elsewhere)}",
        "own": len(found.own),
        "elsewhere": f"{block.view.count(found.elsewhere)}" if found.elsewhere else "",
        "filters": urlencode([pair for pair in _query(request) if pair[0] != "page"]),
    }
    return render(request, "outcomes/members.html", context)


def _query(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, value) for name, values in request.GET.lists() for value in values]


def _back(statistic: str, grouping: str) -> str:
    return f"?{urlencode({statistic: grouping})}#{statistic}"
