"""Duty W41: a fatal event asks for the death record."""

from collections.abc import Iterator
from datetime import timedelta

from registry.edit_checks.certainty import latest
from registry.work_list.course import Course
from registry.work_list.definition import Due, Duty, Subject, duty

DAYS_TO_RECORD = 14


@duty(
    "W41",
    Subject.SAFETY,
    "follow_up",
    "Record the death",
    rule="An adverse event has grade 5 or ended fatally, and no follow-up tells of the death. Due 14 days "
    "after its resolution or onset.",
    only_while_followed=False,
)
def death_missing(course: Course) -> Iterator[Due]:
    if course.death is not None:
        return
    for event in course.chart.of("adverse_event"):
        on = event.resolution_date or event.onset_date
        if on is not None and (event.grade == 5 or event.outcome == "fatal"):
            why = f"An adverse event of {event.onset_date or on} was fatal: no follow-up tells of the death."
            yield Due(event, latest(on) + timedelta(days=DAYS_TO_RECORD), why)
            return


SAFETY: tuple[Duty, ...] = (death_missing,)
