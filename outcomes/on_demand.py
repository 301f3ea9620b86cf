"""Statistics under choices that are not stored: computed when somebody asks, and kept while they hold.

The stored results are those of the default choices. Any other is computed from the rows of the cohort as they
stand, and kept in the process's cache under the data version; after the next edit it is computed anew.
"""

from django.core.cache import cache
from django.utils import timezone

from outcomes.code_version import code_version
from outcomes.models import Cohort, StatisticResult
from outcomes.refresh import derived_version, index_rows
from outcomes.statistics.catalogue import Statistic
from outcomes.statistics.groupings import Grouping
from outcomes.statistics.options import Chosen

A_DAY = 24 * 3600
MOST_PATIENTS = 20_000
"""Reading the rows of more patients would keep the reader waiting for longer than a few seconds."""


class TooManyPatients(Exception):
    """The cohort is too large for choices other than the stored ones. The text says so to the reader."""


def computed(cohort: Cohort, statistic: Statistic, grouping: Grouping, chosen: Chosen) -> StatisticResult:
    """The result under a choice; not stored. Raises TooManyPatients."""
    # The version is read before the rows: the result may be newer than it claims, never older.
    version = derived_version()
    # Another rule makes other results of the same data: with it the cohort is computed anew.
    made_of = f"{cohort.pk}-{cohort.computed_at:%Y%m%d%H%M%S%f}-{version}-{code_version()}"
    key = f"chosen-{made_of}-{statistic.slug}-{grouping.slug}-{chosen.name}"
    kept = cache.get(key)
    if kept is None:
        kept = _payload(cohort, statistic, grouping, chosen), timezone.now()
        cache.set(key, kept, A_DAY)
    payload, moment = kept
    return StatisticResult(
        cohort=cohort,
        statistic=statistic.slug,
        grouping=grouping.slug,
        payload=payload,
        data_version=version,
        computed_at=moment,
    )


def _payload(cohort: Cohort, statistic: Statistic, grouping: Grouping, chosen: Chosen) -> dict[str, object]:
    from outcomes.computing import frame_of

    rows = index_rows(cohort)
    if len(rows) > MOST_PATIENTS:
        raise TooManyPatients(
            f"Other choices are computed for up to {MOST_PATIENTS:,} patients at a time; this cohort has "
            f"{len(rows):,}. Choose a cohort with a narrower rule."
        )
    return statistic.result(frame_of(rows), grouping, chosen).payload()
