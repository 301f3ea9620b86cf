"""Duties W11 to W14: the next contact, by what the patient is going through."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain, count

from registry.work_list.calendar import add_months
from registry.work_list.course import Course, name_of
from registry.work_list.definition import Due, Duty, Subject, duty

DAYS_ON_TREATMENT, MONTHS_OFF_TREATMENT = 90, 6
DAY_100, EARLY_FOR_DAY_100, EARLY_FOR_MONTHS = 100, 15, 30


@duty(
    "W11",
    Subject.FOLLOW_UP,
    "follow_up",
    "Record the follow-up on treatment",
    rule="The last regimen goes on: every 90 days from its start or the last contact, the later of the two.",
)
def on_treatment(course: Course) -> Iterator[Due]:
    regimen = course.last_regimen
    if regimen is not None and course.is_on_treatment:
        since = course.since_contact(regimen.start_date)
        why = f"On treatment, {name_of(regimen)}; {course.contacts()}."
        yield Due(regimen, since + timedelta(days=DAYS_ON_TREATMENT), why)


@duty(
    "W12",
    Subject.FOLLOW_UP,
    "follow_up",
    "Record the follow-up off treatment",
    rule="The last regimen has ended without a transplant after its start: every 6 months from its end or "
    "the last contact, the later of the two.",
)
def off_treatment(course: Course) -> Iterator[Due]:
    regimen = course.last_regimen
    if regimen is not None and not course.is_on_treatment and not course.is_transplanted_last:
        since = course.since_contact(regimen.end_date or regimen.start_date)
        why = f"Treatment ended{f' {regimen.end_date}' if regimen.end_date else ''}; {course.contacts()}."
        yield Due(regimen, add_months(since, MONTHS_OFF_TREATMENT), why)


@duty(
    "W13",
    Subject.FOLLOW_UP,
    "follow_up",
    "Record the day-100 follow-up",
    rule="No contact lies 85 days or more after day 0 of the last transplant. Due on day 100.",
)
def day_100(course: Course) -> Iterator[Due]:
    transplant = course.last_transplant
    if transplant is None:
        return
    due_on = transplant.infusion_date + timedelta(days=DAY_100)
    if not _seen(course, due_on, EARLY_FOR_DAY_100):
        yield Due(transplant, due_on, f"Transplant {transplant.infusion_date}; {course.contacts()}.")


@duty(
    "W14",
    Subject.FOLLOW_UP,
    "follow_up",
    "Record the follow-up after transplant",
    rule="No regimen began after the last transplant, and day 100 is recorded: 6 months, 1 year, and then "
    "every year after day 0. A contact up to 30 days early counts.",
)
def after_transplant(course: Course) -> Iterator[Due]:
    transplant = course.last_transplant
    if transplant is None or not course.is_transplanted_last:
        return
    day_0 = transplant.infusion_date
    if _seen(course, day_0 + timedelta(days=DAY_100), EARLY_FOR_DAY_100):
        months = next(
            months
            for months in chain((6,), count(12, 12))
            if not _seen(course, add_months(day_0, months), EARLY_FOR_MONTHS)
        )
        term = "6 months" if months == 6 else f"{months // 12} year{'s' if months > 12 else ''}"
        why = f"{term} after the transplant of {day_0}; {course.contacts()}."
        yield Due(transplant, add_months(day_0, months), why)


def _seen(course: Course, due_on: date, early_days: int) -> bool:
    last = course.last_contact_on
    return last is not None and last >= due_on - timedelta(days=early_days)


FOLLOW_UP: tuple[Duty, ...] = (on_treatment, off_treatment, day_100, after_transplant)
