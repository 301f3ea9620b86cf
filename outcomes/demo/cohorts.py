"""The cohorts of the demo registry: the two published ones, each at its site, and general ones."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from outcomes.demo.sites import COMBINATION_CENTRE, FAILURE_CENTRE
from outcomes.models import Cohort
from registry.models import Site

FAILURE, COMBINATION = "inotuzumab-failure", "mini-hcvd-inotuzumab"
PUBLISHED: tuple[Mapping[str, Any], ...] = (
    {
        "slug": FAILURE,
        "name": "Published: inotuzumab, alone or combined",
        "description": "Synthetic patients whose results equal the printed figures of the report on outcome "
        "after failure of inotuzumab.",
        "drug": "inotuzumab",
        "publication": "1",
        "site": FAILURE_CENTRE,
    },
    {
        "slug": COMBINATION,
        "name": "Published: mini-HCVD + inotuzumab",
        "description": "Synthetic patients whose results equal the printed figures of the phase 2 trial of "
        "mini-hyper-CVD with inotuzumab.",
        "regimen_codes": ["MINI_HCVD_INO"],
        "publication": "2",
        "site": COMBINATION_CENTRE,
    },
)
GENERAL: tuple[Mapping[str, Any], ...] = (
    {"slug": "inotuzumab", "name": "Inotuzumab, all sites", "drug": "inotuzumab"},
    {
        "slug": "mini-hcvd-inotuzumab-all-sites",
        "name": "Mini-HCVD + inotuzumab, all sites",
        "regimen_codes": ["MINI_HCVD_INO"],
    },
    {"slug": "blinatumomab", "name": "Blinatumomab, all sites", "drug": "blinatumomab"},
)


def create_cohorts(sites: Mapping[str, Site]) -> None:
    for rule in PUBLISHED:
        facts = dict(rule)
        create_cohort(facts, [sites[facts.pop("site")]])
    for rule in GENERAL:
        create_cohort(rule, ())


@transaction.atomic
def create_cohort(facts: Mapping[str, Any], sites: Iterable[Site]) -> Cohort:
    """A cohort by its rule; the next refresh computes it. Raises ValidationError for a wrong rule."""
    cohort = Cohort(**facts)
    cohort.full_clean()
    cohort.save()
    cohort.sites.set(sites)
    return cohort
