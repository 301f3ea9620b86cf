"""Every statistic of the catalogue under every grouping it takes, for one set of rows."""

from collections.abc import Iterator, Sequence
from typing import Any

from outcomes.models import RegimenOutcome
from outcomes.statistics.catalogue import CATALOGUE
from outcomes.statistics.frame import analysis_frame


def compute_all(rows: Sequence[RegimenOutcome]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(statistic, grouping, payload) for the whole catalogue."""
    frame = analysis_frame(row.values | {"site_name": row.site.site_name} for row in rows)
    for statistic in CATALOGUE:
        for grouping in statistic.groupings:
            yield statistic.slug, grouping.slug, statistic.result(frame, grouping).payload()
