"""Edit checks M01 to M04: MRD results against their assay and the response."""

from collections.abc import Iterator

from registry.edit_checks.certainty import surely_above, surely_below, within_days
from registry.edit_checks.chart import REMISSIONS, Chart
from registry.edit_checks.definition import ERROR, QUERY, EditCheck, Problem, at, chart_check, record_check
from registry.rows import Row

# Fractions: 0.0001 is 0.01%.
NEGATIVE_BELOW, LEUKAEMIC_ABOVE = 1e-4, 0.05
NEAR_DAYS = 14


@record_check(
    "M01",
    QUERY,
    "mrd",
    "assay_sensitivity result",
    rule="Nothing was detected, and the sensitivity is absent or worse (larger) than 0.0001.",
    message="Negative result needs sensitivity of 0.01% or better. Add or confirm the sensitivity.",
)
def negative_by_weak_assay(row: Row) -> bool:
    weak = row.assay_sensitivity is None or surely_above(row.assay_sensitivity, NEGATIVE_BELOW)
    return row.result == "not_detected" and weak


@chart_check(
    "M02",
    QUERY,
    "mrd response",
    "level bm_blasts_pct",
    rule="The MRD level is above 0.05, and marrow blasts are below 5% in the linked assessment, or else in "
    "one within 14 days.",
    message="MRD above 5% but marrow in remission. Check units.",
)
def high_level_in_remission(chart: Chart) -> Iterator[Problem]:
    for row in chart.of("mrd"):
        high = surely_above(row.level, LEUKAEMIC_ABOVE)
        if high and any(surely_below(near.bm_blasts_pct, 5) for near in _assessments(chart, row)):
            yield at(row, "level")


def _assessments(chart: Chart, row: Row) -> list[Row]:
    """The linked assessment, or else those within 14 days of the sample."""
    linked = chart.get("response", row.linked_assessment_id)
    if linked is not None:
        return [linked]
    return [
        near for near in chart.of("response") if within_days(near.assessment_date, row.sample_date, NEAR_DAYS)
    ]


@record_check(
    "M03",
    ERROR,
    "mrd",
    "level result",
    rule="The result is “not detected” and a level is given.",
    message="Not detected cannot have a level. Remove the level or correct the result.",
)
def level_of_nothing(row: Row) -> bool:
    return row.result == "not_detected" and row.level is not None


@chart_check(
    "M04",
    QUERY,
    "mrd response",
    "result linked_assessment sample_date",
    rule="MRD is negative (not detected, or a level below 0.0001), and neither the linked assessment nor one"
    " within 14 days reports CR, CRh, CRp or CRi.",
    message="MRD given but no remission recorded. Add the assessment or check the result.",
)
def negative_without_remission(chart: Chart) -> Iterator[Problem]:
    for row in chart.of("mrd"):
        negative = row.result == "not_detected" or surely_below(row.level, NEGATIVE_BELOW)
        remission = any(near.response_reported in REMISSIONS for near in _assessments(chart, row))
        if negative and row.sample_date is not None and not remission:
            yield at(row, "result", "linked_assessment")


MRD: tuple[EditCheck, ...] = (
    negative_by_weak_assay,
    high_level_in_remission,
    level_of_nothing,
    negative_without_remission,
)
