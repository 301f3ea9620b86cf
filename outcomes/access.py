"""Loaders of cohorts and their results: they fetch and authorise in one call."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.core.validators import slug_re
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, QueryDict

from outcomes.charts.drawing import Drawing, read_drawing
from outcomes.disclosure import EXACT, ONE_SITE, View
from outcomes.loading import Patient, Site
from outcomes.models import Cohort, FrozenVersion, RegimenOutcome, StatisticResult
from outcomes.presenting.blocks import Block, block_of
from outcomes.statistics.catalogue import CATALOGUE, Statistic
from outcomes.statistics.groupings import Grouping
from outcomes.statistics.options import Chosen, choose
from registry.access import may, require
from registry.models import User

_STATISTICS = {statistic.slug: statistic for statistic in CATALOGUE}


def cohorts_of(user: User) -> QuerySet[Cohort]:
    """The cohorts that a user may see: the registry's own, shared ones, and those of the user's making."""
    if not may(user, "view_statistics"):
        return Cohort.objects.none()
    return Cohort.objects.in_use().filter(Q(created_by=None) | Q(is_shared=True) | Q(created_by=user))


def get_cohort(user: User, slug: str) -> Cohort:
    """The cohort, if the user may see it; Http404 otherwise, whether there is one of that name or not."""
    require(user, "view_statistics")
    cohort = cohorts_of(user).filter(slug=slug).first() if slug_re.fullmatch(slug) else None
    if cohort is None:
        raise Http404("No such cohort.")
    return cohort


def may_change(user: User, cohort: Cohort) -> bool:
    """Only its maker changes a cohort; anybody else copies it."""
    return may(user, "edit_cohort") and cohort.created_by_id == user.pk


def get_own_cohort(user: User, slug: str) -> Cohort:
    """A cohort of the user's own making, also a deleted one."""
    require(user, "edit_cohort")
    cohort = Cohort.objects.filter(slug=slug, created_by=user).first()
    if cohort is None:
        get_cohort(user, slug)
        raise PermissionDenied("Only its maker changes a cohort. Copy it to make one of your own.")
    return cohort


def view_of(user: User, cohort: Cohort, query: Mapping[str, str] | None = None) -> View:
    """How the user sees the cohort, from the assignments as they are now.

    Exactly, where the role may see exact figures and the user is assigned to every site that the rule takes
    in, whether it has a patient in the cohort or not: else a narrow rule would say whether somebody else's
    patient meets it. Protected otherwise, or when the query asks for it ("view=protected"); and not at all
    where the patients of others come from one site at most, whose figures the protected ones would be.
    """
    return _view(user, taken_in(cohort), _sites_with_patients(cohort), query)


def view_of_version(user: User, version: FrozenVersion, query: Mapping[str, str] | None = None) -> View:
    """How the user sees a frozen version, by the sites that there were when it was frozen; see view_of."""
    frozen = set(version.regimens.order_by().values_list("site_id", flat=True).distinct())
    chosen = set(json.loads(version.rule).get("sites", ()))
    return _view(user, (chosen or _sites_before(version.made_at)) | frozen, frozen, query)


def _view(user: User, admitted: set[int], sites: set[int], query: Mapping[str, str] | None) -> View:
    assigned = _sites_assigned(user)
    asked = (query or {}).get("view") == "protected"
    if may(user, "see_exact_figures") and admitted <= assigned:
        return View(is_asked=True) if asked else replace(EXACT, sees_registry=_is_everywhere(user))
    return View(refusal=ONE_SITE if len(sites - assigned) <= 1 else "", is_asked=asked)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads counts of rules that are no cohorts yet: sites assigned, and all that have a patient."""

    may_see_exact: bool
    assigned: frozenset[int]
    in_use: frozenset[int]

    def sees_exactly(self, sites: Collection[int]) -> bool:
        """Whether counts of a rule are exact that names these sites; none means all."""
        return self.may_see_exact and (set(sites) or self.in_use) <= self.assigned

    def view(self, sites: Collection[int], foreign: int) -> View:
        """How a count is told; see view_of. foreign: sites other than one's own with a patient in it."""
        if self.sees_exactly(sites):
            return EXACT
        return View(refusal=ONE_SITE if foreign <= 1 else "")


def reader_of(user: User) -> Reader:
    return Reader(
        may(user, "see_exact_figures"), frozenset(_sites_assigned(user)), frozenset(_sites_in_use())
    )


def _is_everywhere(user: User) -> bool:
    return _sites_in_use() <= _sites_assigned(user)


def _sites_in_use() -> set[int]:
    return set(RegimenOutcome.objects.order_by().values_list("site", flat=True).distinct())


def _sites_before(moment: datetime) -> set[int]:
    """Sites that had a patient by then."""
    earlier = Patient.objects.filter(site=OuterRef("pk"), created_at__lte=moment)
    return set(Site.objects.filter(Exists(earlier)).values_list("pk", flat=True)) & _sites_in_use()


def taken_in(cohort: Cohort) -> set[int]:
    """The sites that the rule names; without any, all that have a patient with a regimen."""
    return set(cohort.sites.values_list("pk", flat=True)) or _sites_in_use()


def _sites_with_patients(cohort: Cohort) -> set[int]:
    rows = RegimenOutcome.objects.filter(cohort.membership().query()).order_by()
    return set(rows.values_list("site", flat=True).distinct())


def _sites_assigned(user: User) -> set[int]:
    """Also sites that were withdrawn: their patients still count, and those who treated them know them."""
    return set(Site.objects.filter(users=user.pk).values_list("pk", flat=True))


def get_block(
    user: User, slug: str, statistic_slug: str, grouping_slug: str, query: QueryDict | None = None
) -> Block:
    """One statistic of a cohort under one grouping, computed or not; Http404 for anything not on offer.

    The query holds choices for the statistic's options by their slugs, and what of its figure is drawn; other
    parameters are passed over.
    """
    cohort = get_cohort(user, slug)
    statistic, grouping = offered(statistic_slug, grouping_slug)
    chosen = offered_choice(statistic, grouping, query or QueryDict())
    stored = StatisticResult.objects.filter(
        cohort=cohort, statistic=statistic.slug, grouping=grouping.slug
    ).first()
    block = block_of(cohort, statistic, grouping, chosen, stored, view_of(user, cohort, query))
    return replace(block, drawing=offered_drawing(query or QueryDict()))


def versions_of(user: User) -> QuerySet[FrozenVersion]:
    """Versions of the cohorts that the user may see."""
    return FrozenVersion.objects.filter(cohort__in=cohorts_of(user)).select_related("cohort", "made_by")


def get_version(user: User, slug: str) -> FrozenVersion:
    """The version, if the user may see its cohort; Http404 otherwise."""
    require(user, "view_statistics")
    version = versions_of(user).filter(slug=slug).first() if slug_re.fullmatch(slug) else None
    if version is None:
        raise Http404("No such version.")
    return version


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


def offered_drawing(query: QueryDict) -> Drawing:
    try:
        return read_drawing(dict(query.lists()))
    except ValueError as error:
        raise Http404(str(error)) from error
