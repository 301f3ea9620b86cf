"""What investigators write: cohorts."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.text import slugify

from outcomes import tasks
from outcomes.loading import Site
from outcomes.models import Cohort
from registry.models import User

LONGEST_SLUG = 44


@transaction.atomic
def define_cohort(cohort: Cohort, *, sites: Iterable[Site], by: User) -> Cohort:
    """Store a new cohort and ask for its statistics. Raises ValidationError for a rule that cannot be."""
    cohort.slug = _free_slug(cohort.name)
    cohort.created_by = by
    cohort.full_clean()
    cohort.save()
    cohort.sites.set(sites)
    transaction.on_commit(tasks.wake, robust=True)
    return cohort


def _free_slug(name: str) -> str:
    """A slug of the name that no cohort has yet."""
    stem = slugify(name)[:LONGEST_SLUG].strip("-") or "cohort"
    taken = set(Cohort.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    candidates = (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3)))
    return next(slug for slug in candidates if slug not in taken and slug not in RESERVED)


# Names of pages beside the cohorts' own.
RESERVED = frozenset({"add", "progress"})
