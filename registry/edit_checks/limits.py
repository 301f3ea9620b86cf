"""Edit checks L01 and L02: values beyond the hard and soft limits of their fields, and of their drugs."""

from collections.abc import Iterator

from registry.edit_checks.certainty import Number, number, surely_above, surely_below
from registry.edit_checks.chart import Chart, Limits
from registry.edit_checks.dated_fields import EVERY_RECORD
from registry.edit_checks.definition import ERROR, QUERY, EditCheck, Problem, at, chart_check
from registry.edit_checks.dose_limits import AMOUNT_PER_DOSE, DOSE_LIMITS, LARGEST_DEVIATION
from registry.rows import Row

NO_LIMITS = Limits()
BASELINES = frozenset({"diagnosis", "regimen_baseline"})
ECOG_DEAD = 5


@chart_check(
    "L01",
    ERROR,
    EVERY_RECORD,
    "dose_value actual_total ecog",
    rule="A value is certainly beyond the hard limit of its field; a dose is not above 0 (unless omitted) or"
    " beyond the hard limit of its drug; ECOG is 5 at baseline.",
    message="Value not possible; check value and unit.",
)
def impossible_value(chart: Chart) -> Iterator[Problem]:
    for row in chart.all():
        for field, value, limits in _limited(chart, row):
            if _beyond_hard(value, limits):
                yield at(row, field)
    yield from (at(row, field) for row in chart.of("administration") for field in _without_dose(row))
    yield from (at(row, "ecog") for row in chart.of("lab") if _is_dead_at_baseline(row))


@chart_check(
    "L02",
    QUERY,
    EVERY_RECORD,
    "dose_value actual_total",
    rule="A possible value is beyond the soft limit of its field or drug; the amount given differs by more "
    "than 10% from dose × BSA. Metaphases are limited for normal karyotypes only. A bound is taken at "
    "its number: <0.1 is not below 0.1.",
    message="Unusual value. Confirm or correct.",
)
def unusual_value(chart: Chart) -> Iterator[Problem]:
    for row in chart.all():
        for field, value, limits in _limited(chart, row):
            if not _beyond_hard(value, limits) and _beyond_soft(value, limits):
                yield at(row, field)
    yield from (at(row, "actual_total") for row in chart.of("administration") if _amount_deviates(row))


def _limited(chart: Chart, row: Row) -> Iterator[tuple[str, Number, Limits]]:
    """Every value of the row that has limits, with its limits."""
    for field, limits in chart.limits_of(row.entity):
        if getattr(row, field) is not None and _is_limited(row, field):
            yield field, getattr(row, field), limits
    if row.entity == "administration" and row.dose_value is not None:
        yield "dose_value", row.dose_value, DOSE_LIMITS.get((row.drug, row.dose_unit), NO_LIMITS)


def _is_limited(row: Row, field: str) -> bool:
    return field != "metaphases_analysed" or row.result_status == "normal"


def _beyond_hard(value: Number, limits: Limits) -> bool:
    low, high = number(limits.hard_min), number(limits.hard_max)
    return (low is not None and surely_below(value, low)) or (high is not None and surely_above(value, high))


def _beyond_soft(value: Number, limits: Limits) -> bool:
    low, high = number(limits.soft_min), number(limits.soft_max)
    return (low is not None and float(value) < low) or (high is not None and float(value) > high)


def _without_dose(row: Row) -> list[str]:
    """Fields of a dose that was given and yet is not above 0."""
    if row.dose_modified == "omitted":
        return []
    amounts = {"dose_value": number(row.dose_value), "actual_total": number(row.actual_total)}
    return [field for field, amount in amounts.items() if amount is not None and amount <= 0]


def _amount_deviates(row: Row) -> bool:
    per_dose = AMOUNT_PER_DOSE.get(row.dose_unit)
    if per_dose is None or None in (row.dose_value, row.bsa_used, row.actual_total):
        return False
    expected = float(row.dose_value) * float(row.bsa_used) * per_dose
    return abs(float(row.actual_total) - expected) > LARGEST_DEVIATION * abs(expected) + 1e-9


def _is_dead_at_baseline(row: Row) -> bool:
    return row.ecog == ECOG_DEAD and row.timepoint in BASELINES


LIMITS: tuple[EditCheck, ...] = (impossible_value, unusual_value)
