"""What came before the index regimen: frontline, transplant in first remission, earlier salvage lines."""

from datetime import date
from typing import Any

from outcomes.demo.designed import Designed, Earlier
from outcomes.demo.expansion.assessments import assess
from outcomes.demo.expansion.chart import Chart, after, partial
from outcomes.demo.expansion.components import components, frontline_components
from outcomes.demo.expansion.events import refractory, relapse
from outcomes.demo.expansion.transplants import transplant
from registry.models import SalvageRegimen

FRONTLINE_AFTER_DIAGNOSIS, FRONTLINE_LASTS = 3, 700
ASSESSED_AFTER, ENDED_AFTER_RELAPSE, REFRACTORY_BEFORE_NEXT = 28, 3, 5
REFRACTORY_BLASTS, RELAPSE_BLASTS = (35, 80), (25, 90)


def past(chart: Chart) -> None:
    """Frontline and every earlier salvage line, each with the event that ended it."""
    frontline = _frontline(chart)
    _first_course(chart, frontline)
    lines = chart.designed.earlier
    for place, line in enumerate(lines):
        next_day = lines[place + 1].day if place + 1 < len(lines) else 0
        _salvage(chart, place, line, next_day)


def first_salvage_on(designed: Designed) -> date:
    return designed.on(designed.earlier[0].day if designed.earlier else 0)


def _frontline(chart: Chart) -> SalvageRegimen:
    designed = chart.designed
    start = after(designed.diagnosed_on, FRONTLINE_AFTER_DIAGNOSIS)
    ended = designed.date_of("first_relapse_day") or after(
        first_salvage_on(designed), -REFRACTORY_BEFORE_NEXT
    )
    hct_on = designed.date_of("prior_hsct_day")
    last = min(day for day in (after(start, FRONTLINE_LASTS), ended, hct_on and after(hct_on, -8)) if day)
    reason = "no_response" if designed.is_yes("primary_refractory") else "completed"
    return chart.add(
        SalvageRegimen(
            patient=chart.patient,
            line_type="frontline",
            regimen_code=designed.facts["frontline_code"],
            drugs=frontline_components(designed),
            start_date=partial(start),
            end_date=partial(last),
            end_reason="proceeded_to_hsct" if hct_on else reason,
            intent="curative",
            missing={"status_at_start": "not_applicable"},
        )
    )


def _first_course(chart: Chart, frontline: SalvageRegimen) -> None:
    """No remission at all, or first remission, perhaps transplant in it, and first relapse."""
    designed = chart.designed
    if designed.is_yes("primary_refractory"):
        on = after(first_salvage_on(designed), -REFRACTORY_BEFORE_NEXT)
        blasts = chart.random.randint(*REFRACTORY_BLASTS)
        assess(chart, frontline, on, "NR", blasts)
        refractory(chart, on, blasts, frontline, primary=True)
        return
    remission_on, relapse_on = designed.date_of("first_remission_day"), designed.date_of("first_relapse_day")
    assert remission_on and relapse_on, f"{designed.code} has neither refractory disease nor a first relapse"
    assess(chart, frontline, remission_on, "CR", chart.random.randint(0, 3))
    if hct_on := designed.date_of("prior_hsct_day"):
        assess(chart, frontline, after(hct_on, -12), "CR", 1, timepoint="pre_hsct", cycle_number=4)
        transplant(chart, hct_on, "CR1", chart.random.choice(("MSD", "MUD")))
    relapse(chart, relapse_on, chart.random.randint(*RELAPSE_BLASTS), frontline)


def _salvage(chart: Chart, place: int, line: Earlier, next_day: int) -> None:
    designed = chart.designed
    start, next_start = designed.on(line.day), designed.on(next_day)
    assessed_on = after(start, ASSESSED_AFTER)
    regimen = chart.add(
        SalvageRegimen(
            patient=chart.patient,
            line_type="salvage",
            regimen_code=line.code,
            drugs=components(line.code, designed),
            start_date=partial(start),
            end_date=partial(assessed_on),
            end_reason="completed" if line.result == "CR" else "no_response",
            intent="curative",
            status_at_start=status(designed, place),
        )
    )
    blasts = chart.random.randint(*REFRACTORY_BLASTS)
    if line.result == "CR":
        assess(chart, regimen, assessed_on, "CR", 2)
        relapse(chart, after(next_start, -chart.random.randint(4, 15)), blasts, regimen)
    else:
        answers: dict[str, Any] = {"bm_cellularity": "hypercellular"}
        last = chart.last_event_blasts
        blasts = min(blasts, last) if last else blasts
        assess(chart, regimen, assessed_on, "NR", blasts, **answers)
        refractory(chart, assessed_on, blasts, regimen)


def status(designed: Designed, place: int) -> str:
    """Disease status at the start of the salvage line at this place (0 is the first)."""
    results = [line.result for line in designed.earlier[:place]]
    is_primary = designed.is_yes("primary_refractory")
    if results and results[-1] == "NR":
        return "primary_refractory" if is_primary and "CR" not in results else "refractory_relapse"
    relapses = results.count("CR") + (0 if is_primary else 1)
    return ("primary_refractory", "relapse1", "relapse2", "relapse3plus")[min(relapses, 3)]
