"""How far what a page shows is behind the registry."""

from dataclasses import dataclass
from datetime import datetime

from outcomes.code_version import code_version
from outcomes.loading import DataVersion
from outcomes.models import Cohort
from outcomes.refresh import derived_version


@dataclass(frozen=True, slots=True)
class Freshness:
    """version: every edit up to it is in the results. edits_since: those that are not yet.

    computed_at is None while nothing has been computed. The results read after a Freshness are never
    older than it says.
    """

    version: int | None
    edits_since: int
    is_current: bool
    computed_at: datetime | None

    @property
    def stamp(self) -> str:
        """Changes whenever results are stored anew."""
        return self.computed_at.isoformat() if self.computed_at else "none"


def freshness_of(cohort_id: int) -> Freshness:
    """The freshness of a cohort's stored results. Call it before reading them.

    The version is read before the outbox, and the outbox before the cohort: an edit that arrives, or a
    refresh that ends, in between can make the page look older than it is, never newer.
    """
    current = DataVersion.current()
    derived = derived_version()
    cohort = Cohort.objects.get(pk=cohort_id)
    computed = cohort.computed_version
    if computed is None:
        return Freshness(None, 0, False, None)
    # Edits that touched other cohorts do not age this one: it holds whatever is derived.
    version = computed if cohort.is_stale else max(computed, min(current, derived))
    is_outdated = cohort.code_version != code_version()
    is_settled = not cohort.is_stale and not cohort.is_selection_stale
    is_current = is_settled and not is_outdated and derived >= current
    return Freshness(version, max(current - version, 0), is_current, cohort.computed_at)
