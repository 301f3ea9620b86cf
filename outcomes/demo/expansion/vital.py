"""Contacts with the patient up to the last: alive, dead, or lost to follow-up."""

from datetime import date
from typing import Any

from outcomes.demo.expansion.chart import Chart, after, partial
from registry.models import DiseaseStatusEvent, FollowUp, Transplant

AFTER_TRANSPLANT_DAYS, MIDWAY_FROM_DAYS = 100, 240
REPORTED_AFTER_DEATH, LOST_AFTER = 9, 150
RELAPSES = frozenset({"relapse", "progression"})


def follow_ups(chart: Chart) -> None:
    for day in _earlier_contacts(chart):
        _contact(chart, day, "alive", day, _disease_on(chart, day), information_source="visit")
    last_alive = chart.designed.on(chart.designed.last_alive_day)
    status = chart.designed.facts["vital_status"]
    state = _disease_on(chart, last_alive)
    if status == "dead":
        _death(chart, last_alive, state)
    elif status == "lost":
        lost_on = after(last_alive, LOST_AFTER)
        source = {"information_source": "phone", "lost_to_followup_date": lost_on}
        _contact(chart, lost_on, "lost", last_alive, "not_assessed", **source)
    else:
        _contact(chart, last_alive, "alive", last_alive, state, information_source="visit")


def _earlier_contacts(chart: Chart) -> list[date]:
    """A hundred days after each transplant, and halfway through a long follow-up."""
    designed = chart.designed
    days = [after(hct.infusion_date, AFTER_TRANSPLANT_DAYS) for hct in chart.of(Transplant)]
    if designed.last_alive_day >= MIDWAY_FROM_DAYS:
        days.append(designed.on(designed.last_alive_day // 2))
    last = designed.on(designed.last_alive_day)
    return sorted({day for day in days if designed.start_on < day < last})


def _disease_on(chart: Chart, day: date) -> str:
    """Remission, relapse or refractory, whichever was found last by that day."""
    found = [
        (event.event_date.latest, "relapse" if event.event_type in RELAPSES else "refractory")
        for event in chart.of(DiseaseStatusEvent)
    ]
    found += [(on, "remission") for on in chart.remission_days]
    known = [entry for entry in found if entry[0] <= day]
    return max(known, key=lambda entry: entry[0])[1] if known else "not_assessed"


def _death(chart: Chart, last_alive: date, state: str) -> None:
    died_on = chart.designed.date_of("death_day")
    assert died_on, f"{chart.designed.code} died on no day"
    answers = {
        "death_date": partial(died_on),
        "primary_cause": chart.designed.facts["primary_cause"],
        "death_in_remission": "yes" if state == "remission" else "no",
        "information_source": "registry_linkage",
    }
    _contact(chart, after(died_on, REPORTED_AFTER_DEATH), "dead", last_alive, state, **answers)


def _contact(chart: Chart, on: date, status: str, alive_on: date, state: str, **answers: Any) -> None:
    chart.add(
        FollowUp(
            patient=chart.patient,
            contact_date=on,
            vital_status=status,
            last_known_alive_date=alive_on,
            disease_status_at_contact=state,
            **answers,
        )
    )
