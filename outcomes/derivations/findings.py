"""Everything that is derived for one treatment, once, before it is laid out in columns."""

from collections.abc import Mapping
from dataclasses import dataclass

from outcomes.derivations import competing, endpoints
from outcomes.derivations.answers import Answer
from outcomes.derivations.baseline import labs_at_failure, labs_at_start
from outcomes.derivations.best_response import best, best_answer
from outcomes.derivations.course import Course, follow
from outcomes.derivations.endpoints import Endpoint
from outcomes.derivations.failure import Failure, failure
from outcomes.derivations.life import Life
from outcomes.derivations.mrd import MrdResult, mrd_result
from outcomes.derivations.safety import Vod, events_at_risk, vod_seen
from outcomes.history import AdverseEvent, Lab


@dataclass(frozen=True, slots=True)
class Findings:
    """One treatment with all that follows from its course. `after` is the next line, followed likewise."""

    course: Course
    failure: Failure
    early_death: Answer
    best_by_scheme: Mapping[str, Answer]
    endpoints: Mapping[str, Endpoint]
    mrd: MrdResult
    vod: Vod | None
    adverse_events: list[AdverseEvent]
    labs_at_start: list[Lab]
    labs_at_failure: list[Lab]
    after: "Findings | None"

    @property
    def life(self) -> Life:
        return self.course.life


def findings_of(course: Course, after: Findings | None) -> Findings:
    """What is derived for one treatment; `after` is the same for the treatment that opens the next line."""
    failed = failure(course)
    early = early_death(course)
    life, therapy = course.life, course.therapy
    events = events_at_risk(course)
    vod = vod_seen(course, events)
    return Findings(
        course=course,
        failure=failed,
        early_death=early,
        best_by_scheme=best_by_scheme(course, early),
        endpoints=endpoints_of(course, failed) | competing_of(course, vod),
        mrd=mrd_result(course),
        vod=vod,
        adverse_events=events,
        labs_at_start=labs_at_start(therapy, life.history, life.parameters),
        labs_at_failure=labs_at_failure(failed.on, therapy, life.history, life.parameters),
        after=after,
    )


def early_death(course: Course) -> Answer:
    """Whether the patient died within 30 days of the start without an assessment of the response."""
    days = course.life.parameters.early_death_days
    died_on = course.vital.death_on
    assessed = [one for one in course.assessed if one.is_adequate]
    if died_on and 0 <= (died_on - course.start_on).days <= days and not assessed:
        return Answer(
            True, lambda: f"Died on {died_on}, within {days} days of the start, without assessment."
        )
    return Answer(False, lambda: f"No death within {days} days of the start without assessment.")


def best_by_scheme(course: Course, early: Answer) -> dict[str, Answer]:
    """The best response under every scheme, by the code of the scheme."""
    parameters = course.life.parameters
    return {
        scheme.code: best_answer(
            best(course.assessed, course.window_end, scheme.code),
            scheme,
            course.confirmed,
            early.value,
            parameters,
        )
        for scheme in parameters.schemes
    }


def endpoints_of(course: Course, failed: Failure) -> dict[str, Endpoint]:
    """Every time to event, by the name of its columns."""
    return {
        "os_start": endpoints.overall_survival(course),
        "os_failure": endpoints.survival_from_failure(course, failed),
        "rfs": endpoints.relapse_free(course),
        "rfs_asct_censored": endpoints.relapse_free(course, transplant_censors=True),
        "efs": endpoints.event_free(course, failed),
        "dor": endpoints.duration_of_response(course),
        "ttnt": endpoints.time_to_next_treatment(course),
        "cir": endpoints.relapse_or_death(course),
        "asct": endpoints.transplant_or_failure(course, failed),
        "os_asct_censored": endpoints.overall_survival(course, transplant_censors=True),
    }


def competing_of(course: Course, vod: Vod | None) -> dict[str, Endpoint]:
    """The times to events that have a cause of their own, by the name of their columns."""
    return {
        "response": competing.response(course),
        "vod": competing.vod(course, vod),
        "vod_asct": competing.vod_after_transplant(course, vod),
        "cir_asct": competing.relapse_or_death_after_transplant(course),
    }


def all_findings(life: Life) -> tuple[Findings | None, ...]:
    """The findings of every treatment, in order of start; None where the start may not be used."""
    found: dict[int, Findings | None] = {}
    for place in reversed(range(len(life.therapies))):
        course = follow(life, place)
        after = found.get(life.therapies.index(course.next_line)) if course and course.next_line else None
        found[place] = findings_of(course, after) if course else None
    return tuple(found[place] for place in range(len(life.therapies)))
