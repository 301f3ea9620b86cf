"""What programs can ask for: each function is one address, and its docstring what is said of it."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict

from outcomes.access import cohorts_of, get_block, get_cohort, view_of
from outcomes.api.answering import endpoint, refused
from outcomes.api.describing import description
from outcomes.api.plain import as_json, block_as_json
from outcomes.models import Cohort
from outcomes.presenting.summaries import Summary, summary_of
from outcomes.statistics.catalogue import CATALOGUE, Statistic
from registry.access import require
from registry.models import User


@endpoint
def cohorts(user: User, query: QueryDict) -> dict[str, Any]:
    """The cohorts that you may see, with their rules and how current their results are."""
    require(user, "use_api")
    found = cohorts_of(user).filter(state=Cohort.State.ACTIVE).prefetch_related("sites")
    return {"cohorts": [_cohort(summary_of(one, view_of(user, one, query))) for one in found]}


@endpoint
def cohort(user: User, query: QueryDict, slug: str) -> dict[str, Any]:
    """One cohort: its rule, its sites, its patients, and how current its results are."""
    return _cohort(_summary(user, query, slug))


@endpoint
def freshness(user: User, query: QueryDict, slug: str) -> dict[str, Any]:
    """How current the results of a cohort are: the data version they hold, and the edits since."""
    return _freshness(_summary(user, query, slug))


@endpoint
def statistics(user: User, query: QueryDict) -> dict[str, Any]:
    """Every statistic with its explanation, the groupings it is offered by, and its options."""
    require(user, "use_api")
    return {"statistics": [_statistic(one) for one in CATALOGUE]}


@endpoint
def result(user: User, query: QueryDict, slug: str, statistic: str, grouping: str) -> dict[str, Any]:
    """One statistic of a cohort under one grouping, exactly as the page and its files show it to you."""
    require(user, "use_api")
    return block_as_json(get_block(user, slug, statistic, grouping, query))


@login_not_required
def openapi(request: HttpRequest) -> HttpResponse:
    """This description, in the words of OpenAPI 3.1. It holds no data and needs no token."""
    if request.method not in ("GET", "HEAD"):
        return refused(405, Allow="GET, HEAD")
    return JsonResponse(description())


@endpoint
def nothing(user: User, query: QueryDict, rest: str) -> dict[str, Any]:
    """Any other address answers as one that is not the owner's to see."""
    raise Http404(rest)


def _summary(user: User, query: QueryDict, slug: str) -> Summary:
    require(user, "use_api")
    found = get_cohort(user, slug)
    return summary_of(found, view_of(user, found, query))


def _cohort(summary: Summary) -> dict[str, Any]:
    return {
        "slug": summary.cohort.slug,
        "name": summary.cohort.name,
        "description": summary.cohort.description,
        "rule": summary.rule,
        "sites": summary.sites,
        "is_synthetic": summary.has_synthetic,
        "view": summary.view.name,
        "withheld": summary.view.refusal,
        "patients": None if summary.view.refusal else as_json(summary.n),
        "freshness": _freshness(summary),
    }


def _freshness(summary: Summary) -> dict[str, Any]:
    fresh = summary.freshness
    return {
        "data_version": fresh.version,
        "edits_since": fresh.edits_since,
        "is_current": fresh.is_current,
        "computed_at": fresh.computed_at.isoformat() if fresh.computed_at else None,
    }


def _statistic(statistic: Statistic) -> dict[str, Any]:
    return {
        "slug": statistic.slug,
        "title": statistic.title,
        "section": statistic.section,
        "patients": statistic.analysis_set.title,
        "explanation": statistic.explanation,
        "groupings": [{"slug": one.slug, "title": one.title} for one in statistic.groupings],
        "options": [
            {
                "slug": option.slug,
                "title": option.title,
                "several": option.several,
                "choices": [{"code": choice.code, "title": choice.title} for choice in option.choices],
            }
            for option in statistic.options
        ],
    }
