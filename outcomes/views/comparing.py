"""Two cohorts side by side, statistic by statistic."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from outcomes.access import cohorts_of, get_cohort, view_of
from outcomes.disclosure import View, least_telling
from outcomes.members.shared import Shared
from outcomes.models import Cohort
from outcomes.presenting.blocks import Block, Section, sections_of
from outcomes.presenting.summaries import Summary, has_synthetic, summary_of
from outcomes.selection import patients_in_both
from outcomes.views.members import page_of_list
from registry.access import require
from registry.models import User
from registry.views.requests import signed_in


@dataclass(frozen=True, slots=True)
class Side:
    """A cohort with what is shown of it. letter: “A” or “B”, in addresses “a” or “b”."""

    letter: str
    summary: Summary
    sections: list[Section]
    view: View


@dataclass(frozen=True, slots=True)
class Choice:
    """A grouping on offer, with the address of the page under it."""

    title: str
    address: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """One statistic of both cohorts under the same grouping; blocks: each with its letter."""

    blocks: tuple[tuple[str, Block], tuple[str, Block]]
    choices: list[Choice]

    @property
    def statistic(self) -> object:
        return self.blocks[0][1].statistic


def cohort_comparison(request: HttpRequest) -> HttpResponse:
    """Cohorts `a` and `b` beside each other; the rest of the query maps statistics to groupings for both."""
    user = signed_in(request)
    require(user, "view_statistics")
    context: dict[str, object] = {"cohorts": cohorts_of(user).filter(state=Cohort.State.ACTIVE)}
    slugs = [request.GET.get(letter, "") for letter in ("a", "b")]
    if all(slugs):
        context |= _compared(user, request.GET, slugs)
    return render(request, "outcomes/cohort_comparison.html", context)


def _compared(user: User, query: QueryDict, slugs: list[str]) -> dict[str, object]:
    cohorts = [get_cohort(user, slug) for slug in slugs]
    sides = [_side(user, cohort, letter, query) for cohort, letter in zip(cohorts, ("A", "B"), strict=True)]
    shared = patients_in_both(*(cohort.membership() for cohort in cohorts)).count()
    view = least_telling(*(side.view for side in sides))
    return {
        "sides": sides,
        "slugs": slugs,
        "shared": view.told(shared, withheld=""),
        "protected": "?view=protected" if view.is_asked else "",
        "sections": [
            (one.title, list(_pairs(query, one, other)))
            for one, other in zip(sides[0].sections, sides[1].sections, strict=True)
        ],
        "has_synthetic": any(side.summary.has_synthetic for side in sides),
    }


def shared_members(request: HttpRequest, one: str, other: str) -> HttpResponse:
    """The patients who are in both cohorts, where the page of the two tells how many they are."""
    user = signed_in(request)
    require(user, "view_patient")
    cohorts = get_cohort(user, one), get_cohort(user, other)
    view = least_telling(*(view_of(user, cohort, request.GET) for cohort in cohorts))
    if view.refusal:
        raise Http404("The page of both tells no such number.")
    found = Shared(*cohorts, user)
    chosen = [("a", one), ("b", other)] + ([("view", "protected")] if view.is_asked else [])
    context = {
        "cohorts": cohorts,
        "because": f"In {cohorts[1].name}",
        "back": f"{reverse('cohort-comparison')}?{urlencode(chosen)}",
        "filters": urlencode(chosen[2:]),
        "synthetic": any(map(has_synthetic, cohorts)),
        **page_of_list(user, found, view.count(found.total), request.GET.get("page")),
    }
    return render(request, "outcomes/shared_members.html", context)


def _side(user: User, cohort: Cohort, letter: str, query: QueryDict) -> Side:
    view = view_of(user, cohort, query)
    sections = sections_of(cohort, query, view, f"{letter.lower()}.")
    return Side(letter, summary_of(cohort, view), sections, view)


def _pairs(query: QueryDict, one: Section, other: Section) -> Iterator[Pair]:
    for left, right in zip(one.blocks, other.blocks, strict=True):
        yield Pair((("A", left), ("B", right)), list(_choices(query, left)))


def _choices(query: QueryDict, block: Block) -> Iterator[Choice]:
    for grouping in block.statistic.groupings:
        chosen = _without_drawing(query, block.statistic.slug)
        chosen[block.statistic.slug] = grouping.slug
        address = f"?{chosen.urlencode()}#{block.statistic.slug}"
        yield Choice(grouping.title, address, grouping.slug == block.grouping.slug)


def _without_drawing(query: QueryDict, statistic: str) -> QueryDict:
    """The choices of the page but for what is drawn of a statistic: its groups become others."""
    kept = query.copy()
    for name in query:
        if name.startswith((f"a.{statistic}.", f"b.{statistic}.")):
            del kept[name]
    return kept
