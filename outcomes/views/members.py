"""The patients behind a number of a cohort page, or of a frozen version."""

from collections.abc import Sequence
from typing import cast
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from outcomes.access import get_block
from outcomes.disclosure import Ranged
from outcomes.members import Key, count_of, counts_in
from outcomes.members.finding import Unfindable
from outcomes.members.listing import Listed, members_of
from outcomes.members.rows import Member
from outcomes.members.titles import title_of
from outcomes.presenting.blocks import Block
from outcomes.views.versions import frozen_block_asked
from registry.access import patients_of, require
from registry.models import User
from registry.views.requests import signed_in

PAGE_SIZE = 25
TOO_LONG = "Finding these patients takes too long. Choose a cohort with a narrower rule, or no grouping."
NOT_A_SUM = "This number is told of all patients together, and does not say who they are one by one."


def member_list(request: HttpRequest, slug: str, statistic: str, grouping: str) -> HttpResponse:
    """Exactly the patients whom a count takes in.

    `of`, in its order, is the key of the count; without it, the statistic's first count.
    """
    user = signed_in(request)
    require(user, "view_patient")
    return _list(request, user, get_block(user, slug, statistic, grouping, request.GET))


def frozen_member_list(request: HttpRequest, slug: str, statistic: str, grouping: str) -> HttpResponse:
    """The same of a frozen version, from the rows that were frozen."""
    user = signed_in(request)
    require(user, "view_patient")
    return _list(request, user, frozen_block_asked(request, slug, statistic, grouping))


def _list(request: HttpRequest, user: User, block: Block) -> HttpResponse:
    key = tuple(request.GET.getlist("of")) or _first(block)
    shown = _told(block, key)
    context = {
        "shown": block,
        "title": title_of(block.result, key),
        "synthetic": block.is_synthetic,
        "back": f"?{urlencode({block.statistic.slug: block.grouping.slug})}#{block.statistic.slug}",
        "filters": urlencode([pair for pair in _query(request) if pair[0] != "page"]),
    }
    try:
        found = members_of(user, block, key)
        context |= page_of_list(user, found, shown, request.GET.get("page"))
    except KeyError as unknown:
        raise Http404("The statistic has no such count.") from unknown
    except TimeoutError:
        context["refusal"] = TOO_LONG
    except Unfindable:
        context["refusal"] = NOT_A_SUM
    return render(request, "outcomes/members.html", context)


def _first(block: Block) -> Key:
    counts = counts_in(block.result) if block.result else {}
    return next((key for key, n in counts.items() if _is_told(block, n)), ())


def _told(block: Block, key: Key) -> int:
    """A count as its reader sees it; Http404 for one that is not there, or protected and told as no range."""
    try:
        if block.result and key and _is_told(block, shown := count_of(block.result, key)):
            return shown
    except KeyError:
        pass
    raise Http404("The statistic has no such count.")


def _is_told(block: Block, n: int) -> bool:
    return block.view.is_exact or isinstance(n, Ranged)


def page_of_list(user: User, found: Listed, shown: int, number: str | None) -> dict[str, object]:
    """One page of a list, as its template takes it. shown: the count as the reader's page tells it."""
    page = Paginator(cast(Sequence[Member], found), PAGE_SIZE).get_page(number)
    here = [member.patient for member in page.object_list]
    return {
        "page": page,
        "own": len(found),
        "open": set(patients_of(user).filter(pk__in=here).values_list("pk", flat=True)),
        **_size(found, shown),
    }


def _size(found: Listed, shown: int) -> dict[str, object]:
    """All who are counted, as text, and those of others.

    Where the page tells a range, the list tells that alone: a second range, of the others, would narrow it,
    for the reader knows the own patients exactly.
    """
    if isinstance(shown, Ranged):
        return {"total": f"{Ranged(found.total)}", "has_others": True}
    others = found.total - len(found)
    return {
        "total": f"{found.total:,}",
        "has_others": bool(others),
        "elsewhere": f"{others:,}" if others else "",
        "was": f"{shown:,}" if shown != found.total else "",
    }


def _query(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, value) for name, values in request.GET.lists() for value in values]
