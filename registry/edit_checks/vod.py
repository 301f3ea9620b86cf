"""Edit checks V01 to V04: VOD/SOS against its criteria and its two forms. Source: EBMT 2016 criteria."""

from collections.abc import Iterable, Iterator
from datetime import date

from registry.edit_checks.certainty import (
    AnyDate,
    fewest_days,
    number,
    possibly_by,
    surely_above,
    surely_at_least,
    surely_below,
    within_days,
)
from registry.edit_checks.chart import Chart
from registry.edit_checks.definition import ERROR, QUERY, EditCheck, Problem, at, chart_check, record_check
from registry.edit_checks.ordering import in_order
from registry.rows import Row

CLASSICAL_DAYS, LEAST_BILIRUBIN, LEAST_GAIN_PCT = 21, 2, 5
BASELINE_WEIGHT_DAYS, EPISODE_DAYS = 28, 30


@chart_check(
    "V01",
    QUERY,
    "vod transplant",
    "onset_date relation bilirubin_max painful_hepatomegaly ascites weight_gain_pct",
    rule="VOD after transplant meets the classical criteria (bilirubin of 2 or more and two of painful "
    "hepatomegaly, ascites, weight gain above 5%), and its onset is certainly later than day 21.",
    message='Onset after day 21 is "late-onset": check criteria.',
)
def late_classical_onset(chart: Chart) -> Iterator[Problem]:
    for row in chart.of("vod"):
        day_0 = _day_0(chart, row)
        late = day_0 is not None and fewest_days(day_0, row.onset_date) > CLASSICAL_DAYS
        if late and row.relation == "post_hct" and _is_classical(row):
            yield at(row, "onset_date", "relation")


def _day_0(chart: Chart, vod: Row) -> date | None:
    """Day 0 of the transplant that the VOD names, or else of the last one by its onset."""
    if vod.onset_date is None:
        return None
    linked = chart.get("transplant", vod.transplant_id)
    rows = [linked] if linked else chart.of("transplant")
    by_onset = [row for day, row in in_order(rows, "infusion_date") if possibly_by(day, vod.onset_date)]
    return by_onset[-1].infusion_date if by_onset else None


def _is_classical(vod: Row) -> bool:
    signs = [
        vod.painful_hepatomegaly == "yes",
        vod.ascites == "yes",
        surely_above(vod.weight_gain_pct, LEAST_GAIN_PCT),
    ]
    return surely_at_least(vod.bilirubin_max, LEAST_BILIRUBIN) and sum(signs) >= 2


@record_check(
    "V02",
    QUERY,
    "vod",
    "bilirubin_max biopsy_proven doppler_evidence",
    rule="Bilirubin stayed below 2 mg/dL, and neither histology nor ultrasound shows VOD (no, or not done).",
    message="These findings do not meet EBMT criteria. Add what is missing or confirm.",
)
def criteria_not_met(row: Row) -> bool:
    unproven = row.biopsy_proven in ("no", "not_done") and row.doppler_evidence in ("no", "not_done")
    return unproven and surely_below(row.bilirubin_max, LEAST_BILIRUBIN)


@chart_check(
    "V03",
    QUERY,
    "lab vod",
    "bilirubin_total weight sample_date",
    rule="A sample has bilirubin of 2 mg/dL or more and a weight more than 5% above the lowest of the 28 "
    "days before, and no VOD begins within 30 days of it.",
    message="Possible VOD: please review. Add the VOD form or confirm.",
)
def possible_vod(chart: Chart) -> Iterator[Problem]:
    for row in chart.laboratory.samples:
        signs = surely_at_least(row.bilirubin_total, LEAST_BILIRUBIN) and _has_gained(chart, row)
        if signs and not _near_any(row.sample_date, [vod.onset_date for vod in chart.of("vod")]):
            yield at(row, "bilirubin_total", "weight")


def _has_gained(chart: Chart, lab: Row) -> bool:
    weight = number(lab.weight)
    before = chart.laboratory.values_before(lab, "weight", BASELINE_WEIGHT_DAYS) if weight is not None else []
    return weight is not None and any(weight > earlier * (1 + LEAST_GAIN_PCT / 100) for earlier in before)


@chart_check(
    "V04",
    ERROR,
    "adverse_event vod",
    "term onset_date",
    rule="A VOD/SOS among the adverse events has no VOD form of the same episode (30 days), or the reverse. "
    "An onset of unknown date may be the same episode; drafts count.",
    message="VOD must appear in both forms. Add the other form.",
)
def vod_in_one_form(chart: Chart) -> Iterator[Problem]:
    events = [row for row in chart.of("adverse_event") if row.term == "vod_sos"]
    yield from (at(row, "term", "onset_date") for row in _unmatched(events, chart.of("vod")))
    yield from (at(row, "onset_date") for row in _unmatched(chart.of("vod"), events))


def _unmatched(rows: Iterable[Row], others: Iterable[Row]) -> Iterator[Row]:
    onsets = [other.onset_date for other in others]
    return (row for row in rows if row.onset_date is not None and not _near_any(row.onset_date, onsets))


def _near_any(day: AnyDate, onsets: list[AnyDate | None]) -> bool:
    """Whether one of the onsets can belong to the same episode as the day; an unknown onset can."""
    return any(onset is None or within_days(day, onset, EPISODE_DAYS) for onset in onsets)


VOD: tuple[EditCheck, ...] = (late_classical_onset, criteria_not_met, possible_vod, vod_in_one_form)
