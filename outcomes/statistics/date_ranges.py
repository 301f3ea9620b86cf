"""How results over time move when partial dates lie at their earliest or latest possible day (C10).

A result is computed three times for the same patients in the same groups: with partial dates imputed, which
is the result, with all of them at their earliest, and with all at their latest possible day. What is shown is
the span of the three. It is no bound: with some dates early and others late, a median may lie outside it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from outcomes.derivations.date_bounds import BOUNDS, DATE_BOUNDS
from outcomes.statistics.bounded_columns import AT_BOUND, MOVES
from outcomes.statistics.endpoints import ENDPOINTS
from outcomes.statistics.formatting import DAYS_PER_MONTH
from outcomes.statistics.frame import AnalysisFrame, Floats, Mask, flags, numbers, remembered
from outcomes.statistics.results import DateRange, RangeEntry, Result

OVER_TIME = frozenset({"survival", "incidence", "follow_up", "values"})
MOST_MONTHS, MOST_POINTS, MOST_IMPUTED = 0.5, 0.02, 0.05
MEDIANS = ("median_days", "reverse_median_days", "median")
RATES_AT_12 = ("rate_12_months", "incidence_12_months")
Rows = Mapping[tuple[str, str], Mapping[str, Any]]


def with_date_range(
    result: Result, patients: pd.DataFrame, again: Callable[[pd.DataFrame], Result]
) -> Result:
    """The result with its range; as it is where no time of its patients moves, which costs nothing.

    patients: those of the analysis set. again: computes the result for them with other dates.
    """
    if result.kind not in OVER_TIME or not _moved(patients).any() or not _is_moved(patients):
        return result
    at_bounds = [_by_row(again(at_bound(patients, bound))) for bound in BOUNDS]
    entries = tuple(_entries(_by_row(result), *at_bounds))
    events, imputed = _events(result, patients)
    if not imputed and not any(_moves(entry) for entry in entries):
        return result
    moved = int(_moved(patients).sum())
    many = bool(events and imputed and imputed > MOST_IMPUTED * events)
    return replace(result, date_range=DateRange(moved, entries, events, imputed, _warning(entries), many))


def with_partial_dates(result: Result, patients: pd.DataFrame) -> Result:
    """The result with the counts of its range alone, as they are of a part of the patients."""
    events, imputed = _events(result, patients) if _moved(patients).any() else (None, None)
    moved = DateRange(int(_moved(patients).sum()), (), events, imputed)
    return replace(result, date_range=moved)


def _moved(frame: pd.DataFrame) -> Mask:
    """(n,) whose times move with their partial dates."""
    if DATE_BOUNDS not in frame.columns:
        return np.zeros(len(frame), dtype=bool)
    return flags(frame, MOVES)


def _is_moved(frame: pd.DataFrame) -> bool:
    """Whether anything that was read of the table so far is another at a bound."""
    assert isinstance(frame, AnalysisFrame)
    whole = frame.whole
    pairs = [(name, at[name]) for at in AT_BOUND.values() for name in frame.reads & at.keys()]
    return any(whole.column(name) is not whole.column(other) for name, other in pairs)


def at_bound(frame: pd.DataFrame, bound: str) -> pd.DataFrame:
    """The same patients with all partial dates at their "earliest" or "latest" possible day."""
    assert isinstance(frame, AnalysisFrame)
    return remembered(frame, ("partial dates", bound), lambda: frame.reading(AT_BOUND[bound]))


def _by_row(result: Result) -> Rows:
    """The rows of a result by group and, within it, cause or label."""
    return {(row["group"], str(row.get("cause") or row.get("label") or "")): row for row in result.rows()}


def _entries(*results: Rows) -> Iterator[RangeEntry]:
    """Every median, rate and p value of the first result beside the same of the others."""
    tested: set[str] = set()
    for (group, part), row in results[0].items():
        beside = [other.get((group, part), {}) for other in results[1:]]
        for name in filter(lambda name: _is_estimate(name, row), row):
            if name == "p" and part in tested:
                continue
            of_test = name == "p"
            tested |= {part} if of_test else set()
            yield RangeEntry("" if of_test else group, part, name, row[name], *(r.get(name) for r in beside))


def _is_estimate(name: str, row: Mapping[str, Any]) -> bool:
    if name == "median":
        return row.get("unit") == "days"
    return (
        name in MEDIANS
        or name == "p"
        or (name.startswith(("rate_", "incidence_")) and name[-7:] == "_months")
    )


def _moves(entry: RangeEntry) -> bool:
    return not entry.as_imputed == entry.at_earliest == entry.at_latest


def _events(result: Result, patients: pd.DataFrame) -> tuple[int | None, int | None]:
    """Events of the result's endpoint, and those whose time or kind moves with a partial date."""
    title = getattr(result, "endpoint", None)
    endpoint = next((one for one in ENDPOINTS if one.title == title), None)
    if endpoint is None:
        return None, None
    ended = numbers(patients, endpoint.outcome) > 0
    moved = np.logical_or.reduce(
        [
            _differ(numbers(patients, name), numbers(at_bound(patients, bound), name))
            for name in (endpoint.days, endpoint.outcome)
            for bound in BOUNDS
        ]
    )
    return int(ended.sum()), int((ended & moved).sum())


def _differ(one: Floats, other: Floats) -> Mask:
    return (one != other) & ~(np.isnan(one) & np.isnan(other))


def _warning(entries: tuple[RangeEntry, ...]) -> str:
    """Which limits of C10 the medians and rates pass, in words; "" where they pass none."""
    reasons = []
    if any(entry.column in MEDIANS and _passes(entry, MOST_MONTHS * DAYS_PER_MONTH) for entry in entries):
        reasons.append("a median moves by more than half a month")
    if any(entry.column in RATES_AT_12 and _passes(entry, MOST_POINTS) for entry in entries):
        reasons.append("a rate at 12 months moves by more than 2 points")
    return "; ".join(reasons)


def _passes(entry: RangeEntry, most: float) -> bool:
    """Whether a number moves by more than `most` from what it is with imputed dates, or comes or goes."""
    for other in (entry.at_earliest, entry.at_latest):
        if (other is None) != (entry.as_imputed is None):
            return True
        if other is not None and entry.as_imputed is not None and abs(other - entry.as_imputed) > most:
            return True
    return False


def range_columns(result: Result, row: Mapping[str, Any]) -> dict[str, Any]:
    """Columns beside a row of the result's CSV file: its numbers at the earliest and the latest days."""
    if result.date_range is None:
        return {}
    part = str(row.get("cause") or row.get("label") or "")
    own = {entry.column: entry for entry in result.date_range.entries if entry.part == part}
    own |= {e.column: e for e in result.date_range.entries if (e.group, e.part) == (row["group"], part)}
    return {
        f"{name}_at_{bound}": getattr(own[name], f"at_{bound}") if name in own else None
        for name in dict.fromkeys(entry.column for entry in result.date_range.entries)
        for bound in BOUNDS
    }
