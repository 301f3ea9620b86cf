"""Columns: VOD/SOS, adverse events, and how much of the dates is uncertain."""

from outcomes.derivations import safety, vod
from outcomes.derivations.answers import Answer, not_derived
from outcomes.derivations.columns.derivation import Derivation
from outcomes.derivations.findings import Findings
from outcomes.history import Span

NO_VOD = not_derived("no VOD/SOS is recorded")
NOTHING_UNCERTAIN = Answer(0, "Every date used is complete.")
EVENT_ONLY = "VOD/SOS was reported as an adverse event only."


def vod_answer(found: Findings) -> Answer:
    if found.vod is None:
        return Answer(False, "No VOD/SOS is recorded.")
    return Answer(True, "VOD/SOS was reported." if found.vod.report else EVENT_ONLY)


def vod_criteria(found: Findings) -> Answer:
    if found.vod is None:
        return NO_VOD
    report = found.vod.report
    if report is None:
        return Answer("reported_only", EVENT_ONLY)
    transplanted_on = vod.transplant_before(report, found.life.history)
    return vod.criteria(report, transplanted_on, found.life.parameters)


def vod_severity(found: Findings) -> Answer:
    return vod.severity(found.vod.report) if found.vod and found.vod.report else _no_report(found)


def vod_relation(found: Findings) -> Answer:
    report = found.vod.report if found.vod else None
    return Answer(report.relation, "As recorded.") if report else _no_report(found)


def _no_report(found: Findings) -> Answer:
    return Answer(None, EVENT_ONLY) if found.vod else NO_VOD


def vod_on(found: Findings) -> Answer:
    if found.vod is None:
        return NO_VOD
    if found.vod.on is None:
        return not_derived("the onset of VOD/SOS is not known")
    return Answer(found.vod.on, "Onset as recorded.")


def worst_grades(found: Findings) -> Answer:
    grades = safety.worst_grades(found.adverse_events)
    return Answer(grades, lambda: f"{len(found.adverse_events)} adverse events {_at_risk(found)}.")


def worst_grades_by_version(found: Findings) -> Answer:
    grades = safety.worst_grades_by_version(found.adverse_events)
    return Answer(grades, lambda: f"{len(found.adverse_events)} adverse events {_at_risk(found)}.")


def _at_risk(found: Findings) -> str:
    end = safety.window_end(found.course)
    return f"from the start to {end}" if end else "from the start"


def prolonged_thrombocytopenia(found: Findings) -> Answer:
    return safety.prolonged_thrombocytopenia(found.course)


def imputed_dates(found: Findings) -> Answer:
    imputed = [f"{name} ({span.imputed})" for name, span in uncertain_dates(found)]
    if not imputed:
        return NOTHING_UNCERTAIN
    return Answer(len(imputed), lambda: f"Imputed: {', '.join(imputed)}.")


def uncertainty_days(found: Findings) -> Answer:
    """The most by which a time of this row may be off: it lies between two dates, each with its own width."""
    widths = sorted((span.width_days for _, span in uncertain_dates(found)), reverse=True)
    total = sum(widths[:2])
    if not total:
        return NOTHING_UNCERTAIN
    return Answer(total, lambda: f"The two least certain dates span {total} days.")


def uncertain_dates(found: Findings) -> list[tuple[str, Span]]:
    """The dates of this row of which not every part is recorded, with their names."""
    course = found.course
    following = course.next_treatment.therapy if course.next_treatment else None
    relapse = course.relapse.when if course.relapse else None
    failure = found.failure.when if found.failure.source != "death" else None
    dates = (
        ("start", course.therapy.start),
        ("relapse", relapse),
        ("failure", failure if failure is not relapse else None),
        ("next treatment", following.start if following else None),
        ("death", course.vital.death),
    )
    return [(name, span) for name, span in dates if span is not None and span.imputed]


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
