"""Duties W21 to W26: cycles, and what a relapse, a transplant or death asks of the regimens."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import zip_longest

from registry.edit_checks.certainty import latest
from registry.rows import Row
from registry.work_list.course import Course, is_closed, name_of
from registry.work_list.definition import Due, Duty, Subject, duty

EARLY_DAYS, DAYS_TO_RECORD, DAYS_TO_NEXT_LINE = 7, 14, 30


@duty(
    "W21",
    Subject.RESPONSE,
    "response",
    "Assess the response",
    rule="A cycle ends (start and planned length), and no assessment of its regimen names the cycle or a "
    "later one, or lies 7 days before its end or later; nor has the disease failed by then. “Not evaluable” "
    "is an assessment, too.",
)
def response_due(course: Course) -> Iterator[Due]:
    for regimen in course.chart.regimens:
        for cycle in course.chart.cycles_of(regimen):
            ends_on = _end_of(cycle)
            if ends_on and not _is_assessed(course, regimen, cycle, ends_on):
                why = f"Cycle {cycle.cycle_number or ''} ends {ends_on}, without an assessment so far."
                yield Due(cycle, ends_on, why.replace("  ", " "), {"regimen": regimen.id, "cycle": cycle.id})


def _end_of(cycle: Row) -> date | None:
    if cycle.cycle_start is None or cycle.planned_length_d is None:
        return None
    ends_on: date = cycle.cycle_start + timedelta(days=cycle.planned_length_d)
    return ends_on


def _is_assessed(course: Course, regimen: Row, cycle: Row, ends_on: date) -> bool:
    opens_on = ends_on - timedelta(days=EARLY_DAYS)
    failed = any(latest(event.event_date) <= ends_on for event in course.failures_after(regimen))
    return failed or any(
        (row.assessment_date is not None and row.assessment_date >= opens_on)
        or (row.cycle_number or 0) >= (cycle.cycle_number or float("inf"))
        for row in course.chart.assessments_of(regimen)
    )


@duty(
    "W22",
    Subject.TREATMENT,
    "regimen",
    "Close the regimen",
    rule="The disease failed, a transplant followed, or the patient died, and the last regimen started by "
    "then lacks its end or the reason. Due 14 days later.",
    only_while_followed=False,
    question="end_date",
)
def regimen_to_close(course: Course) -> Iterator[Due]:
    for regimen, following in zip_longest(course.chart.regimens, course.chart.regimens[1:]):
        ends = [end for end in _ends(course, regimen) if not _belongs_to(following, end[0])]
        if ends and not is_closed(regimen):
            on, what = min(ends)
            why = f"{what} {on}: {name_of(regimen)} needs its end and the reason."
            yield Due(regimen, on + timedelta(days=DAYS_TO_RECORD), why, edits=regimen)


def _ends(course: Course, regimen: Row) -> list[tuple[date, str]]:
    """Days on which something ended the regimen, each with its name."""
    ends = [
        (latest(event.event_date), event.event_type.replace("_", " ").capitalize())
        for event in course.failures_after(regimen)
    ]
    ends += [(row.infusion_date, "Transplant") for row in course.transplants_after(regimen)]
    if course.death is not None and course.death.death_date is not None:
        ends.append((latest(course.death.death_date), "Death"))
    return ends


def _belongs_to(following: Row | None, on: date) -> bool:
    """Whether the day comes only after the start of the next regimen."""
    return following is not None and latest(following.start_date) < on


@duty(
    "W23",
    Subject.TREATMENT,
    "regimen",
    "Record the next line, or palliative care",
    rule="The disease failed certainly after the start of the last regimen, and no regimen can have started "
    "since. Due 30 days later.",
)
def next_line(course: Course) -> Iterator[Due]:
    regimen = course.last_regimen
    failures = list(course.failures_after(regimen)) if regimen else []
    undated = any(row.start_date is None for row in course.chart.of("regimen"))
    if failures and not undated:
        event = failures[-1]
        what = event.event_type.replace("_", " ").capitalize()
        why = f"{what} {event.event_date}: no treatment recorded since, nor palliative care."
        yield Due(event, latest(event.event_date) + timedelta(days=DAYS_TO_NEXT_LINE), why)


@duty(
    "W24",
    Subject.TREATMENT,
    "diagnosis",
    "Record CD22",
    rule="A regimen holds inotuzumab, and neither the diagnosis nor a disease event gives CD22 or the reason "
    "why not. Due 14 days after the start.",
    only_while_followed=False,
    question="cd22_pct",
)
def cd22_missing(course: Course) -> Iterator[Due]:
    treated = course.chart.regimens_with("inotuzumab")
    diagnosis = course.chart.diagnosis
    known = [*course.chart.of("diagnosis"), *course.chart.of("disease_event")]
    if not treated or diagnosis is None:
        return
    if all(row.cd22_pct is None and "cd22_pct" not in row.missing for row in known):
        due_on = latest(treated[0].start_date) + timedelta(days=DAYS_TO_RECORD)
        why = f"Inotuzumab in {name_of(treated[0])}: CD22 is not recorded."
        yield Due(treated[0], due_on, why, edits=diagnosis)


TREATMENT: tuple[Duty, ...] = (response_due, regimen_to_close, next_line, cd22_missing)
