"""Medians and quartiles of measurements outside the care team: of enough patients, in few digits, no range.

A quartile is the value of one patient or the mean of two. It is told in two digits, and only where at least
twenty patients have a value (quartiles: forty), so that ten or more lie on either side of it. Lowest, highest
and single values are those of one patient each, and never told.
"""

from collections.abc import Callable, Sequence
from math import floor, log10

from outcomes.disclosure.counts import WIDTH, Ranged, share
from outcomes.statistics.formatting import DAYS_PER_MONTH, days
from outcomes.statistics.results import TableCell, ValueRow

FEWEST_FOR_MEDIAN, FEWEST_FOR_QUARTILES = 2 * WIDTH, 4 * WIDTH


def rough_cell(cell: TableCell) -> TableCell:
    """A cell of Table 1: counts in ranges, the share computed from them, or median and quartiles."""
    n = Ranged(cell.n)
    if cell.count is not None:
        counted = Ranged(cell.count)
        return TableCell(n, Ranged(cell.missing), count=counted, fraction=share(counted, n))
    median, q1, q3 = _quartiles(n, (cell.median, cell.q1, cell.q3), two_digits)
    return TableCell(n, Ranged(cell.missing), median=median, q1=q1, q3=q3)


def rough_value(row: ValueRow) -> ValueRow:
    n = Ranged(row.n)
    rounded = {"days": _month, "year": _whole}.get(row.unit, two_digits)
    median, q1, q3 = _quartiles(n, (row.median, row.q1, row.q3), rounded)
    return ValueRow(
        group=row.group,
        label=row.label,
        unit=row.unit,
        n=n,
        missing=Ranged(row.missing),
        median=median,
        q1=q1,
        q3=q3,
        minimum=None,
        maximum=None,
        note=row.note,
    )


def two_digits(value: float) -> float:
    """12.34 → 12; 1234 → 1200; 0.0567 → 0.057."""
    return round(value, 1 - floor(log10(abs(value)))) if value else 0.0


def _whole(value: float) -> float:
    return float(round(value))


def _month(value: float) -> float:
    return days(round(value / DAYS_PER_MONTH))


def _quartiles(
    n: Ranged, measured: Sequence[float | None], rounded: Callable[[float], float]
) -> list[float | None]:
    """(median, Q1, Q3) as far as enough patients lie around them."""
    fewest = (FEWEST_FOR_MEDIAN, FEWEST_FOR_QUARTILES, FEWEST_FOR_QUARTILES)
    return [
        rounded(value) if value is not None and n >= least else None
        for value, least in zip(measured, fewest, strict=True)
    ]
