"""Rows of proportions and of values, group by group, for the tables of response, safety and doses."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import pandas as pd

from outcomes.statistics.groupings import Grouping
from outcomes.statistics.proportions import proportion
from outcomes.statistics.results import Observed, Proportion, ProportionsResult, ValueRow, ValuesResult
from outcomes.statistics.survival import Floats
from outcomes.statistics.tables import measured_cell

EXACT_LIMITS = "Counts with the denominator they refer to and exact (Clopper–Pearson) 95% limits."
DAYS = "d"
"""The unit of short times, which are printed as days."""
MEDIAN_AND_RANGE = "Median, quartiles (SAS type 2) and range of the patients for whom the value is known."


class Counted:
    """Counts rows of proportions among the patients of one group: `group` its label, `frame` its rows."""

    def __init__(self, group: str, frame: pd.DataFrame) -> None:
        self.group, self.frame, self.n = group, frame, len(frame)

    def of_all(self, label: str, patients: np.ndarray, *, missing: int = 0, note: str = "") -> Proportion:
        """The patients of a mask among everyone in the group."""
        return proportion(self.group, label, int(patients.sum()), self.n, missing=missing, note=note)

    def among(self, label: str, patients: np.ndarray, denominator: np.ndarray, note: str = "") -> Proportion:
        """The patients of a mask among those of another; the rest of the group counts as missing."""
        both, size = int((patients & denominator).sum()), int(denominator.sum())
        return proportion(self.group, label, both, size, missing=self.n - size, note=note)


def proportions_by_group(
    frame: pd.DataFrame,
    grouping: Grouping,
    rows: Callable[[Counted], Iterable[Proportion]],
    method: str = EXACT_LIMITS,
) -> ProportionsResult:
    """`rows` is asked once per group."""
    groups = grouping.split(frame)
    counted = [row for label, mask in groups.masks() for row in rows(Counted(label, frame[mask]))]
    return ProportionsResult(proportions=tuple(counted), missing=groups.missing, method=method)


def values_by_group(
    frame: pd.DataFrame,
    grouping: Grouping,
    rows: Callable[[str, pd.DataFrame], Iterable[ValueRow]],
    method: str = MEDIAN_AND_RANGE,
) -> ValuesResult:
    """`rows` is asked once per group, with its label and its patients."""
    groups = grouping.split(frame)
    measured = [row for label, mask in groups.masks() for row in rows(label, frame[mask])]
    return ValuesResult(values=tuple(measured), missing=groups.missing, method=method)


def value_row(
    group: str, label: str, unit: str, values: Floats, *, listed: Sequence[Observed] = (), note: str = ""
) -> ValueRow:
    """Median, quartiles and range of (n,) values, NaN being missing. Unit "days" is printed in months."""
    cell = measured_cell(values)
    summary = (cell.n, cell.missing, cell.median, cell.q1, cell.q3, cell.minimum, cell.maximum)
    return ValueRow(group, label, unit, *summary, listed=tuple(listed), note=note)
