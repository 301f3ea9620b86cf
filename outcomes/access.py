"""Loaders of cohorts and their results: they fetch and authorise in one call."""

from django.http import Http404, QueryDict

from outcomes.models import Cohort, StatisticResult
from outcomes.presenting.blocks import Block, block_of
from outcomes.statistics.catalogue import CATALOGUE, Statistic
from outcomes.statistics.groupings import Grouping
from outcomes.statistics.options import Chosen, choose
from registry.access import require
from registry.models import User

_STATISTICS = {statistic.slug: statistic for statistic in CATALOGUE}


def get_cohort(user: User, slug: str) -> Cohort:
    """The cohort, if the user may see statistics; Http404 where there is none of that name."""
    require(user, "view_statistics")
    cohort = Cohort.objects.filter(slug=slug).first()
    if cohort is None:
        raise Http404("No such cohort.")
    return cohort


def get_block(
    user: User, slug: str, statistic_slug: str, grouping_slug: str, query: QueryDict | None = None
) -> Block:
    """One statistic of a cohort under one grouping, computed or not; Http404 for anything not on offer.

    The query holds choices for the statistic's options by their slugs; other parameters are passed over.
    """
    cohort = get_cohort(user, slug)
    statistic, grouping = offered(statistic_slug, grouping_slug)
    chosen = offered_choice(statistic, grouping, query or QueryDict())
    stored = StatisticResult.objects.filter(
        cohort=cohort, statistic=statistic.slug, grouping=grouping.slug
    ).first()
    return block_of(cohort, statistic, grouping, chosen, stored)


def offered(statistic_slug: str, grouping_slug: str) -> tuple[Statistic, Grouping]:
    statistic = _STATISTICS.get(statistic_slug)
    if statistic is None:
        raise Http404("No such statistic.")
    for grouping in statistic.groupings:
        if grouping.slug == grouping_slug:
            return statistic, grouping
    raise Http404("The statistic is not offered by this grouping.")


def offered_choice(statistic: Statistic, grouping: Grouping, query: QueryDict) -> Chosen:
    given = {option.slug: query.getlist(option.slug) for option in statistic.options if option.slug in query}
    try:
        return choose(statistic.options, grouping, given)
    except ValueError as error:
        raise Http404(str(error)) from error
