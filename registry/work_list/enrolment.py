"""Duties W01 to W03: the next step of a patient who has just been enrolled."""

from collections.abc import Iterator
from datetime import timedelta

from registry.work_list.course import Course
from registry.work_list.definition import Due, Duty, Subject, duty

DAYS_TO_DIAGNOSIS, DAYS_TO_REGIMEN = 14, 30


@duty(
    "W01",
    Subject.ENROLMENT,
    "consent",
    "Record the consent",
    rule="The patient is enrolled, and there is neither consent nor its waiver. Due on the day of enrolment.",
    only_while_followed=False,
)
def consent_missing(course: Course) -> Iterator[Due]:
    if not course.chart.of("consent"):
        yield from _after_enrolment(course, 0, "no consent or waiver yet")


@duty(
    "W02",
    Subject.ENROLMENT,
    "diagnosis",
    "Record the diagnosis",
    rule="The patient is enrolled with consent, and there is no diagnosis. Due 14 days after enrolment.",
    only_while_followed=False,
)
def diagnosis_missing(course: Course) -> Iterator[Due]:
    if course.chart.of("consent") and not course.chart.of("diagnosis"):
        yield from _after_enrolment(course, DAYS_TO_DIAGNOSIS, "no diagnosis yet")


@duty(
    "W03",
    Subject.ENROLMENT,
    "regimen",
    "Record the first regimen",
    rule="The patient is enrolled with consent and diagnosis, and there is no regimen. Due 30 days after "
    "enrolment.",
    only_while_followed=False,
)
def regimen_missing(course: Course) -> Iterator[Due]:
    if course.chart.of("consent") and course.chart.of("diagnosis") and not course.chart.of("regimen"):
        yield from _after_enrolment(course, DAYS_TO_REGIMEN, "no treatment yet")


def _after_enrolment(course: Course, days: int, lacking: str) -> Iterator[Due]:
    enrolled_on = course.patient.enrolment_date
    if enrolled_on is not None:
        why = f"Enrolled {enrolled_on}: {lacking}."
        yield Due(course.patient, enrolled_on + timedelta(days=days), why)


ENROLMENT: tuple[Duty, ...] = (consent_missing, diagnosis_missing, regimen_missing)
