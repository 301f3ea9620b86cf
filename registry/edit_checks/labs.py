"""Edit checks L03 to L10: laboratory values, weight and height against each other."""

import math
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from registry.edit_checks.certainty import highest, latest, lowest, number, surely_above, surely_below
from registry.edit_checks.chart import Chart
from registry.edit_checks.definition import ERROR, QUERY, EditCheck, Problem, at, chart_check, record_check
from registry.rows import Row

BILIRUBIN_FIELDS = {"lab": "bilirubin_total", "vod": "bilirubin_max", "transplant": "bilirubin_pre"}
UMOL_PER_MG_DL = 17.1
WEIGHT_DAYS, LARGEST_WEIGHT_CHANGE = 14, 0.10
LARGEST_HEIGHT_CHANGE_CM, ADULT_DAYS = 3, 18 * 366
LARGEST_BSA_DIFFERENCE = 0.05


@record_check(
    "L03",
    ERROR,
    "lab",
    "anc wbc",
    rule="ANC exceeds WBC by more than 0.1 in one sample, whatever a bound such as <0.1 stands for.",
    message="Neutrophils exceed total white cells. Correct one of the two.",
)
def neutrophils_exceed_white_cells(row: Row) -> bool:
    return None not in (row.anc, row.wbc) and lowest(row.anc) > highest(row.wbc) + 0.1


@record_check(
    "L04",
    QUERY,
    "lab",
    "wbc pb_blasts_pct",
    rule="Blood blasts are above 0 and WBC is exactly 0, not a bound.",
    message='Blasts need white cells. Was WBC "<0.1"?',
)
def blasts_without_white_cells(row: Row) -> bool:
    return row.wbc is not None and highest(row.wbc) == 0 and surely_above(row.pb_blasts_pct, 0)


@record_check(
    "L05",
    ERROR,
    "lab",
    "bilirubin_direct bilirubin_total",
    rule="Direct bilirubin is above total bilirubin in one sample.",
    message="Direct bilirubin exceeds total. Correct one of the two.",
)
def direct_exceeds_total(row: Row) -> bool:
    return row.bilirubin_total is not None and surely_above(row.bilirubin_direct, row.bilirubin_total)


@chart_check(
    "L06",
    QUERY,
    "lab vod transplant",
    "bilirubin_total bilirubin_max bilirubin_pre",
    rule="Bilirubin is above 17 mg/dL (perhaps it was µmol/L), or below 1 µmol/L, which is 1/17.1 mg/dL "
    "(perhaps it was mg/dL already).",
    message="Check bilirubin unit.",
)
def bilirubin_in_other_unit(chart: Chart) -> Iterator[Problem]:
    for entity, field in BILIRUBIN_FIELDS.items():
        for row in chart.of(entity):
            value = getattr(row, field)
            if surely_above(value, 17) or surely_below(value, 1 / UMOL_PER_MG_DL):
                yield at(row, field)


@chart_check(
    "L07",
    QUERY,
    "lab response",
    "platelets anc",
    rule="Platelets are above 1000 or ANC is above 100.",
    message="Was this entered per µL instead of ×10⁹/L?",
)
def count_per_microlitre(chart: Chart) -> Iterator[Problem]:
    for row in chart.of("lab") + chart.of("response"):
        if surely_above(row.platelets, 1000):
            yield at(row, "platelets")
        if surely_above(row.anc, 100):
            yield at(row, "anc")


@chart_check(
    "L08",
    QUERY,
    "lab",
    "weight sample_date",
    rule="Weight differs by more than 10% from a weight of the 14 days before.",
    message="Weight changed over 10% in two weeks. Error, or fluid (VOD)?",
)
def weight_jump(chart: Chart) -> Iterator[Problem]:
    for row in chart.laboratory.samples:
        before = chart.laboratory.values_before(row, "weight", WEIGHT_DAYS) if row.weight is not None else []
        if any(abs(float(row.weight) - weight) > LARGEST_WEIGHT_CHANGE * weight for weight in before):
            yield at(row, "weight")


@chart_check(
    "L09",
    QUERY,
    "lab patient",
    "height sample_date birth_date",
    rule="Height differs by more than 3 cm from the previous one, both taken at the age of 18 or above.",
    message="Height differs from the previous record. Check both.",
)
def height_change(chart: Chart) -> Iterator[Problem]:
    birth = chart.patient.birth_date
    measured = [row for row in chart.laboratory.samples if row.height is not None]
    for previous, row in pairwise(measured):
        adult = birth is not None and (previous.sample_date - latest(birth)).days >= ADULT_DAYS
        if adult and abs(row.height - previous.height) > LARGEST_HEIGHT_CHANGE_CM:
            yield at(row, "height")


@chart_check(
    "L10",
    QUERY,
    "administration lab",
    "bsa_used weight height",
    rule="The BSA used differs by more than 5% from √(cm × kg / 3600) with the last height and weight by "
    "then.",
    message="BSA does not match height and weight. Check all three.",
)
def bsa_differs(chart: Chart) -> Iterator[Problem]:
    for dose in chart.doses:
        calculated = bsa_at(chart, dose.admin_date)
        used = number(dose.bsa_used)
        if calculated and used is not None and abs(used - calculated) > LARGEST_BSA_DIFFERENCE * calculated:
            yield at(dose, "bsa_used")


def bsa_at(chart: Chart, day: date) -> float | None:
    """Body surface area in m² by Mosteller's formula, from the last height and weight by that day."""
    height, weight = (chart.laboratory.last_value(name, day) for name in ("height", "weight"))
    return None if height is None or weight is None else math.sqrt(max(height * weight, 0) / 3600)


LABS: tuple[EditCheck, ...] = (
    neutrophils_exceed_white_cells,
    blasts_without_white_cells,
    direct_exceeds_total,
    bilirubin_in_other_unit,
    count_per_microlitre,
    weight_jump,
    height_change,
    bsa_differs,
)
