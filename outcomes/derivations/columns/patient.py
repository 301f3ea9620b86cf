"""Columns: the patient at the start of the treatment and at its failure."""

from outcomes.derivations import baseline
from outcomes.derivations.answers import Answer, Told, not_derived
from outcomes.derivations.columns.derivation import Derivation
from outcomes.derivations.days import first_day
from outcomes.derivations.findings import Findings
from outcomes.history import Assessment

AS_RECORDED = "As recorded."


def age_at_start(found: Findings) -> Answer:
    birth = found.life.history.birth
    return baseline.age_in_years(birth.analysis if birth else None, found.course.start_on)


def age_group(found: Findings) -> Answer:
    age = age_at_start(found)
    if age.value is None:
        return age
    return Answer("<40" if age.value < 40 else "40-60" if age.value <= 60 else ">60", age.told)


def sex(found: Findings) -> Answer:
    return Answer(found.life.history.sex, AS_RECORDED)


def lineage(found: Findings) -> Answer:
    return Answer(found.life.history.diagnosis.lineage, AS_RECORDED)


def cns(found: Findings) -> Answer:
    return Answer(found.life.history.diagnosis.cns_status, "As recorded at diagnosis.")


def genetic_group_answer(found: Findings) -> Answer:
    return found.life.genetic_group


def ecog_at_start(found: Findings) -> Answer:
    return baseline.performance_status(found.labs_at_start)


def ecog_group(found: Findings) -> Answer:
    ecog = ecog_at_start(found)
    if ecog.value is None:
        return ecog
    return Answer("0-1" if ecog.value <= 1 else "2" if ecog.value == 2 else "3+", ecog.told)


def wbc_at_start(found: Findings) -> Answer:
    return baseline.measured(found.labs_at_start, lambda lab: lab.wbc, "the start of the regimen")


def pb_blasts_at_start(found: Findings) -> Answer:
    return baseline.measured(found.labs_at_start, lambda lab: lab.pb_blasts_pct, "the start of the regimen")


def bm_blasts_at_start(found: Findings) -> Answer:
    answer = baseline.measured(found.labs_at_start, lambda lab: lab.bm_blasts_pct, "the start of the regimen")
    event = baseline.last_event_before(found.course.therapy, found.life.history)
    if answer.value is not None or event is None or event.bm_blasts_pct is None:
        return answer
    return Answer(
        event.bm_blasts_pct, lambda: f"From the event of {event.occurred.analysis} that led to the treatment."
    )


def wbc_at_failure(found: Findings) -> Answer:
    return baseline.measured(found.labs_at_failure, lambda lab: lab.wbc, "failure")


def pb_blasts_at_failure(found: Findings) -> Answer:
    answer = baseline.measured(found.labs_at_failure, lambda lab: lab.pb_blasts_pct, "failure")
    seen = assessment_at_failure(found)
    if answer.value is not None or seen is None or seen.pb_blasts_pct is None:
        return answer
    return baseline.reading_answer(seen.pb_blasts_pct, _assessed(seen))


def bm_blasts_at_failure(found: Findings) -> Answer:
    answer = baseline.measured(found.labs_at_failure, lambda lab: lab.bm_blasts_pct, "failure")
    if answer.value is not None or found.failure.on is None:
        return answer
    for event in found.life.history.events:
        if event.occurred.analysis == found.failure.on and event.bm_blasts_pct is not None:
            return Answer(event.bm_blasts_pct, lambda: f"From the event of {found.failure.on}.")
    seen = assessment_at_failure(found)
    if seen is None or seen.bm_blasts_pct is None:
        return answer
    return baseline.reading_answer(seen.bm_blasts_pct, _assessed(seen))


def assessment_at_failure(found: Findings) -> Assessment | None:
    """The assessment on the day of failure."""
    on = found.failure.on
    return next((one.assessment for one in found.course.assessed if one.on == on), None)


def _assessed(assessment: Assessment) -> Told:
    return lambda: f"from the assessment of {assessment.assessed_on}"


def entry_days(found: Findings) -> Answer:
    """Delayed entry: patients enrolled after the start of treatment were at risk only from then on."""
    history = found.life.history
    if history.ascertainment != "prospective" or history.enrolled_on is None:
        return Answer(None, "Enters at the start of the regimen: not enrolled prospectively after it.")
    days = (history.enrolled_on - found.course.start_on).days
    if days <= 0:
        return Answer(None, "Enters at the start of the regimen: enrolled by then.")
    return Answer(
        days, lambda: f"Enrolled prospectively on {history.enrolled_on}, {days} days after the start."
    )


def cr1_duration_days(found: Findings) -> Answer:
    first_cr = found.life.history.diagnosis.first_cr
    began = first_cr.analysis if first_cr else None
    if began is None:
        return not_derived("the date of the first remission is not recorded")
    relapses = [e.occurred.analysis for e in found.life.history.events if e.event_type == "relapse"]
    ended = first_day([on for on in relapses if on is not None and on > began])
    if ended is None:
        return not_derived("no relapse after the first remission is recorded")
    return Answer((ended - began).days, lambda: f"From the first remission on {began} to relapse on {ended}.")


def enrolled_on(found: Findings) -> Answer:
    return Answer(found.life.history.enrolled_on, AS_RECORDED)


PATIENT = (
    Derivation("enrolled_on", "Enrolment", "date", enrolled_on, "A2"),
    Derivation("age_at_start", "Age at start", "years", age_at_start, "A2"),
    Derivation("age_group", "Age at start, grouped", "years", age_group, "D1"),
    Derivation("sex", "Sex assigned at birth", "", sex, "A2"),
    Derivation("lineage", "Lineage", "", lineage, "A4"),
    Derivation("cns", "CNS status at diagnosis", "", cns, "A4"),
    Derivation("genetic_group", "Genetic group", "", genetic_group_answer, "A5"),
    Derivation("cr1_duration_days", "Duration of the first remission", "days", cr1_duration_days, "A4"),
    Derivation("ecog_at_start", "ECOG at start", "", ecog_at_start, "A4"),
    Derivation("ecog_group", "ECOG at start, grouped", "", ecog_group, "D1"),
    Derivation("wbc_at_start", "White cells at start", "×10⁹/L", wbc_at_start, "A4"),
    Derivation("pb_blasts_at_start", "Blood blasts at start", "%", pb_blasts_at_start, "A4"),
    Derivation("bm_blasts_at_start", "Marrow blasts at start", "%", bm_blasts_at_start, "A4"),
    Derivation("wbc_at_failure", "White cells at failure", "×10⁹/L", wbc_at_failure, "A4"),
    Derivation("pb_blasts_at_failure", "Blood blasts at failure", "%", pb_blasts_at_failure, "A4"),
    Derivation("bm_blasts_at_failure", "Marrow blasts at failure", "%", bm_blasts_at_failure, "A4"),
    Derivation("entry_days", "Delayed entry", "days", entry_days, "C7"),
)
