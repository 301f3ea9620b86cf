"""Table 1: what the patients of each group were like. Missing values are counted, never filled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
import pandas as pd

from outcomes.statistics import labels
from outcomes.statistics.association import compare_counts, compare_values
from outcomes.statistics.frame import numbers
from outcomes.statistics.groupings import Grouping, Groups
from outcomes.statistics.results import Comparison, TableCell, TableColumn, TableResult, TableRow
from outcomes.statistics.survival import Floats

METHOD = (
    "Counts with percent of the patients for whom the value is known; measurements as median, quartiles "
    "(SAS type 2) and range. Groups are compared by the test named in the row, without missing values."
)


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
    frame: pd.DataFrame, grouping: Grouping, characteristics: Sequence[Characteristic] = AT_START
) -> TableResult:
    """Characteristics down, groups across; a test where there are groups to compare.

    The characteristic that makes the groups is left out: it would only repeat the heading.
    """
    groups = grouping.split(frame)
    lines: list[TableRow] = []
    for characteristic in characteristics:
        if characteristic.column != grouping.column:
            lines += _lines(frame, characteristic, groups)
    columns = tuple(TableColumn(label, int(mask.sum())) for label, mask in groups.masks())
    return TableResult(columns=columns, lines=tuple(lines), missing=groups.missing, method=METHOD)


def _lines(frame: pd.DataFrame, characteristic: Characteristic, groups: Groups) -> list[TableRow]:
    if characteristic.unit:
        return [_measured(frame, characteristic, groups)]
    return _coded(frame, characteristic, groups)


def _measured(frame: pd.DataFrame, characteristic: Characteristic, groups: Groups) -> TableRow:
    values = numbers(frame, characteristic.column)
    samples = [values[mask] for _, mask in groups.masks()]
    test = compare_values([sample[~np.isnan(sample)] for sample in samples]) if len(samples) > 1 else None
    cells = tuple(measured_cell(sample) for sample in samples)
    return TableRow(characteristic.title, "", characteristic.unit, cells, test)


def measured_cell(values: Floats) -> TableCell:
    """Quartiles and range of (n,) values, NaN being missing."""
    present = values[~np.isnan(values)]
    n, missing = len(present), len(values) - len(present)
    if n == 0:
        return TableCell(n, missing)
    median, q1, q3 = quartiles(present)
    return TableCell(
        n, missing, median=median, q1=q1, q3=q3, minimum=float(present.min()), maximum=float(present.max())
    )


def quartiles(values: Floats) -> tuple[float, float, float]:
    """(median, Q1, Q3) by SAS's default, type 2: 1 … 10 → 5.5, 3, 8. No NaN, at least one value."""
    median, q1, q3 = np.quantile(values, [0.5, 0.25, 0.75], method="averaged_inverted_cdf")
    return float(median), float(q1), float(q3)


def _coded(frame: pd.DataFrame, characteristic: Characteristic, groups: Groups) -> list[TableRow]:
    values = frame[characteristic.column]
    levels = _levels(values, characteristic.labels)
    masks = [mask for _, mask in groups.masks()]
    counts = np.array([[int((values[mask] == code).sum()) for mask in masks] for code in levels])
    known = [int(values[mask].notna().sum()) for mask in masks]
    absent = [int(values[mask].isna().sum()) for mask in masks]
    test = _test_of_levels(counts, known) if len(masks) > 1 else None
    return [
        TableRow(characteristic.title, label, "", _counted_cells(row, known, absent), test)
        for label, row in zip(levels.values(), counts, strict=True)
    ]


def _levels(values: pd.Series, named: Mapping[object, str]) -> dict[object, str]:
    """The codes that occur, in the order of their labels; codes without one follow. All, if none occurs."""
    present = list(values.dropna().unique())
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


def _test_of_levels(counts: np.ndarray, known: list[int]) -> Comparison:
    """With one level printed (yes), the rest of the known patients are the other level."""
    if len(counts) == 1:
        counts = np.vstack([counts, np.array(known) - counts[0]])
    return compare_counts(counts)
