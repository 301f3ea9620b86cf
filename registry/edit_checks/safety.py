"""Edit checks E01 to E04: adverse events against death, treatment and laboratory values."""

from collections.abc import Iterator
from datetime import date

from registry.ctcae import TERM_BY_TEST, grade
from registry.edit_checks.certainty import (
    AnyDate,
    possibly_by,
    surely_before,
    within_days,
)
from registry.edit_checks.chart import Chart
from registry.edit_checks.definition import ERROR, QUERY, EditCheck, Problem, at, chart_check
from registry.edit_checks.grading import baseline, grade_of, normal_limits, regimen_during, usual_version
from registry.rows import Row

TEST_BY_TERM = {term: test for test, term in TERM_BY_TEST.items()}
# Terms that record the same value: prolonged thrombocytopenia and febrile neutropenia are terms of their own.
TERMS_COVERING = {
    "platelets": ("platelet_count_decreased", "prolonged_thrombocytopenia"),
    "anc": ("neutrophil_count_decreased", "febrile_neutropenia"),
}
BEFORE_TREATMENT = frozenset({"diagnosis", "regimen_baseline"})
SEVERE_GRADE, FATAL_GRADE, SAME_EVENT_DAYS = 3, 5, 7


@chart_check(
    "E01",
    ERROR,
    "adverse_event follow_up",
    "grade outcome resolution_date vital_status death_date",
    rule="An event of grade 5 or fatal outcome, and the last follow-up says alive; or its resolution "
    "certainly differs from the date of death.",
    message="Fatal event but patient alive / dates differ. Correct the event or the follow-up.",
)
def fatal_event_contradicted(chart: Chart) -> Iterator[Problem]:
    alive = chart.last_follow_up is not None and chart.last_follow_up.vital_status == "alive"
    for row in chart.of("adverse_event"):
        if row.grade == FATAL_GRADE or row.outcome == "fatal":
            if alive:
                yield at(row, "grade", "outcome")
            if chart.death and _differ(row.resolution_date, chart.death.death_date):
                yield at(row, "resolution_date")


def _differ(first: AnyDate | None, second: AnyDate | None) -> bool:
    return surely_before(first, second) or surely_before(second, first)


@chart_check(
    "E02",
    QUERY,
    "adverse_event lab",
    "grade term ctcae_version onset_date sample_date",
    rule="A laboratory adverse event has another grade than the worst value of the day of its onset, in its "
    "own CTCAE version, with the site's limits and the last value before the regimen. Grade 5, and grade 4 "
    "of anaemia, are clinical and stand above the value.",
    message="Laboratory value gives grade {g}. Correct the grade or confirm.",
)
def grade_differs_from_value(chart: Chart) -> Iterator[Problem]:
    for row in chart.of("adverse_event"):
        test, derived = TEST_BY_TERM.get(row.term), None
        if test is not None and None not in (row.onset_date, row.grade):
            derived = grade_on_onset(chart, row, test)
        if derived not in (None, row.grade) and not _is_clinical(row):
            yield at(row, "grade", "ctcae_version", g=derived)


def _is_clinical(event: Row) -> bool:
    return event.grade == FATAL_GRADE or (event.term == "anemia" and event.grade == FATAL_GRADE - 1)


def grade_on_onset(chart: Chart, event: Row, test: str) -> int | None:
    """The worst grade of the test on the day of the event's onset, in the event's version."""
    regimen = chart.get("regimen", event.linked_regimen_id)
    same_day = [lab for lab in chart.laboratory.samples if lab.sample_date == event.onset_date.date]
    grades = [grade_of(chart, lab, test, event.ctcae_version, regimen) for lab in same_day]
    return max((found for found in grades if found is not None), default=None)


@chart_check(
    "E03",
    QUERY,
    "adverse_event regimen",
    "onset_date present_at_baseline start_date",
    rule="An event begins before its regimen, whatever the unknown parts are, and is said not to be present "
    "at baseline.",
    message="Event began before treatment: ongoing at baseline?",
)
def event_before_treatment(chart: Chart) -> Iterator[Problem]:
    for row in chart.of("adverse_event"):
        regimen = chart.get("regimen", row.linked_regimen_id)
        before = regimen is not None and surely_before(row.onset_date, regimen.start_date)
        if before and row.present_at_baseline == "no":
            yield at(row, "onset_date", "present_at_baseline")


@chart_check(
    "E04",
    QUERY,
    "lab adverse_event regimen",
    "platelets anc wbc hemoglobin bilirubin_total ast alt creatinine sample_date",
    rule="A value during a salvage regimen, to 30 days after its end, has CTCAE grade 3 or more and a higher"
    " grade than before the regimen, and no adverse event of its term covers the day or begins within 7"
    " days. Version: that of the patient's last adverse event, else 5.0.",
    message="Severe laboratory value: add adverse event?",
)
def severe_value_without_event(chart: Chart) -> Iterator[Problem]:
    version = usual_version(chart)
    for lab in chart.laboratory.samples:
        regimen = regimen_during(chart, lab) if lab.timepoint not in BEFORE_TREATMENT else None
        tests = [test for test in TERM_BY_TEST if getattr(lab, test) is not None] if regimen else []
        for test in tests:
            if _is_newly_severe(chart, lab, test, version, regimen) and not _has_event(chart, lab, test):
                yield at(lab, test)


def _is_newly_severe(chart: Chart, lab: Row, test: str, version: str, regimen: Row | None) -> bool:
    found = grade_of(chart, lab, test, version, regimen) or 0
    before = grade(test, baseline(chart, test, regimen), version, *normal_limits(chart, lab, test)) or 0
    return found >= SEVERE_GRADE and found > before


def _has_event(chart: Chart, lab: Row, test: str) -> bool:
    terms = TERMS_COVERING.get(test, (TERM_BY_TEST[test],))
    events = [row for row in chart.of("adverse_event") if row.term in terms]
    return any(_covers(row, lab.sample_date) for row in events)


def _covers(event: Row, day: date) -> bool:
    if event.onset_date is None or within_days(event.onset_date, day, SAME_EVENT_DAYS):
        return True
    return possibly_by(event.onset_date, day) and not surely_before(event.resolution_date, day)


SAFETY: tuple[EditCheck, ...] = (
    fatal_event_contradicted,
    grade_differs_from_value,
    event_before_treatment,
    severe_value_without_event,
)
