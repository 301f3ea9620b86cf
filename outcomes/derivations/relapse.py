"""Relapse after a remission: blasts in marrow or blood, or another site, and confirmed (C1 step 0, C4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from outcomes.derivations.answers import Told, sentence
from outcomes.derivations.assessed import Assessed
from outcomes.derivations.baseline import EXTRAMEDULLARY
from outcomes.derivations.life import Life
from outcomes.derivations.parameters import Parameters
from outcomes.derivations.response import marrow_blasts
from outcomes.history import DiseaseEvent, Span

HAEMATOLOGICAL_BLASTS = 5.0


@dataclass(frozen=True, slots=True)
class Relapse:
    """The first relapse after a remission; `source` is "event" or "assessment"."""

    when: Span
    on: date
    source: str
    told: Told


def first_relapse(life: Life, response_on: date, next_line_on: date | None) -> Relapse | None:
    """The earliest confirmed relapse after a remission.

    Assessments count until the next salvage line starts; recorded events count at any later time.
    """
    found = [*_by_event(life.history.events, response_on), *_by_assessment(life, response_on, next_line_on)]
    return min(found, key=lambda relapse: (relapse.on, relapse.source != "event"), default=None)


def _by_event(events: tuple[DiseaseEvent, ...], response_on: date) -> Iterator[Relapse]:
    for event in events:
        on = event.occurred.analysis
        if on is not None and on > response_on and is_haematological(event):
            yield Relapse(event.occurred, on, "event", _recorded(event))


def _recorded(event: DiseaseEvent) -> Told:
    return lambda: f"{event.event_type.capitalize()} recorded on {event.occurred.analysis}."


def is_haematological(event: DiseaseEvent) -> bool:
    """Relapse or progression in marrow, blood or another site; an MRD relapse alone is none.

    A relapse recorded with marrow below 5% and no other site is a relapse of MRD only.
    """
    if event.event_type not in ("relapse", "progression"):
        return False
    elsewhere = "pb" in event.sites or not EXTRAMEDULLARY.isdisjoint(event.sites)
    return elsewhere or event.bm_blasts_pct is None or event.bm_blasts_pct >= HAEMATOLOGICAL_BLASTS


def _by_assessment(life: Life, response_on: date, next_line_on: date | None) -> Iterator[Relapse]:
    later = [one for one in life.assessed_between(response_on, next_line_on) if one.is_adequate]
    for place, one in enumerate(later):
        if not _shows_disease(one):
            continue
        how = _confirmed_by(one, later[place + 1 :], life, next_line_on)
        if how:
            yield Relapse(Span.on(one.on), one.on, "assessment", _seen(one, how))
            return


def _seen(one: Assessed, how: Told) -> Told:
    return lambda: f"Disease on {one.on}, confirmed by {sentence(how)}."


def _shows_disease(one: Assessed) -> bool:
    return one.code in ("PD", "SD_NR", "PR") and (one.code == "PD" or _in_marrow(one) or _in_blood(one))


def _in_marrow(one: Assessed) -> bool:
    marrow = marrow_blasts(one.assessment)
    return marrow is not None and marrow.at_least(HAEMATOLOGICAL_BLASTS) is True


def _in_blood(one: Assessed) -> bool:
    blood = one.assessment.pb_blasts_pct
    return blood is not None and blood.above(0.0) is True


def _confirmed_by(one: Assessed, later: list[Assessed], life: Life, next_line_on: date | None) -> Told | None:
    """What confirms disease seen at one assessment; None if nothing does (yet)."""
    if _in_marrow(one) and (_in_blood(one) or one.assessment.emd_status == "new"):
        return "marrow and a second site on the same day"
    if _event_near(one.on, life.history.events, life.parameters):
        return "the relapse that was recorded"
    if later:
        return (lambda: f"the assessment of {later[0].on}") if _shows_disease(later[0]) else None
    return (lambda: f"the next treatment on {next_line_on}") if next_line_on else None


def _event_near(on: date, events: tuple[DiseaseEvent, ...], parameters: Parameters) -> bool:
    days = parameters.relapse_confirmed_within_days
    return any(
        is_haematological(event)
        and event.occurred.analysis is not None
        and abs((event.occurred.analysis - on).days) <= days
        for event in events
    )
