"""Table 1: what the patients of each group were like. Missing values are counted, never filled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import floor
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from outcomes.statistics import labels
from outcomes.statistics.association import compare_counts, compare_values
from outcomes.statistics.columns import Places
from outcomes.statistics.differences import difference_of_counts, difference_of_values, is_in_order
from outcomes.statistics.frame import coded, numbers, remembered
from outcomes.statistics.groupings import Grouping, Groups
from outcomes.statistics.results import TableCell, TableColumn, TableResult, TableRow
from outcomes.statistics.survival import Floats

METHOD = (
    "Counts with percent of the patients for whom the value is known; measurements as median, quartiles "
    "(SAS type 2) and range."
)
DIFFERENCES = (
    " Standardised differences are absolute, without missing values: difference of means over the root of "
    "the mean variance, of proportions likewise, of several levels by the Mahalanobis distance of their "
    "proportions; with more than two groups the largest between any two."
)
TESTS = " Groups are compared by the test named in the row, without missing values."


@dataclass(frozen=True, slots=True)
class Characteristic:
    """One column of the analysis table; a measurement where it has a unit, otherwise codes with labels."""

    title: str
    column: str
    unit: str = ""
    labels: Mapping[object, str] = field(default_factory=lambda: MappingProxyType({}))


AT_START: tuple[Characteristic, ...] = (
    Characteristic("Age", "age_at_start", "years"),
    Characteristic("Age group", "age_group", labels=labels.AGE_GROUP),
    Characteristic("Sex", "sex", labels=labels.SEX),
    Characteristic("ECOG performance status", "ecog_group", labels=labels.ECOG_GROUP),
    Characteristic("Lineage", "lineage", labels=labels.LINEAGE),
    Characteristic("Genetic group", "genetic_group", labels=labels.GENETIC_GROUP),
    Characteristic("White cells at start", "wbc_at_start", "×10⁹/L"),
    Characteristic("Blood blasts at start", "pb_blasts_at_start", "%"),
    Characteristic("Marrow blasts at start", "bm_blasts_at_start", "%"),
    Characteristic("Salvage line", "line_group", labels=labels.SALVAGE_LINE),
    Characteristic("Regimen", "regimen_code", labels=labels.REGIMEN),
    Characteristic("Cycles given", "cycles_group", labels=labels.CYCLES_GROUP),
    Characteristic("Earlier transplantation", "prior_hsct", labels=labels.YES),
    Characteristic("Earlier blinatumomab", "prior_blinatumomab", labels=labels.YES),
    Characteristic("Earlier CAR T cells", "prior_car_t", labels=labels.YES),
)
AT_FAILURE: tuple[Characteristic, ...] = (
    Characteristic("Type of failure", "failure_type", labels=labels.FAILURE),
    Characteristic("White cells at failure", "wbc_at_failure", "×10⁹/L"),
    Characteristic("Blood blasts at failure", "pb_blasts_at_failure", "%"),
    Characteristic("Marrow blasts at failure", "bm_blasts_at_failure", "%"),
)


def table_one(
    frame: pd.DataFrame,
    grouping: Grouping,
    characteristics: Sequence[Characteristic] = AT_START,
    *,
    tested: bool = False,
) -> TableResult:
    """Characteristics down, groups across, with standardised differences where there are groups to compare.

    `tested` adds a test to each characteristic. The characteristic that makes the groups is left out: it
    would only repeat the heading.
    """
    groups = grouping.split(frame)
    lines: list[TableRow] = []
    for characteristic in characteristics:
        if characteristic.column != grouping.column:
            lines += _lines(frame, characteristic, groups, tested)
    columns = tuple(TableColumn(label, int(mask.sum())) for label, mask in groups.masks())
    method = METHOD + (DIFFERENCES if len(columns) > 1 else "") + (TESTS if tested else "")
    return TableResult(columns=columns, lines=tuple(lines), missing=groups.missing, method=method)


def _lines(
    frame: pd.DataFrame, characteristic: Characteristic, groups: Groups, tested: bool
) -> list[TableRow]:
    if characteristic.unit:
        return [_measured(frame, characteristic, groups, tested)]
    return _coded(frame, characteristic, groups, tested)


def _measured(frame: pd.DataFrame, characteristic: Characteristic, groups: Groups, tested: bool) -> TableRow:
    name = characteristic.column
    values, patients = remembered(frame, ("in order", name), lambda: _in_order(numbers(frame, name)))
    group = groups.codes[patients]
    present = [values[group == at] for at in range(len(groups.labels))]
    compared = len(present) > 1
    return TableRow(
        characteristic.title,
        "",
        characteristic.unit,
        tuple(_cell(sample, n - len(sample)) for sample, n in zip(present, groups.n, strict=True)),
        compare_values(present) if tested and compared else None,
        difference_of_values(present) if compared else None,
    )


def _in_order(values: Floats) -> tuple[Floats, NDArray[np.int32]]:
    """(m,) values in their order, without what is missing, and (m,) whose they are."""
    order = np.argsort(values)[: np.count_nonzero(~np.isnan(values))]
    return values[order], order.astype(np.int32)


def measured_cell(values: Floats) -> TableCell:
    """Quartiles and range of (n,) values, NaN being missing."""
    present = values[~np.isnan(values)]
    return _cell(present, len(values) - len(present))


def _cell(present: Floats, missing: int) -> TableCell:
    n = len(present)
    if n == 0:
        return TableCell(n, missing)
    median, q1, q3 = quartiles(present)
    return TableCell(
        n, missing, median=median, q1=q1, q3=q3, minimum=float(present.min()), maximum=float(present.max())
    )


def quartiles(values: Floats) -> tuple[float, float, float]:
    """(median, Q1, Q3) by SAS's default, type 2: 1 … 10 → 5.5, 3, 8. No NaN, at least one value."""
    last = len(values) - 1
    exact = [len(values) * share - 1 for share in (0.5, 0.25, 0.75)]
    # Where the share ends with a patient, the middle between this one and the next; else the next one.
    pairs = [(max(floor(at), 0), min(floor(at) + 1, last), at == floor(at)) for at in exact]
    wanted = sorted({place for pair in pairs for place in pair[:2]})
    ordered = values if is_in_order(values) else np.partition(values, wanted)
    median, q1, q3 = (
        float(ordered[upper] - (ordered[upper] - ordered[lower]) / 2 if is_between else ordered[upper])
        for lower, upper, is_between in pairs
    )
    return median, q1, q3


def _coded(
    frame: pd.DataFrame, characteristic: Characteristic, groups: Groups, tested: bool
) -> list[TableRow]:
    name = characteristic.column
    found, places = remembered(frame, ("coded", name), lambda: coded(frame, name))
    levels = _levels(found, characteristic.labels)
    counts, known, absent = _tally(found, places, levels, groups)
    compared, whole = len(groups.labels) > 1, _with_the_rest(counts, known)
    test = compare_counts(whole) if tested and compared else None
    difference = difference_of_counts(whole) if compared else None
    return [
        TableRow(characteristic.title, label, "", _counted_cells(row, known, absent), test, difference)
        for label, row in zip(levels.values(), counts, strict=True)
    ]


def _tally(
    found: list[Any], places: Places, levels: Mapping[object, str], groups: Groups
) -> tuple[np.ndarray, list[int], list[int]]:
    """(levels, groups) patients at each level; of each group those with a value, and those without."""
    size, shape = len(groups.labels), (len(found) + 1, len(groups.labels))
    # Without a value a patient's place is -1, one before the first.
    cells = (places + 1) * size + groups.codes
    counted = cells if not groups.missing else cells[groups.codes >= 0]
    absent, *by_value = np.bincount(counted, minlength=shape[0] * size).reshape(shape)
    none = np.zeros(size, dtype=np.int64)
    counts = np.array([by_value[found.index(code)] if code in found else none for code in levels])
    known = np.sum([none, *by_value], axis=0)
    return counts, known.tolist(), absent.tolist()


def _levels(present: Sequence[Any], named: Mapping[object, str]) -> dict[object, str]:
    """The codes that occur, in the order of their labels; codes without one follow. All, if none occurs."""
    listed = {code: label for code, label in named.items() if code in present}
    others = (
        {} if _is_yes_only(named) else {code: labels.in_words(code) for code in present if code not in named}
    )
    return listed | others or dict(named)


def _is_yes_only(named: Mapping[object, str]) -> bool:
    """A yes/no characteristic prints the yes alone."""
    return list(named) == [True]


def _counted_cells(row: np.ndarray, known: list[int], absent: list[int]) -> tuple[TableCell, ...]:
    return tuple(
        TableCell(n, missing, count=int(count), fraction=count / n if n else None)
        for count, n, missing in zip(row.tolist(), known, absent, strict=True)
    )


def _with_the_rest(counts: np.ndarray, known: list[int]) -> np.ndarray:
    """With one level printed (yes), the rest of the known patients are the other level."""
    return np.vstack([counts, np.array(known) - counts[0]]) if len(counts) == 1 else counts
