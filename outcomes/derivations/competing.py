"""Times to events that compete: response, VOD/SOS, and relapse or death after transplant (C7, C8).

Cause 1 is the event, cause 2 what makes it impossible. On one day the event comes first.
"""

from datetime import date

from outcomes.derivations.course import Course
from outcomes.derivations.endpoints import (
    DEATH,
    Endpoint,
    Event,
    death,
    last_adequate_assessment,
    last_known_alive,
    not_derived,
    relapse,
    time_to_event,
)
from outcomes.derivations.safety import Vod

HAPPENED = 1
NO_TRANSPLANT = "no transplant before the next salvage"


def response(course: Course) -> Endpoint:
    """From the start: first remission (1) against the next treatment or death without remission (2)."""
    events = death(course, DEATH, "death without remission")
    if course.response:
        events.append(Event(course.response_on, HAPPENED, "remission"))
    if course.next_treatment:
        events.append(Event(course.next_treatment_on, DEATH, "next treatment without remission"))
    end = last_adequate_assessment(course, course.start_on)
    return time_to_event((course.start_on, "start of the regimen"), events, end)


def vod(course: Course, seen: Vod | None) -> Endpoint:
    """From the start: onset of VOD/SOS (1) against death without it (2); a later line does not censor."""
    if seen and seen.on is None:
        return not_derived("the onset of VOD/SOS is not known")
    return _vod_from((course.start_on, "start of the regimen"), course, seen)


def vod_after_transplant(course: Course, seen: Vod | None) -> Endpoint:
    """From day 0: onset of VOD/SOS (1) against death without it (2); of transplanted without VOD before."""
    day_0 = course.transplant_on
    if day_0 is None:
        return not_derived(NO_TRANSPLANT)
    if seen and seen.on is None:
        return not_derived("the onset of VOD/SOS is not known")
    if seen and seen.on and seen.on < day_0:
        return not_derived(lambda: f"VOD/SOS on {seen.on} came before transplant on {day_0}")
    return _vod_from((day_0, "transplant"), course, seen)


def _vod_from(origin: tuple[date, str], course: Course, seen: Vod | None) -> Endpoint:
    events = death(course, DEATH, "death without VOD/SOS")
    if seen:
        events.append(Event(seen.on, HAPPENED, "VOD/SOS"))
    return time_to_event(origin, events, last_known_alive(course))


def relapse_or_death_after_transplant(course: Course) -> Endpoint:
    """From day 0 of a transplant in remission: relapse (1) and death without relapse (2) compete."""
    day_0 = course.transplant_on
    if day_0 is None:
        return not_derived(NO_TRANSPLANT)
    if course.response_on is None or course.response_on > day_0:
        return not_derived(lambda: f"no remission is recorded before transplant on {day_0}")
    if course.next_treatment and course.next_treatment.therapy is None:
        return not_derived(lambda: f"the transplant on {day_0} was not done in remission")
    events = [*relapse(course), *death(course, DEATH, "death without relapse")]
    return time_to_event((day_0, "transplant"), events, last_adequate_assessment(course, day_0))
