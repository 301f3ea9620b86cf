"""Whether and when the patient died, and until when the patient is known to be alive (C0, A13)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from outcomes.derivations.days import first_day
from outcomes.history import FollowUp, History, Span


@dataclass(frozen=True, slots=True)
class Vital:
    """Vital status on the last day that counts. `dead` without `death`: the day of death is not known."""

    dead: bool = False
    death: Span | None = None
    cause: str | None = None
    last_alive_on: date | None = None
    alive_by: str = ""
    lost: bool = False

    @property
    def death_on(self) -> date | None:
        return self.death.analysis if self.death else None

    @property
    def last_contact_on(self) -> date | None:
        return self.death_on or self.last_alive_on


def vital_status(history: History, until: date | None) -> Vital:
    """Vital status from follow-up, and from every dated sign of life; `history` is in order.

    Someone who died after `until`, or was in contact after it, was alive on that day. Someone who withdrew
    consent was alive on the day of withdrawal.
    """
    last_report = _last_death_report(history.follow_ups)
    if last_report and not _is_after(last_report.death, until):
        alive_on, by = _last_alive(history, until, last_report.death)
        return Vital(True, last_report.death, last_report.primary_cause, alive_on, by)
    alive_on, by = _last_alive(history, until, None)
    if until and last_report:
        alive_on, by = until, "died after the last day that counts"
    elif until is not None and until == history.withdrawn_on:
        alive_on, by = until, "consent was withdrawn"
    return Vital(last_alive_on=alive_on, alive_by=by, lost=_lost(history.follow_ups, until))


def _last_death_report(follow_ups: tuple[FollowUp, ...]) -> FollowUp | None:
    """The latest report of death, one with a date if there is any."""
    reports = [report for report in follow_ups if report.death or report.vital_status == "dead"]
    dated = [report for report in reports if report.death]
    candidates = dated or reports
    return candidates[-1] if candidates else None


def _is_after(death: Span | None, until: date | None) -> bool:
    return death is not None and until is not None and death.earliest > until


def _lost(follow_ups: tuple[FollowUp, ...], until: date | None) -> bool:
    counted = [report for report in follow_ups if until is None or report.contact_on <= until]
    if not counted:
        return False
    return counted[-1].vital_status == "lost" or counted[-1].lost_on is not None


def _last_alive(history: History, until: date | None, death: Span | None) -> tuple[date | None, str]:
    """The last day with a sign of life, not after `until` or death, and what shows it."""
    end = first_day((until, death.latest if death else None))
    best: date | None = None
    shown_by = ""
    for day, by in signs_of_life(history):
        if end is not None and day > end:
            # A contact after the cut shows life on the day of the cut; after death it is an error.
            if until is None or end != until or by != "follow-up":
                continue
            day = until
        if best is None or day > best:
            best, shown_by = day, by
    return best, shown_by


def signs_of_life(history: History) -> Iterator[tuple[date, str]]:
    """Every day on which the patient was alive, with what shows it; days that are not known show nothing."""
    for report in history.follow_ups:
        if report.last_alive_on is not None:
            yield report.last_alive_on, "follow-up"
        if report.vital_status == "alive":
            yield report.contact_on, "follow-up"
    for regimen in history.regimens:
        if regimen.start and regimen.start.analysis:
            yield regimen.start.analysis, "start of treatment"
        for cycle in regimen.cycles:
            yield cycle.started_on, "cycle"
            yield from ((dose.given_on, "dose") for dose in cycle.doses)
    yield from ((seen.assessed_on, "response assessment") for seen in history.assessments)
    yield from ((lab.sampled_on, "laboratory sample") for lab in history.labs)
    yield from ((assay.sampled_on, "MRD sample") for assay in history.mrd)
    yield from ((e.occurred.earliest, "disease event") for e in history.events if e.occurred.is_full)
    yield from ((transplant.infused_on, "transplant") for transplant in history.transplants)
