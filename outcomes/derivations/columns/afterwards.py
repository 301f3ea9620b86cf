"""Columns: next treatment, survival."""

from datetime import date

from outcomes.derivations import treatment
from outcomes.derivations.answers import Answer
from outcomes.derivations.columns.derivation import Derivation
from outcomes.derivations.findings import Findings


def next_regimen_code(found: Findings) -> Answer:
    coming = found.course.next_treatment
    return (
        Answer(coming.code, lambda: _next_words(found))
        if coming
        else Answer(None, lambda: _next_words(found))
    )


def next_start_on(found: Findings) -> Answer:
    return Answer(found.course.next_treatment_on, lambda: _next_words(found))


def treatment_sequence(found: Findings) -> Answer:
    """Codes of this treatment and of all that follow: regimens that open a line, and transplants as HCT."""
    course, life = found.course, found.life
    later = [
        (therapy.start_on, therapy.regimen.code or "OTHER")
        for place, therapy in enumerate(life.therapies)
        if life.lines[place].opens and therapy.start_on and therapy.start_on > course.start_on
    ]
    grafts = [
        (hct.infused_on, "HCT") for hct in life.history.transplants if hct.infused_on >= course.start_on
    ]
    following = sorted(later + grafts)
    codes = [course.therapy.regimen.code or "OTHER", *(code for _, code in following)]
    return Answer(codes, lambda: _followed_by(following))


def _followed_by(following: list[tuple[date, str]]) -> str:
    named = "; ".join(f"{code} on {on}" for on, code in following)
    return f"Followed by {named}." if named else "No later line and no transplant is recorded."


def _next_words(found: Findings) -> str:
    coming = found.course.next_treatment
    if coming is None:
        return "No other treatment of the leukaemia is recorded."
    what = "transplant outside remission" if coming.therapy is None else coming.code or "a regimen"
    return f"Next treatment: {what}, on {coming.on}."


def blinatumomab_after_failure(found: Findings) -> Answer:
    failed_on, therapy = found.failure.on, found.course.next_line
    if failed_on is None:
        return Answer(False, "No day of failure is known.")
    if therapy and treatment.contains(therapy, treatment.BLINATUMOMAB):
        return Answer(True, lambda: f"The next salvage, from {therapy.start_on}, contained blinatumomab.")
    return Answer(False, "The next salvage, if any, did not contain blinatumomab.")


def blinatumomab_after_failure_response(found: Findings) -> Answer:
    given = blinatumomab_after_failure(found)
    after = found.after if given.value else None
    return after.best_by_scheme[found.life.parameters.scheme] if after else Answer(None, given.told)


def blinatumomab_after_failure_response_days(found: Findings) -> Answer:
    given = blinatumomab_after_failure(found)
    after = found.after if given.value else None
    if after is None:
        return Answer(None, given.told)
    duration = after.endpoints["dor"]
    return Answer(duration.days, duration.told)


def alive(found: Findings) -> Answer:
    vital = found.course.vital
    if vital.dead:
        return Answer(False, lambda: f"Died on {vital.death_on or 'an unknown day'}.")
    return Answer(True, lambda: f"Last known alive on {vital.last_alive_on} ({vital.alive_by}).")


def last_alive_on(found: Findings) -> Answer:
    vital = found.course.vital
    return Answer(vital.last_alive_on, lambda: f"Last sign of life: {vital.alive_by or 'none'}.")


def death_on(found: Findings) -> Answer:
    vital = found.course.vital
    if not vital.dead:
        return Answer(None, "No death is recorded.")
    death = vital.death
    if death and death.imputed:
        return Answer(
            vital.death_on,
            lambda: (
                f"The day is not known ({death.earliest} to {death.latest}); {vital.death_on} stands for it."
            ),
        )
    return Answer(
        vital.death_on, "As recorded." if vital.death_on else "Not derived: the date is not recorded."
    )


def primary_cause(found: Findings) -> Answer:
    return Answer(found.course.vital.cause, "As recorded.")


def lost(found: Findings) -> Answer:
    is_lost = found.course.vital.lost
    return Answer(is_lost, "Reported lost to follow-up." if is_lost else "Not reported lost to follow-up.")


AFTERWARDS = (
    Derivation("next_regimen_code", "Next treatment", "", next_regimen_code, "C7"),
    Derivation("treatment_sequence", "Treatments from this one on", "", treatment_sequence, "A7, A12"),
    Derivation("next_start_on", "Start of the next treatment", "date", next_start_on, "C7"),
    Derivation(
        "blinatumomab_after_failure", "Blinatumomab as next salvage", "", blinatumomab_after_failure, "D1"
    ),
    Derivation(
        "blinatumomab_after_failure_response",
        "Its best response",
        "",
        blinatumomab_after_failure_response,
        "D1",
    ),
    Derivation(
        "blinatumomab_after_failure_response_days",
        "Its duration of response",
        "days",
        blinatumomab_after_failure_response_days,
        "D1",
    ),
    Derivation("alive", "Alive at last contact", "", alive, "A13"),
    Derivation("last_alive_on", "Last known alive", "date", last_alive_on, "A13"),
    Derivation("death_on", "Death", "date", death_on, "A13, C10"),
    Derivation("primary_cause", "Cause of death", "", primary_cause, "A13"),
    Derivation("lost", "Lost to follow-up", "", lost, "A13"),
)
