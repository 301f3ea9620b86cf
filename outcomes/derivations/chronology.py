"""Puts a history in order: nothing after the data cut, every date settled, everything sorted by time."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from outcomes.derivations.days import Placed, by_time, first_day
from outcomes.derivations.parameters import Parameters
from outcomes.derivations.settled_dates import with_settled_dates
from outcomes.history import History, Regimen, Span

Records = tuple[Any, ...]


def _place(span: Span | None) -> date:
    return date.max if span is None else span.analysis or span.earliest


PLACED: Mapping[str, Placed] = {
    "labs": lambda lab: lab.sampled_on,
    "events": lambda event: _place(event.occurred),
    "regimens": lambda regimen: _place(regimen.start),
    "assessments": lambda assessment: assessment.assessed_on,
    "mrd": lambda assay: assay.sampled_on,
    "transplants": lambda transplant: transplant.infused_on,
    "vod": lambda report: _place(report.onset),
    "follow_ups": lambda follow_up: follow_up.contact_on,
}
"""The day that places a record of each kind in time."""


def in_order(history: History, parameters: Parameters) -> History:
    """The same history up to `known_until`, with analysis days, each kind of record in order of time."""
    until = known_until(history)
    if until is not None:
        history = _up_to(history, until)
    history = with_settled_dates(history, parameters.partial_dates, until)
    moved: dict[str, Any] = {}
    for kind, placed in PLACED.items():
        records = getattr(history, kind)
        ordered = by_time(records, placed)
        if ordered is not records:
            moved[kind] = ordered
    return replace(history, **moved) if moved else history


def known_until(history: History) -> date | None:
    """The data cut or the withdrawal of consent, whichever is first; None if there is neither."""
    return first_day((history.data_cut, history.withdrawn_on))


def _up_to(history: History, until: date) -> History:
    """Only what happened by that day. Follow-up after it stays: it shows who was alive on that day."""

    def spanned(records: Records, name: str) -> Records:
        spans = ((record, getattr(record, name)) for record in records)
        return tuple(record for record, span in spans if span is None or span.earliest <= until)

    return replace(
        history,
        labs=tuple(lab for lab in history.labs if lab.sampled_on <= until),
        events=spanned(history.events, "occurred"),
        regimens=tuple(_regimen_up_to(regimen, until) for regimen in spanned(history.regimens, "start")),
        assessments=tuple(seen for seen in history.assessments if seen.assessed_on <= until),
        mrd=tuple(assay for assay in history.mrd if assay.sampled_on <= until),
        transplants=tuple(hct for hct in history.transplants if hct.infused_on <= until),
        vod=spanned(history.vod, "onset"),
        adverse_events=spanned(history.adverse_events, "onset"),
    )


def _regimen_up_to(regimen: Regimen, until: date) -> Regimen:
    ended = regimen.end is None or regimen.end.earliest <= until
    cycles = tuple(
        replace(cycle, doses=tuple(dose for dose in cycle.doses if dose.given_on <= until))
        for cycle in regimen.cycles
        if cycle.started_on <= until
    )
    return replace(
        regimen,
        end=regimen.end if ended else None,
        end_reason=regimen.end_reason if ended else None,
        cycles=cycles,
    )
