"""What investigators write: cohorts and their rules."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from outcomes import tasks
from outcomes.loading import Site
from outcomes.models import Cohort, CohortRule, StatisticResult
from outcomes.presenting.rules import rule_text
from registry.models import User

LONGEST_SLUG = 44
# Names of pages beside the cohorts' own.
RESERVED = frozenset({"add", "progress", "counts"})
WRITTEN_BY_MAKERS = [one.name for one in Cohort._meta.concrete_fields if one.editable and not one.primary_key]


class StaleRule(ValidationError):
    """The rule was changed since the form was opened."""


@transaction.atomic
def define_cohort(cohort: Cohort, *, sites: Iterable[Site], by: User) -> Cohort:
    """Store a new cohort and ask for its statistics. Raises ValidationError for a rule that cannot be."""
    cohort.slug = free_slug(cohort.name, Cohort.objects.values_list("slug", flat=True))
    cohort.created_by = by
    cohort.full_clean()
    cohort.save()
    cohort.sites.set(sites)
    _keep_rule(cohort, by)
    transaction.on_commit(tasks.wake, robust=True)
    return cohort


@transaction.atomic
def change_cohort(cohort: Cohort, *, sites: Iterable[Site], by: User, seen: int) -> Cohort:
    """Store a cohort as edited; another rule becomes the next one, and the earlier ones are kept.

    seen: number of the rule that the form was filled with; StaleRule if there is a later one. Results of
    the earlier rule go at once, so that none stands under a rule that did not make it. Raises
    ValidationError for a rule that cannot be.
    """
    stored = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if stored.rule_number != seen:
        raise StaleRule(
            f"The rule was changed meanwhile: rule {stored.rule_number} holds. Open the form anew."
        )
    before = stored.membership()
    if not stored.rules.exists():
        _keep_rule(stored, stored.created_by)
    cohort.full_clean()
    # State and results may have moved since the form read the cohort: only what it shows is written.
    cohort.rule_number = seen
    cohort.save(update_fields=[*WRITTEN_BY_MAKERS, "rule_number"])
    cohort.sites.set(sites)
    if cohort.membership() != before:
        cohort.rule_number, cohort.is_stale, cohort.computed_version = seen + 1, True, None
        cohort.save(update_fields=["rule_number", "is_stale", "computed_version"])
        StatisticResult.objects.filter(cohort=cohort).delete()
        _keep_rule(cohort, by)
    transaction.on_commit(tasks.wake, robust=True)
    return cohort


def _keep_rule(cohort: Cohort, by: User | None) -> CohortRule:
    return CohortRule.objects.create(
        cohort=cohort,
        number=cohort.rule_number,
        rule=cohort.membership().plain(),
        text=rule_text(cohort),
        made_by=by,
    )


@transaction.atomic
def set_state(cohort: Cohort, state: str) -> Cohort:
    """Archive or delete a cohort, or take either back.

    Nothing is lost by either: an archived cohort is still computed, a deleted one only kept. Raises
    ValidationError for deleting one with frozen versions.
    """
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if state == Cohort.State.DELETED and cohort.versions.exists():
        raise ValidationError("Results of this cohort are frozen: it cannot be deleted, only archived.")
    cohort.state, cohort.is_stale = state, cohort.is_stale or cohort.state == Cohort.State.DELETED
    cohort.save(update_fields=["state", "is_stale"])
    transaction.on_commit(tasks.wake, robust=True)
    return cohort


def free_slug(name: str, taken: Iterable[str]) -> str:
    """A slug of the name that is not taken yet."""
    stem = slugify(name)[:LONGEST_SLUG].strip("-") or "cohort"
    used = {slug for slug in taken if slug.startswith(stem)} | RESERVED
    candidates = (stem, *(f"{stem}-{number}" for number in range(2, len(used) + 3)))
    return next(slug for slug in candidates if slug not in used)
