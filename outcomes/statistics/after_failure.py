"""What came after failure: blinatumomab, transplantation, and how long they held."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from outcomes.statistics.frame import flags, is_code, numbers
from outcomes.statistics.grouped_rows import (
    MEDIAN_AND_RANGE,
    Counted,
    proportions_by_group,
    value_row,
    values_by_group,
)
from outcomes.statistics.groupings import Grouping
from outcomes.statistics.results import Observed, Proportion, ProportionsResult, ValueRow, ValuesResult
from outcomes.statistics.survival import Floats

REMISSIONS = ("CR", "CRh", "CRp", "CRi")
MOST_LISTED = 10
LISTED = f" Up to {MOST_LISTED} values are listed one by one; + marks a patient alive at last contact."


def after_failure_table(frame: pd.DataFrame, grouping: Grouping) -> ProportionsResult:
    """Blinatumomab and transplantation after failure, and what they achieved."""
    return proportions_by_group(frame, grouping, _rows)


def _rows(counted: Counted) -> Iterator[Proportion]:
    treated, transplanted = _blinatumomab(counted.frame), flags(counted.frame, "asct_after_failure")
    response = "blinatumomab_after_failure_response"
    yield counted.of_all("Blinatumomab after failure", treated)
    yield counted.among("CR to blinatumomab", is_code(counted.frame, response, "CR"), treated)
    yield counted.among(
        "CR, CRh, CRp or CRi to blinatumomab", is_code(counted.frame, response, *REMISSIONS), treated
    )
    yield counted.of_all("Transplantation after failure", transplanted)
    yield counted.among("Alive after that transplantation", flags(counted.frame, "alive"), transplanted)


def after_failure_durations(frame: pd.DataFrame, grouping: Grouping) -> ValuesResult:
    """Duration of response to later blinatumomab, and survival of those transplanted after failure."""
    return values_by_group(frame, grouping, _durations, MEDIAN_AND_RANGE + LISTED)


def _durations(group: str, frame: pd.DataFrame) -> Iterator[ValueRow]:
    treated, transplanted = frame[_blinatumomab(frame)], frame[flags(frame, "asct_after_failure")]
    alive = transplanted[flags(transplanted, "alive")]
    yield _duration(group, "Response to blinatumomab", treated, "blinatumomab_after_failure_response_days")
    yield _duration(group, "Survival from start, transplanted after failure", transplanted, "os_start_days")
    yield _duration(group, "Survival from start, transplanted and alive", alive, "os_start_days")
    yield _duration(group, "Survival from failure, transplanted and alive", alive, "os_failure_days")


def _duration(group: str, label: str, frame: pd.DataFrame, column: str) -> ValueRow:
    values = numbers(frame, column)
    survival = column.startswith("os_")
    ongoing = flags(frame, "alive") & survival
    return value_row(group, label, "days", values, listed=_listed(values, ongoing))


def _listed(values: Floats, ongoing: np.ndarray) -> list[Observed]:
    known = ~np.isnan(values)
    if known.sum() > MOST_LISTED:
        return []
    pairs = zip(values[known].tolist(), ongoing[known].tolist(), strict=True)
    return [Observed(*pair) for pair in sorted(pairs)]


def _blinatumomab(frame: pd.DataFrame) -> np.ndarray:
    return flags(frame, "blinatumomab_after_failure")


def response_durations(frame: pd.DataFrame, grouping: Grouping) -> ValuesResult:
    """Days from response to relapse of the patients who relapsed."""

    def rows(group: str, patients: pd.DataFrame) -> Iterator[ValueRow]:
        yield value_row(group, "Response before relapse", "days", numbers(patients, "response_duration_days"))

    return values_by_group(frame, grouping, rows)
