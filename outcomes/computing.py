"""Every statistic of the catalogue under every grouping it takes, for one set of rows."""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from outcomes.models import RegimenOutcome
from outcomes.statistics.catalogue import CATALOGUE
from outcomes.statistics.flow import Selection, with_selection
from outcomes.statistics.frame import analysis_frame
from outcomes.statistics.results import FlowResult


def frame_of(rows: Sequence[RegimenOutcome]) -> pd.DataFrame:
    """The analysis table of these rows."""
    return analysis_frame(row.values | {"site_name": row.site.site_name} for row in rows)


def compute_all(
    rows: Sequence[RegimenOutcome], selection: Selection
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(statistic, grouping, payload) for the whole catalogue; the flow begins with how rows were chosen."""
    frame = frame_of(rows)
    for statistic in CATALOGUE:
        for grouping in statistic.groupings:
            result = statistic.result(frame, grouping)
            if isinstance(result, FlowResult):
                result = with_selection(result, selection)
            yield statistic.slug, grouping.slug, result.payload()
