"""The patient at the start of a treatment and at its failure: age, blood, marrow, performance (A4)."""

from collections.abc import Callable, Iterable
from datetime import date

from outcomes.derivations.answers import Answer, Told, not_derived, sentence
from outcomes.derivations.parameters import Parameters
from outcomes.derivations.therapy import Therapy
from outcomes.history import DiseaseEvent, History, Lab, Reading

EXTRAMEDULLARY = frozenset({"cns", "testis", "other_em", "skin", "node", "mediastinum", "other"})
Measure = Callable[[Lab], Reading | None]


def marrow_blasts_at_start(therapy: Therapy, history: History, parameters: Parameters) -> float | None:
    """Marrow blasts in percent before the first dose, else those of the event that led to the treatment."""
    for lab in labs_at_start(therapy, history, parameters):
        if lab.bm_blasts_pct is not None:
            return lab.bm_blasts_pct.value
    event = last_event_before(therapy, history)
    return event.bm_blasts_pct if event else None


def extramedullary_at_start(therapy: Therapy, history: History) -> bool:
    """Whether the event that led to the treatment, or else the diagnosis, had extramedullary sites."""
    event = last_event_before(therapy, history)
    sites = event.sites if event else history.diagnosis.emd_sites
    return not EXTRAMEDULLARY.isdisjoint(sites)


def last_event_before(therapy: Therapy, history: History) -> DiseaseEvent | None:
    """The latest disease event up to the start of the treatment."""
    start = therapy.start_on
    if start is None:
        return None
    before = [e for e in history.events if e.occurred.analysis is not None and e.occurred.analysis <= start]
    return before[-1] if before else None


def labs_at_start(therapy: Therapy, history: History, parameters: Parameters) -> list[Lab]:
    """Baseline snapshots of the treatment, the nearest to its start first."""
    start, ids = therapy.start_on, therapy.ids
    if start is None:
        return []
    earliest, latest = parameters.baseline_window_days
    found = [
        lab
        for lab in history.labs
        if lab.timepoint == "regimen_baseline"
        and (lab.regimen_id in ids or _within(lab, start, earliest, latest))
    ]
    return _nearest_first(found, start)


def labs_at_failure(
    failure_on: date | None, therapy: Therapy, history: History, parameters: Parameters
) -> list[Lab]:
    """Snapshots taken at failure, within the window around its day, the nearest first."""
    if failure_on is None:
        return []
    earliest, latest = parameters.failure_window_days
    found = [
        lab
        for lab in history.labs
        if lab.timepoint == "failure"
        and (lab.regimen_id is None or lab.regimen_id in therapy.ids)
        and earliest <= (lab.sampled_on - failure_on).days <= latest
    ]
    return _nearest_first(found, failure_on)


def _within(lab: Lab, day: date, earliest: int, latest: int) -> bool:
    return earliest <= (lab.sampled_on - day).days <= latest and lab.regimen_id is None


def _nearest_first(labs: Iterable[Lab], day: date) -> list[Lab]:
    return sorted(labs, key=lambda lab: (abs((lab.sampled_on - day).days), lab.id))


def measured(labs: list[Lab], measure: Measure, when: str) -> Answer:
    """The first recorded value as a number; a value below the limit of measurement counts as 0."""
    for lab in labs:
        reading = measure(lab)
        if reading is not None:
            return reading_answer(reading, _when_measured(lab))
    return not_derived(f"not measured at {when}")


def _when_measured(lab: Lab) -> Told:
    return lambda: f"measured on {lab.sampled_on}"


def reading_answer(reading: Reading, how: Told) -> Answer:
    """The number of a reading; `how` it came about ends the sentence."""
    if reading.comparator == "<":
        return Answer(
            0.0, lambda: f"Printed as {reading}, {sentence(how)}; below the limit of measurement counts as 0."
        )
    return Answer(reading.value, lambda: f"{reading}, {sentence(how)}.")


def performance_status(labs: list[Lab]) -> Answer:
    """ECOG at the start; Karnofsky is never converted."""
    for lab in labs:
        if lab.ecog is not None:
            return Answer(lab.ecog, _ecog_words(lab))
    return not_derived("no ECOG performance status at the start of the regimen")


def _ecog_words(lab: Lab) -> Told:
    return lambda: f"ECOG {lab.ecog} on {lab.sampled_on}."


def age_in_years(birth_on: date | None, day: date | None) -> Answer:
    """Completed years of life on a day."""
    if birth_on is None or day is None:
        return not_derived("the date of birth or the start of the regimen is not known")
    years = day.year - birth_on.year - ((day.month, day.day) < (birth_on.month, birth_on.day))
    if years < 0:
        return not_derived("the regimen starts before the date of birth")
    return Answer(years, lambda: f"{years} years between birth and the start of the regimen on {day}.")
