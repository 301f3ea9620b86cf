"""Statistics of a cohort that an earlier test has computed already, for tests that are about something else.

A page needs a whole catalogue of results, and the same few patients give the same results each time. Tests of
what computes and refreshes them do without.
"""

from typing import Any

import pandas as pd
import pytest

from outcomes import computing

_results: dict[tuple[str, str, str], Any] = {}


@pytest.fixture(autouse=True)
def remembered_results(monkeypatch: pytest.MonkeyPatch) -> None:
    compute = computing._computed
    digests: dict[int, tuple[pd.DataFrame, str]] = {}

    def computed(frame: pd.DataFrame, selection: Any, statistic: Any, grouping: Any) -> Any:
        if id(frame) not in digests:
            # The frame is kept beside its digest, so that its id is not used again.
            digests[id(frame)] = frame, f"{computing.inputs_digest(frame, list(frame.columns))} {selection}"
        key = digests[id(frame)][1], statistic.slug, grouping.slug
        if key not in _results:
            _results[key] = compute(frame, selection, statistic, grouping)
        return _results[key]

    monkeypatch.setattr(computing, "_computed", computed)
