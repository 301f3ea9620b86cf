"""Failure of a treatment: refractory or relapsed, on which day, and from which source (C4, C5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from outcomes.derivations.answers import Told, named, sentence
from outcomes.derivations.assessed import NON_RESPONSES, Assessed
from outcomes.derivations.best_response import best, place_of
from outcomes.derivations.course import Course
from outcomes.derivations.days import days_after
from outcomes.derivations.relapse import Relapse, is_haematological
from outcomes.history import Span

PROGRESSION = frozenset({"progression", "relapse"})
DECLARED = frozenset({"refractory_to_regimen", "primary_refractory"})
FAILED_REASONS = frozenset({"no_response", "progression"})


@dataclass(frozen=True, slots=True)
class Failure:
    """`kind` is refractory, relapsed, none or not_evaluable; `source` says what gave the day.

    Sources: progression, refractory_event, assessment, next_treatment, death, relapse.
    """

    kind: str
    told: Told
    on: date | None = None
    when: Span | None = None
    source: str | None = None
    after_transplant: bool = False


@dataclass(frozen=True, slots=True)
class _Sign:
    """One sign of failure: its day, source and the words for it. Earlier sources win on the same day."""

    on: date
    rank: int
    source: str
    words: str
    when: Span | None = None


def failure(course: Course) -> Failure:
    """Whether the treatment failed; a responder who dies in remission has not failed."""
    if course.response is not None:
        return _of_responder(course, course.response)
    if not _assessable(course):
        return Failure("not_evaluable", _why_not_evaluable(course))
    signs = sorted(_signs(course), key=lambda sign: (sign.on, sign.rank))
    if not signs:
        return Failure(
            "refractory", lambda: f"Refractory: {_no_response(course)}; no day of failure is recorded."
        )
    return _refractory(course, signs[0])


def _refractory(course: Course, sign: _Sign) -> Failure:
    return Failure(
        "refractory",
        lambda: f"Refractory: {_no_response(course)}; failure on {sign.on}, {sign.words}.",
        sign.on,
        sign.when or Span.on(sign.on),
        sign.source,
    )


def _of_responder(course: Course, response: Assessed) -> Failure:
    relapse = course.relapse
    if relapse is None:
        return Failure("none", lambda: _on_the_same_day(course, response) or _in_remission(response))
    next_on = course.next_treatment_on
    if next_on is not None and relapse.on > next_on:
        return Failure(
            "none",
            lambda: f"No failure: next treatment on {next_on} began in the remission of {response.on}.",
        )
    return _relapsed(course, response, relapse)


def _relapsed(course: Course, response: Assessed, relapse: Relapse) -> Failure:
    after = course.transplant_on is not None and course.transplant_on <= relapse.on
    where = " after transplant" if after else ""
    return Failure(
        "relapsed",
        lambda: f"Relapsed{where}: {_reached(response)}. {sentence(relapse.told)}",
        relapse.on,
        relapse.when,
        "relapse",
        after,
    )


def _reached(response: Assessed) -> str:
    return f"{named(response.code)} {place_of(response)}"


def _in_remission(response: Assessed) -> str:
    return f"No failure: {_reached(response)}, no relapse recorded; death in remission is not failure."


def _on_the_same_day(course: Course, response: Assessed) -> str:
    """A relapse dated on the day of the remission cannot have followed it: said, rather than passed over."""
    same_day = (event for event in course.life.history.events if event.occurred.analysis == response.on)
    if not any(is_haematological(event) for event in same_day):
        return ""
    return (
        f"No failure: a relapse is recorded on {response.on}, the very day of the remission, "
        "and does not count. Check both dates."
    )


def _signs(course: Course) -> Iterator[_Sign]:
    yield from _recorded(course)
    non_responses = _within_window(course)
    progressed = next((one for one in non_responses if one.code == "PD"), None)
    if progressed:
        yield _Sign(progressed.on, 0, "progression", "progressive disease at assessment")
    if non_responses:
        last = non_responses[-1]
        yield _Sign(last.on, 2, "assessment", f"the last assessment without response ({named(last.code)})")
    if course.next_treatment:
        yield _Sign(course.next_treatment.on, 3, "next_treatment", "when the next treatment began")
    if course.vital.death and course.vital.death_on and course.vital.death_on >= course.start_on:
        death = course.vital.death
        yield _Sign(course.vital.death_on, 4, "death", "by death; no time after failure", death)


def _within_window(course: Course) -> list[Assessed]:
    end = course.window_end
    return [one for one in course.assessed if one.code in NON_RESPONSES and (end is None or one.on <= end)]


def _recorded(course: Course) -> Iterator[_Sign]:
    """Progression and refractory events after the start, up to the next treatment."""
    end = course.next_treatment_on
    for event in course.life.history.events:
        on = event.occurred.analysis
        ends_another = (
            event.linked_regimen_id is not None and event.linked_regimen_id not in course.therapy.ids
        )
        if on is None or on <= course.start_on or (end is not None and on > end) or ends_another:
            continue
        words = f"{event.event_type.replace('_', ' ')} recorded"
        if event.event_type in PROGRESSION:
            yield _Sign(on, 0, "progression", words, event.occurred)
        elif event.event_type in DECLARED:
            yield _Sign(on, 1, "refractory_event", words, event.occurred)


def _no_response(course: Course) -> str:
    found = best(course.assessed, course.window_end, course.life.parameters.scheme)
    if found is None or not found.is_adequate:
        return "no assessment showed a remission"
    return f"best response {named(found.code)} {place_of(found)}, no remission was reached"


def _assessable(course: Course) -> bool:
    """Whether the want of a remission says anything: assessed, ended by disease or death, or a cycle given.

    An unassessed patient still on treatment, or who stopped within the first cycle for another reason, is
    not evaluable.
    """
    if _within_window(course) or course.vital.dead or course.next_treatment or any(_recorded(course)):
        return True
    if course.therapy.end_reason in FAILED_REASONS:
        return True
    return course.therapy.end is not None and gave_a_full_cycle(course)


def gave_a_full_cycle(course: Course) -> bool:
    """Whether a second cycle began, or the first reached its planned length."""
    cycles = course.therapy.cycles
    if len(cycles) != 1:
        return len(cycles) > 1
    length, end = cycles[0].planned_length_days, course.therapy.end
    if length is None or end is None or end.analysis is None:
        return False
    return end.analysis >= days_after(cycles[0].started_on, length)


def _why_not_evaluable(course: Course) -> str:
    if course.therapy.end is None:
        return "Not evaluable: no response assessment yet."
    return "Not evaluable: alive, no response assessment, and the regimen stopped within its first cycle."
