"""MRD samples of responders by method, by depth and by cycle, each row with its own denominator.

The column `mrd_results` holds None or one list per patient, of dictionaries as the derivation lays them out:

    [{"days": 31, "cycle": 2, "method": "ngs", "sensitivity": 1e-5, "level": 0.0, "status": "negative"}]

A sample is valid where its assay gave a result and could see one cell in ten thousand. A patient with several
samples in a row counts once, by the best of them.
"""

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import nan
from sys import intern

import numpy as np
import pandas as pd

from outcomes.statistics import labels
from outcomes.statistics.column import Column, Floats, Mask, Objects, Places
from outcomes.statistics.frame import column, remembered
from outcomes.statistics.grouped_rows import EXACT_LIMITS, Counted
from outcomes.statistics.groupings import Grouping
from outcomes.statistics.results import ProportionsResult

TEXTS, NUMBERS = ("method", "status"), ("sensitivity", "level", "cycle")
NEGATIVE = ("negative", "low_positive")
SENSITIVE = 1e-4
DEPTHS = ((1e-4, "10⁻⁴"), (1e-5, "10⁻⁵"), (1e-6, "10⁻⁶"))
LAST_CYCLE = 4
ROUNDING = 1 + 1e-9
METHOD = (
    "The denominator of each row is the responders with a valid sample of that kind; the others stand under "
    "“not in N”. Of several samples of a patient in one row the best counts, and one patient may stand in "
    "several rows. " + EXACT_LIMITS
)


@dataclass(frozen=True, slots=True)
class Samples:
    """The samples of all patients of a frame, one after the other. Arrays are (m,); owner is (m,) rows.

    patients: number of rows. level: NaN where there is no number, 0 where nothing was detected. cycle: 0
    where it is not known.
    """

    patients: int
    owner: Places
    method: Objects
    status: Objects
    sensitivity: Floats
    level: Floats
    cycle: Floats

    @property
    def valid(self) -> Mask:
        """(m,) a result by an assay that could see one cell in ten thousand."""
        return (self.status != "missing") & (self.sensitivity <= SENSITIVE * ROUNDING)

    @property
    def negative(self) -> Mask:
        """(m,) no disease from one cell in ten thousand upwards."""
        return self.valid & np.isin(self.status, NEGATIVE)

    def patients_with(self, samples: Mask) -> Mask:
        """(patients,) who has any of these samples."""
        has = np.zeros(self.patients, dtype=bool)
        has[self.owner[samples]] = True
        return has


@dataclass(frozen=True, slots=True)
class _Row:
    """evaluable, negative: (n,) patients of the whole frame."""

    label: str
    evaluable: Mask
    negative: Mask


def samples_of(frame: pd.DataFrame) -> Samples:
    """All samples of a frame, read once."""
    return remembered(frame, "mrd samples", lambda: _samples(column(frame, "mrd_results")))


def _samples(lists: Column) -> Samples:
    owner, numbers = array("q"), array("d")
    texts: list[str] = []
    for patient, samples in enumerate(lists.each()):
        for sample in samples if isinstance(samples, list | tuple) else ():
            owner.append(patient)
            texts += (intern(sample.get(name) or "") for name in TEXTS)
            numbers.extend(_number(sample.get(name)) for name in NUMBERS)
    method, status = np.array(texts, dtype=object).reshape(-1, len(TEXTS)).T
    sensitivity, level, cycle = np.array(numbers).reshape(-1, len(NUMBERS)).T.copy()
    return Samples(
        len(lists),
        np.array(owner, dtype=np.int64),
        method.copy(),
        status.copy(),
        sensitivity,
        level,
        np.nan_to_num(cycle),
    )


def _number(value: float | None) -> float:
    return nan if value is None else float(value)


def mrd_by_method(frame: pd.DataFrame, grouping: Grouping) -> ProportionsResult:
    """MRD negativity by each method, of the responders with a valid sample by it."""
    return _table(frame, grouping, _by_method)


def _by_method(samples: Samples) -> Iterator[_Row]:
    yield _row(samples, "Any method", samples.valid)
    used = set(samples.method)
    known = [str(code) for code in labels.MRD_METHOD if code in used]
    for code in (*known, *sorted(used - set(labels.MRD_METHOD))):
        label = labels.MRD_METHOD.get(code) or (labels.in_words(code) if code else "Method not recorded")
        yield _row(samples, label, samples.valid & (samples.method == code))


def _row(samples: Samples, label: str, chosen: Mask) -> _Row:
    negative = samples.patients_with(chosen & samples.negative)
    return _Row(label, samples.patients_with(chosen), negative)


def mrd_by_sensitivity(frame: pd.DataFrame, grouping: Grouping) -> ProportionsResult:
    """MRD negativity at each depth, of the responders with a sample by an assay that reached it."""
    return _table(frame, grouping, _by_depth)


def _by_depth(samples: Samples) -> Iterator[_Row]:
    for depth, name in DEPTHS:
        reached = (samples.status != "missing") & (samples.sensitivity <= depth * ROUNDING)
        below = samples.level < depth
        # Detected, but too little to be put into a number: below the limit of C6, not below a deeper one.
        below = samples.negative if depth == SENSITIVE else below
        negative = samples.patients_with(reached & below)
        yield _Row(f"Below {name}, assay sensitive to {name}", samples.patients_with(reached), negative)


def mrd_by_cycle(frame: pd.DataFrame, grouping: Grouping) -> ProportionsResult:
    """MRD negativity after each cycle, of the responders with a valid sample then."""
    return _table(frame, grouping, _by_cycle)


def _by_cycle(samples: Samples) -> Iterator[_Row]:
    for cycle in range(1, LAST_CYCLE):
        yield _row(samples, f"After cycle {cycle}", samples.valid & (samples.cycle == cycle))
    later = samples.valid & (samples.cycle >= LAST_CYCLE)
    yield _row(samples, f"After cycle {LAST_CYCLE} or later", later)
    unknown = samples.valid & (samples.cycle == 0)
    if unknown.any():
        yield _row(samples, "Cycle not known", unknown)


def _table(
    frame: pd.DataFrame, grouping: Grouping, rows: Callable[[Samples], Iterator[_Row]]
) -> ProportionsResult:
    groups = grouping.split(frame)
    known = remembered(frame, rows.__name__, lambda: list(rows(samples_of(frame))))
    counted = tuple(
        own.among(row.label, row.negative[mask], row.evaluable[mask])
        for label, mask in groups.masks()
        for own in [Counted(label, frame[mask])]
        for row in known
    )
    return ProportionsResult(proportions=counted, missing=groups.missing, method=METHOD)
