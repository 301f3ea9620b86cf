"""Settles every partial date of a history: which records bound it, and which rule imputes it (C10)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from outcomes.derivations.days import days_after, first_day, last_day
from outcomes.derivations.partial_dates import (
    BIRTH,
    DEATH,
    DISEASE_EVENT,
    TREATMENT_END,
    TREATMENT_START,
    Imputation,
    settled,
)
from outcomes.derivations.vital import signs_of_life
from outcomes.history import Diagnosis, DiseaseEvent, FollowUp, History, Regimen, Span

RELAPSES = frozenset({"relapse", "mrd_relapse"})


def with_settled_dates(history: History, choice: str, until: date | None) -> History:
    """The history with an analysis day in every Span that may have one; `until`: the last day that counts."""
    birth_settled = history.birth is None or history.birth.analysis is not None
    if birth_settled and not has_partial_dates(history):
        return history
    return _Settling(history, choice, until).history_settled()


def has_partial_dates(history: History) -> bool:
    """Whether any date but the birth date, from which no time counts, lacks a part."""
    return (
        _lacks_part(history.diagnosis.diagnosed)
        or _lacks_part(history.diagnosis.first_cr)
        or any(
            _lacks_part(r.start) or _lacks_part(r.first_inotuzumab) or _lacks_part(r.end)
            for r in history.regimens
        )
        or any(_lacks_part(event.occurred) for event in history.events)
        or any(_lacks_part(report.onset) or _lacks_part(report.first_symptom) for report in history.vod)
        or any(_lacks_part(event.onset) for event in history.adverse_events)
        or any(_lacks_part(follow_up.death) for follow_up in history.follow_ups)
    )


def _lacks_part(span: Span | None) -> bool:
    return span is not None and span.analysis is None


@dataclass(frozen=True, slots=True)
class _Settling:
    """One history whose dates are being settled: `choice` of the day, `until` the last day that counts."""

    history: History
    choice: str
    until: date | None

    def history_settled(self) -> History:
        history = self.history
        treated_by = min((start.latest for start in self._starts()), default=self._end())
        regimens = tuple(self._regimen(regimen) for regimen in history.regimens)
        return replace(
            history,
            birth=self._settle(history.birth, BIRTH, None, treated_by),
            diagnosis=self._diagnosis(history.diagnosis, treated_by),
            regimens=regimens,
            events=tuple(self._event(event) for event in history.events),
            vod=tuple(
                replace(
                    report,
                    onset=self._happened(report.onset),
                    first_symptom=self._happened(report.first_symptom),
                )
                for report in history.vod
            ),
            adverse_events=tuple(
                replace(event, onset=self._happened(event.onset)) for event in history.adverse_events
            ),
            follow_ups=tuple(self._follow_up(follow_up) for follow_up in history.follow_ups),
        )

    def _settle(
        self, span: Span | None, rule: Imputation, not_before: date | None, not_after: date | None
    ) -> Span | None:
        return None if span is None else settled(span, rule, self.choice, not_before, not_after)

    def _happened(self, span: Span | None) -> Span | None:
        return self._settle(span, DISEASE_EVENT, None, self._end())

    def _end(self) -> date | None:
        """The last day on which anything can have happened: the latest day of death, or the cut."""
        deaths = (follow_up.death.latest for follow_up in self.history.follow_ups if follow_up.death)
        return first_day((self.until, min(deaths, default=None)))

    def _starts(self) -> Iterator[Span]:
        return (regimen.start for regimen in self.history.regimens if regimen.start)

    def _diagnosis(self, diagnosis: Diagnosis, treated_by: date | None) -> Diagnosis:
        return replace(
            diagnosis,
            diagnosed=self._settle(diagnosis.diagnosed, DISEASE_EVENT, None, treated_by),
            first_cr=self._happened(diagnosis.first_cr),
        )

    def _regimen(self, regimen: Regimen) -> Regimen:
        start = self._start(regimen)
        started = start.earliest if start else None
        last_given = max((dose.given_on for c in regimen.cycles for dose in c.doses), default=started)
        next_start = first_day(span.latest for span in self._starts() if started and span.earliest > started)
        return replace(
            regimen,
            start=start,
            first_inotuzumab=self._settle(regimen.first_inotuzumab, TREATMENT_START, started, self._end()),
            end=self._settle(regimen.end, TREATMENT_END, last_given, first_day((next_start, self._end()))),
        )

    def _start(self, regimen: Regimen) -> Span | None:
        """No later than the first sign that treatment had begun, no earlier than what led to it."""
        if regimen.start is None or regimen.start.is_full:
            return self._settle(regimen.start, TREATMENT_START, None, None)
        begun = first_day(
            (
                *(cycle.started_on for cycle in regimen.cycles),
                *(dose.given_on for cycle in regimen.cycles for dose in cycle.doses),
                *(seen.assessed_on for seen in self.history.assessments if seen.regimen_id == regimen.id),
                regimen.end.latest if regimen.end else None,
                self._end(),
            )
        )
        latest = first_day((regimen.start.latest, begun))
        led_to_it = last_day(
            event.occurred.earliest
            for event in self.history.events
            if event.linked_regimen_id != regimen.id and latest and event.occurred.earliest <= latest
        )
        return self._settle(regimen.start, TREATMENT_START, led_to_it, begun)

    def _event(self, event: DiseaseEvent) -> DiseaseEvent:
        """An event comes after the start of the regimen it ends, never after the next start of treatment."""
        if event.occurred.analysis is not None:
            return event
        ended = self._ended_by(event)
        not_before = ended.start.earliest if ended and ended.start else None
        responded = first_day(
            seen.assessed_on
            for seen in self.history.assessments
            if ended
            and seen.regimen_id == ended.id
            and seen.bm_blasts_pct
            and not seen.bm_blasts_pct.at_least(5)
        )
        earliest = last_day((event.occurred.earliest, not_before))
        next_start = first_day(
            regimen.start.latest
            for regimen in self.history.regimens
            if regimen.start and regimen is not ended and earliest and regimen.start.earliest >= earliest
        )
        relapsed_from = days_after(responded, 1) if responded else None
        bounds = last_day((not_before, relapsed_from)), first_day((next_start, self._end()))
        occurred = settled(event.occurred, DISEASE_EVENT, self.choice, *bounds)
        return replace(event, occurred=occurred)

    def _ended_by(self, event: DiseaseEvent) -> Regimen | None:
        """The regimen that the event names, else (for a relapse) the last one surely begun before."""
        if event.linked_regimen_id is not None:
            return next((r for r in self.history.regimens if r.id == event.linked_regimen_id), None)
        if event.event_type not in RELAPSES:
            return None
        begun = [r for r in self.history.regimens if r.start and r.start.latest < event.occurred.earliest]
        return max(begun, key=lambda r: r.start.latest if r.start else date.min, default=None)

    def _follow_up(self, follow_up: FollowUp) -> FollowUp:
        """Death comes after the last sign of life."""
        if follow_up.death is None:
            return follow_up
        alive = last_day(day for day, _ in signs_of_life(self.history) if day <= follow_up.death.latest)
        not_before = first_day((days_after(alive, 1), follow_up.death.latest)) if alive else None
        return replace(follow_up, death=settled(follow_up.death, DEATH, self.choice, not_before, self.until))
