"""Worst grades of adverse events in the time at risk, VOD/SOS, prolonged thrombocytopenia (A12, C8, D2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from outcomes.derivations.answers import Answer, not_derived
from outcomes.derivations.course import Course
from outcomes.derivations.days import days_after, first_day
from outcomes.history import AdverseEvent, Reading, VodReport

VOD_TERM = "vod_sos"
NEVER_LONG_LOW = Answer(
    False, "No platelets below 50 for more than 28 days from the start of a cycle in remission."
)


def window_end(course: Course) -> date | None:
    """The end of the time at risk: 30 days after the last dose, or the next treatment; None if open."""
    doses = course.therapy.doses
    last_given = doses[-1].given_on if doses else None
    if last_given is None and course.therapy.end is not None:
        last_given = course.therapy.end.analysis
    days = course.life.parameters.safety_days_after_last_dose
    return first_day((days_after(last_given, days) if last_given else None, course.next_treatment_on))


def events_at_risk(course: Course) -> list[AdverseEvent]:
    """Adverse events of the regimen with onset in the time at risk; VOD/SOS at any later time.

    What was present at baseline does not count. An event of the regimen without onset does.
    """
    end = window_end(course)
    return [event for event in course.life.history.adverse_events if _counts(event, course, end)]


def _counts(event: AdverseEvent, course: Course, end: date | None) -> bool:
    if event.grade is None or event.present_at_baseline == "yes":
        return False
    onset = event.onset.analysis if event.onset else None
    if event.linked_regimen_id is not None and event.linked_regimen_id not in course.therapy.ids:
        return False
    if onset is None:
        return event.linked_regimen_id is not None
    if event.term == VOD_TERM:
        return event.linked_regimen_id is not None or _in_line(onset, course)
    return course.start_on <= onset and (end is None or onset <= end)


def _in_line(onset: date, course: Course) -> bool:
    return course.start_on <= onset and (course.next_line_on is None or onset < course.next_line_on)


def worst_grades(events: Iterable[AdverseEvent]) -> dict[str, int]:
    """The highest grade of each term."""
    worst: dict[str, int] = {}
    for event in events:
        worst[event.term] = max(worst.get(event.term, 0), event.grade or 0)
    return dict(sorted(worst.items()))


def worst_grades_by_version(events: Iterable[AdverseEvent]) -> dict[str, dict[str, int]]:
    """The highest grade of each term for each CTCAE version, because versions grade differently."""
    by_version: dict[str, list[AdverseEvent]] = {}
    for event in events:
        by_version.setdefault(event.ctcae_version or "unknown", []).append(event)
    return {version: worst_grades(by_version[version]) for version in sorted(by_version)}


def vod_of(course: Course) -> VodReport | None:
    """The first VOD/SOS of the treatment: linked to it, or with onset before the next line."""
    ids = course.therapy.ids
    for report in course.life.history.vod:
        onset = report.onset.analysis if report.onset else None
        if report.linked_regimen_id in ids:
            return report
        if report.linked_regimen_id is None and onset is not None and _in_line(onset, course):
            return report
    return None


@dataclass(frozen=True, slots=True)
class Vod:
    """VOD/SOS of a treatment: its report, None where there is an adverse event only; `on`: day of onset."""

    report: VodReport | None
    on: date | None


def vod_seen(course: Course, events: Iterable[AdverseEvent]) -> Vod | None:
    """The VOD/SOS of the treatment, as reported or, without a report, as an adverse event."""
    report = vod_of(course)
    if report is not None:
        return Vod(report, report.onset.analysis if report.onset else None)
    onsets = [event.onset for event in events if event.term == VOD_TERM]
    return Vod(None, first_day(onset.analysis for onset in onsets if onset)) if onsets else None


def prolonged_thrombocytopenia(course: Course) -> Answer:
    """Platelets below 50 over 28 days after day 1 of a cycle, never higher meanwhile, marrow in remission.

    Readings come from assessments and laboratory snapshots; each cycle is looked at until the next begins.
    """
    parameters = course.life.parameters
    counts = _platelets(course)
    if not counts:
        return not_derived("no platelet count during the regimen")
    if not any(count.at_least(parameters.low_platelets) is False for _, count in counts):
        return NEVER_LONG_LOW
    counts.sort(key=lambda pair: pair[0])
    starts = [cycle.started_on for cycle in course.therapy.cycles]
    clear = [one.on for one in course.assessed if one.is_remission]
    for number, day_1 in enumerate(starts):
        until = starts[number + 1] if number + 1 < len(starts) else window_end(course)
        low = _low_from(day_1, until, counts, parameters.low_platelets)
        if (
            low
            and (low - day_1).days > parameters.prolonged_thrombocytopenia_days
            and _clear_by(low, day_1, clear)
        ):
            return Answer(True, f"Platelets below 50 until {low}, day {(low - day_1).days} after {day_1}.")
    return NEVER_LONG_LOW


def _platelets(course: Course) -> list[tuple[date, Reading]]:
    """The counts from the start of the regimen on, with their days, in no order."""
    assessed = [one.assessment for one in course.assessed]
    seen = [(a.counts_on or a.assessed_on, a.platelets) for a in assessed if a.platelets is not None]
    labs = [(lab.sampled_on, lab.platelets) for lab in course.life.history.labs if lab.platelets is not None]
    return [(day, count) for day, count in seen + labs if day >= course.start_on]


def _low_from(
    day_1: date, until: date | None, counts: list[tuple[date, Reading]], limit: float
) -> date | None:
    """The last day up to which every count after day 1 was below the limit."""
    low = None
    for day, count in counts:
        if day <= day_1 or (until is not None and day > until):
            continue
        if count.at_least(limit) is not False:
            break
        low = day
    return low


def _clear_by(low: date, day_1: date, remissions: list[date]) -> bool:
    return any(day_1 < day <= low for day in remissions)
