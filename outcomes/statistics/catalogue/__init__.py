"""Every statistic there is. Page, job, CSV, API and export walk it; a new row is the whole change."""

from outcomes.statistics.catalogue import (
    courses,
    follow_up,
    patients,
    regression,
    response,
    safety,
    survival,
    transplant,
)
from outcomes.statistics.catalogue.statistic import SECTIONS, Statistic

CATALOGUE: tuple[Statistic, ...] = (
    *patients.STATISTICS,
    *courses.STATISTICS,
    *response.STATISTICS,
    *survival.STATISTICS,
    *regression.STATISTICS,
    *transplant.STATISTICS,
    *safety.STATISTICS,
    *follow_up.STATISTICS,
)


def statistic(slug: str) -> Statistic:
    """The statistic of that slug; KeyError if there is none."""
    return _BY_SLUG[slug]


_BY_SLUG = {entry.slug: entry for entry in CATALOGUE}

__all__ = ["CATALOGUE", "SECTIONS", "Statistic", "statistic"]
