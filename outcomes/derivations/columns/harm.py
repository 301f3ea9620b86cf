"""Columns: VOD/SOS, adverse events, and how much of the dates is uncertain."""

from collections.abc import Iterator

from outcomes.derivations import safety, vod
from outcomes.derivations.answers import Answer, not_derived
from outcomes.derivations.columns.derivation import Derivation
from outcomes.derivations.findings import Findings
from outcomes.history import Span

NO_VOD = not_derived("no VOD/SOS is recorded")


def vod_answer(found: Findings) -> Answer:
    if found.vod is not None:
        return Answer(True, "VOD/SOS was reported.")
    if _vod_event(found):
        return Answer(True, "VOD/SOS was reported as an adverse event only.")
    return Answer(False, "No VOD/SOS is recorded.")


def _vod_event(found: Findings) -> bool:
    return any(event.term == safety.VOD_TERM for event in found.adverse_events)


def vod_criteria(found: Findings) -> Answer:
    if found.vod is None:
        return Answer("reported_only", "Reported as an adverse event only.") if _vod_event(found) else NO_VOD
    transplanted_on = vod.transplant_before(found.vod, found.life.history)
    return vod.criteria(found.vod, transplanted_on, found.life.parameters)


def vod_severity(found: Findings) -> Answer:
    return vod.severity(found.vod) if found.vod else NO_VOD


def vod_relation(found: Findings) -> Answer:
    return Answer(found.vod.relation, "As recorded.") if found.vod else NO_VOD


def vod_on(found: Findings) -> Answer:
    if found.vod is None or found.vod.onset is None:
        return NO_VOD
    return Answer(found.vod.onset.analysis, "Onset as recorded.")


def worst_grades(found: Findings) -> Answer:
    grades = safety.worst_grades(found.adverse_events)
    return Answer(grades, f"{len(found.adverse_events)} adverse events {_at_risk(found)}.")


def worst_grades_by_version(found: Findings) -> Answer:
    grades = safety.worst_grades_by_version(found.adverse_events)
    return Answer(grades, f"{len(found.adverse_events)} adverse events {_at_risk(found)}.")


def _at_risk(found: Findings) -> str:
    end = safety.window_end(found.course)
    return f"from the start to {end}" if end else "from the start"


def prolonged_thrombocytopenia(found: Findings) -> Answer:
    return safety.prolonged_thrombocytopenia(found.course)


def imputed_dates(found: Findings) -> Answer:
    imputed = [f"{name} ({span.imputed})" for name, span in spans_used(found) if span.imputed]
    return Answer(
        len(imputed), f"Imputed: {', '.join(imputed)}." if imputed else "Every date used is complete."
    )


def uncertainty_days(found: Findings) -> Answer:
    """The most by which a time of this row may be off: it lies between two dates, each with its own width."""
    widths = sorted((span.width_days for _, span in spans_used(found)), reverse=True)
    total = sum(widths[:2])
    return Answer(
        total, f"The two least certain dates span {total} days." if total else "Every date used is complete."
    )


def spans_used(found: Findings) -> Iterator[tuple[str, Span]]:
    """The dates of this row that may be partial, with their names."""
    course = found.course
    following = course.next_treatment.therapy if course.next_treatment else None
    relapse = course.relapse.when if course.relapse else None
    failure = found.failure.when if found.failure.source != "death" else None
    spans = (
        ("start", course.therapy.start),
        ("relapse", relapse),
        ("failure", failure if failure is not relapse else None),
        ("next treatment", following.start if following else None),
        ("death", course.vital.death),
    )
    return ((name, span) for name, span in spans if span is not None)


HARM = (
    Derivation("vod", "VOD/SOS", "", vod_answer, "C8"),
    Derivation("vod_criteria", "Criteria met", "", vod_criteria, "C8"),
    Derivation("vod_severity", "Severity", "", vod_severity, "C8"),
    Derivation("vod_relation", "Relation to transplant", "", vod_relation, "C8"),
    Derivation("vod_on", "Onset of VOD/SOS", "date", vod_on, "C8"),
    Derivation("worst_grades", "Worst grade of each adverse event", "", worst_grades, "D2"),
    Derivation(
        "worst_grades_by_version", "Worst grades by CTCAE version", "", worst_grades_by_version, "A12"
    ),
    Derivation(
        "prolonged_thrombocytopenia",
        "Platelets below 50 for over 28 days",
        "",
        prolonged_thrombocytopenia,
        "C8",
    ),
    Derivation("imputed_dates", "Imputed dates", "dates", imputed_dates, "C10"),
    Derivation("uncertainty_days", "Uncertainty of the times", "days", uncertainty_days, "C10"),
)
