"""Measurable residual disease after a response (C6)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from outcomes.derivations.answers import Answer, not_derived
from outcomes.derivations.course import Course
from outcomes.derivations.days import days_after, first_day
from outcomes.derivations.parameters import Parameters
from outcomes.history import MrdAssay

# From best to worst; the best of a responder's assays is reported.
STATUSES = ("negative", "low_positive", "positive", "insufficient_sensitivity", "missing")
NEGATIVE = frozenset({"negative", "low_positive"})


@dataclass(frozen=True, slots=True)
class MrdResult:
    """`status` of a responder, whether the responder is evaluable, and whether MRD was ever negative."""

    status: Answer
    evaluable: Answer
    negative: Answer


def assay_status(assay: MrdAssay, parameters: Parameters) -> Answer:
    """negative, low_positive, positive, insufficient_sensitivity or missing (failed, indeterminate)."""
    if assay.result not in ("not_detected", "detected_below_loq", "detected_quantified"):
        return Answer("missing", lambda: f"The assay of {assay.sampled_on} gave no result.")
    below = parameters.mrd_negative_below
    if assay.result == "detected_quantified" and (assay.level is None or assay.level >= below):
        level = "level not recorded" if assay.level is None else f"level {assay.level:g}"
        return Answer("positive", lambda: f"MRD detected on {assay.sampled_on}, {level}.")
    if not is_sensitive(assay, parameters):
        limit = f"{parameters.mrd_sensitivity:g}"
        return Answer(
            "insufficient_sensitivity",
            lambda: f"The assay of {assay.sampled_on} was not sensitive to {limit}.",
        )
    if assay.result == "not_detected":
        return Answer(
            "negative", lambda: f"MRD not detected on {assay.sampled_on}, sensitivity {assay.sensitivity:g}."
        )
    return Answer("low_positive", lambda: f"MRD detected below {below:g} on {assay.sampled_on}.")


def is_sensitive(assay: MrdAssay, parameters: Parameters) -> bool:
    """Whether the assay could see one cell in ten thousand."""
    return assay.sensitivity is not None and assay.sensitivity <= parameters.mrd_sensitivity


def mrd_result(course: Course) -> MrdResult:
    """The best MRD status from 14 days before the response until relapse, transplant or next treatment."""
    if course.response_on is None:
        reason = not_derived("MRD is judged in responders only")
        return MrdResult(reason, Answer(False, "Not a responder."), reason)
    parameters = course.life.parameters
    assays = _assays(course, course.response_on)
    answers = [(assay_status(assay, parameters), is_sensitive(assay, parameters)) for assay in assays]
    status = min(
        (answer for answer, _ in answers),
        key=lambda answer: STATUSES.index(answer.value),
        default=Answer(
            "missing", lambda: f"No MRD assay around or after the response on {course.response_on}."
        ),
    )
    valid = [answer for answer, sensitive in answers if sensitive and answer.value != "missing"]
    return MrdResult(status, _evaluable(valid), _negative(valid))


def _assays(course: Course, response_on: date) -> list[MrdAssay]:
    earliest = days_after(response_on, -course.life.parameters.mrd_before_response_days)
    relapse_on = course.relapse.on if course.relapse else None
    end = first_day((course.next_treatment_on, course.transplant_on, relapse_on))
    return [
        assay
        for assay in course.life.history.mrd
        if max(earliest, course.start_on) <= assay.sampled_on and (end is None or assay.sampled_on < end)
    ]


def mrd_results(course: Course) -> Answer:
    """Every assay of a responder that counts for MRD, in order of time, as plain values.

    Each is a dictionary: `days` from the start, `cycle` (of the linked assessment, else cycles begun before
    the sample; None without either), `method`, `sensitivity`, `level` (0 where nothing was detected, None
    where there is no number) and `status` as `assay_status` gives it.
    """
    if course.response_on is None:
        return not_derived("MRD is judged in responders only")
    assays = _assays(course, course.response_on)
    counted = f"{len(assays)} assay{'' if len(assays) == 1 else 's'} around or after the response"
    return Answer([_plain(assay, course) for assay in assays], lambda: f"{counted} on {course.response_on}.")


def _plain(assay: MrdAssay, course: Course) -> dict[str, Any]:
    return {
        "days": (assay.sampled_on - course.start_on).days,
        "cycle": _cycle(assay, course),
        "method": assay.method,
        "sensitivity": assay.sensitivity,
        "level": 0.0 if assay.result == "not_detected" else assay.level,
        "status": assay_status(assay, course.life.parameters).value,
    }


def _cycle(assay: MrdAssay, course: Course) -> int | None:
    """The cycle after which the sample was taken."""
    linked = (one.assessment for one in course.assessed if one.assessment.id == assay.linked_assessment_id)
    numbered = next((seen.cycle_number for seen in linked if seen.cycle_number is not None), None)
    begun = sum(cycle.started_on < assay.sampled_on for cycle in course.therapy.cycles)
    return numbered if numbered is not None else begun or None


def _evaluable(valid: list[Answer]) -> Answer:
    if valid:
        return Answer(True, lambda: f"{len(valid)} valid assay(s) of sufficient sensitivity.")
    return Answer(False, "No valid assay of sufficient sensitivity.")


def _negative(valid: list[Answer]) -> Answer:
    if not valid:
        return not_derived("no valid assay of sufficient sensitivity")
    shown = next((answer for answer in valid if answer.value in NEGATIVE), None)
    return Answer(True, shown.told) if shown else Answer(False, valid[0].told)
