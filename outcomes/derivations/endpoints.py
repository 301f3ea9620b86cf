"""Times to events in whole days: OS, RFS, EFS, DOR, TTNT, and competing risks (C0, C7).

Days are `end − origin` without adding one. The earliest event wins; without an event a patient leaves on the
last day of which something is known, never "now".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from outcomes.derivations.answers import Told, why_not
from outcomes.derivations.course import Course
from outcomes.derivations.days import days_after, last_day
from outcomes.derivations.failure import Failure

RELAPSE, DEATH = 1, 2
TRANSPLANT, DEATH_OR_FAILURE = 1, 2


@dataclass(frozen=True, slots=True)
class Endpoint:
    """`days` from origin; `cause` 0 is censored, else the number of the event that came first."""

    days: int | None
    cause: int | None
    told: Told

    @property
    def event(self) -> int | None:
        return None if self.cause is None else int(self.cause > 0)


@dataclass(frozen=True, slots=True)
class Event:
    on: date | None
    cause: int
    words: str


def not_derived(reason: Told) -> Endpoint:
    """No time; `reason` ends the sentence "Not derived: …"."""
    return Endpoint(None, None, why_not(reason))


def time_to_event(
    origin: tuple[date, str], events: Sequence[Event], end: Event, cut_by: Event | None = None
) -> Endpoint:
    """The first event after the origin, else the end of observation.

    `origin` is a day and its name. `end` censors only where there is no event; `cut_by` (new treatment,
    transplant) also censors if it precedes the event. An event without a day leaves nothing to derive.
    """
    start, start_words = origin
    first = _first(events)
    if first is None and events:
        return not_derived("the patient died on an unknown day")
    closing = first or end
    if cut_by and cut_by.on and cut_by.on >= start and (closing.on is None or cut_by.on < closing.on):
        closing = cut_by
    if closing.on is None:
        return not_derived("the patient was never known to be alive or assessed")
    if closing.on < start and closing is first:
        return not_derived(lambda: f"{closing.words} on {closing.on} precedes {start_words} on {start}")
    on = max(closing.on, start)
    return Endpoint(
        (on - start).days,
        closing.cause,
        lambda: (
            f"From {start_words} on {start} to {on}: {'' if closing.cause else 'no event; '}{closing.words}."
        ),
    )


def _first(events: Sequence[Event]) -> Event | None:
    """The earliest of those whose day is known; on one day the lower cause comes first."""
    first: Event | None = None
    on: date | None = None
    for event in events:
        if event.on is None:
            continue
        if first is None or on is None or event.on < on or (event.on == on and event.cause < first.cause):
            first, on = event, event.on
    return first


def death(course: Course, cause: int = DEATH, words: str = "death") -> list[Event]:
    """The death as an event: nothing for the living, without a day where the day is unknown."""
    return [Event(course.vital.death_on, cause, words)] if course.vital.dead else []


def last_known_alive(course: Course) -> Event:
    return Event(course.vital.last_alive_on, 0, _alive_by(course.vital.alive_by))


@cache
def _alive_by(what: str) -> str:
    return f"last known alive ({what})"


def last_adequate_assessment(course: Course, origin: date) -> Event:
    """The last assessment of the disease before the next line, not before the origin itself."""
    if course.life.parameters.relapse_free_until == "last_alive":
        return last_known_alive(course)
    return Event(last_day((origin, course.last_assessed_on)), 0, "last assessment of the disease")


def overall_survival(course: Course, *, transplant_censors: bool = False) -> Endpoint:
    """From the start of the regimen to death of any cause."""
    origin = (course.start_on, "start of the regimen")
    cut_by = transplant(course) if transplant_censors else None
    return time_to_event(origin, death(course, 1), last_known_alive(course), cut_by)


def transplant(course: Course) -> Event | None:
    return Event(course.transplant_on, 0, "transplant") if course.transplant else None


def survival_from_failure(course: Course, failed: Failure) -> Endpoint:
    """From failure to death; not computed where death itself was the failure."""
    if failed.on is None:
        return not_derived("the regimen has not failed, or the day is not recorded")
    if failed.source == "death":
        return not_derived("death was the failure, so there is no time after failure")
    if failed.when and failed.when.imputed == "M":
        return not_derived("the month of failure is not known")
    return time_to_event((failed.on, "failure"), death(course, 1), last_known_alive(course))


def relapse_free(course: Course, *, transplant_censors: bool = False) -> Endpoint:
    """From the first remission to relapse or death; responders only."""
    if course.response_on is None:
        return not_derived("no remission was reached")
    origin = (course.response_on, "remission")
    cut_by = transplant(course) if transplant_censors else None
    end = last_adequate_assessment(course, course.response_on)
    return time_to_event(origin, [*relapse(course, 1), *death(course, 1)], end, cut_by)


def relapse(course: Course, cause: int = RELAPSE) -> list[Event]:
    return [Event(course.relapse.on, cause, "relapse")] if course.relapse else []


def event_free(course: Course, failed: Failure) -> Endpoint:
    """From the start to failure to respond by the end of cycle 2, relapse or death."""
    events = [*relapse(course, 1), *death(course, 1)]
    if not responded_in_time(course) and (course.response or failed.kind == "refractory"):
        events += _failed_to_respond(course, failed)
    end = last_adequate_assessment(course, course.start_on)
    return time_to_event((course.start_on, "start of the regimen"), events, end)


def responded_in_time(course: Course) -> bool:
    """Whether the first remission was seen by the end of cycle 2 (or it is not known after which cycle)."""
    if course.response is None:
        return False
    cycle = course.response.assessment.cycle_number
    return cycle is None or cycle <= course.life.parameters.efs_cycles


def _failed_to_respond(course: Course, failed: Failure) -> list[Event]:
    """The event of a patient without timely remission: on a set day, or at the assessment that showed it."""
    if failed.source == "death":
        return []
    day = course.life.parameters.efs_failure_day
    if day is not None:
        return [Event(days_after(course.start_on, day), 1, "no remission by the end of cycle 2")]
    on = failed.on or course.response_on
    return [Event(on, 1, "no remission by the end of cycle 2")] if on else []


def duration_of_response(course: Course) -> Endpoint:
    """From the first remission to relapse; death (which competes) and new treatment censor."""
    if course.response_on is None:
        return not_derived("no remission was reached")
    origin = (course.response_on, "remission")
    end = last_adequate_assessment(course, course.response_on)
    new_treatment = Event(course.next_treatment_on, 0, "new treatment")
    return time_to_event(origin, relapse(course), _death_or(end, course), new_treatment)


def _death_or(end: Event, course: Course) -> Event:
    """A death that competes ends the observation on its day; otherwise `end` does."""
    died_on = course.vital.death_on
    return Event(died_on, 0, "death before the event") if died_on else end


def time_to_next_treatment(course: Course) -> Endpoint:
    """From the start to the next treatment (transplant in remission is none); death competes, and censors."""
    nexts = [Event(course.next_treatment_on, 1, "next treatment")] if course.next_treatment else []
    end = _death_or(last_known_alive(course), course)
    return time_to_event((course.start_on, "start of the regimen"), nexts, end)


def relapse_or_death(course: Course) -> Endpoint:
    """From the first remission: relapse (1) and death without relapse (2) compete."""
    if course.response_on is None:
        return not_derived("no remission was reached")
    events = [*relapse(course), *death(course, DEATH, "death without relapse")]
    end = last_adequate_assessment(course, course.response_on)
    return time_to_event((course.response_on, "remission"), events, end)


def transplant_or_failure(course: Course, failed: Failure) -> Endpoint:
    """From the start: transplant (1) competes with death or failure (2); the next line censors."""
    events = death(course, DEATH_OR_FAILURE)
    if failed.on:
        events.append(Event(failed.on, DEATH_OR_FAILURE, "failure"))
    if course.transplant:
        events.append(Event(course.transplant_on, TRANSPLANT, "transplant"))
    cut_by = Event(course.next_line_on, 0, "next line") if course.next_line else None
    return time_to_event((course.start_on, "start of the regimen"), events, last_known_alive(course), cut_by)
