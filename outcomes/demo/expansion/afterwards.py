"""What followed the index regimen: its failure, the next therapy, and what came of that."""

from datetime import date

from outcomes.demo.designed import Designed
from outcomes.demo.expansion import doses
from outcomes.demo.expansion.assessments import assess
from outcomes.demo.expansion.chart import Chart, after, partial
from outcomes.demo.expansion.components import components
from outcomes.demo.expansion.events import progression_elsewhere, refractory, relapse
from outcomes.demo.expansion.transplants import ensure_status, graft_versus_host, remission_number, transplant
from registry.models import Cycle, SalvageRegimen

ASSESSED_AFTER, TREATED_FOR, BLINATUMOMAB_DAYS = 28, 40, 28
REMISSION_BLASTS = 2


def failure(chart: Chart) -> None:
    """The event that ended the index regimen, where the design has one."""
    designed = chart.designed
    on, blasts = designed.date_of("failure_day"), designed.whole("bm_blasts_at_failure")
    if on is None or blasts is None:
        return
    if designed.facts["failure_site"] == "other_em":
        progression_elsewhere(chart, on, chart.index_regimen)
    elif designed.facts["failure_type"] == "relapsed":
        relapse(chart, on, blasts, chart.index_regimen)
    else:
        refractory(chart, on, blasts, chart.index_regimen)


def next_therapy(chart: Chart) -> None:
    designed = chart.designed
    code, start = designed.text("next_regimen_code"), designed.date_of("next_start_day")
    if code is None or start is None:
        return
    regimen = chart.add(
        SalvageRegimen(
            patient=chart.patient,
            line_type="salvage",
            regimen_code=code,
            drugs=components(code, designed),
            start_date=partial(start),
            status_at_start=_status(designed),
            intent="palliative" if code == "PALLIATIVE" else "curative",
        )
    )
    if code == "BLINA":
        _blinatumomab_cycle(chart, regimen, start)
    if designed.facts["next_response"] == "CR":
        _responded(chart, regimen)
    else:
        _did_not_respond(chart, regimen, start)


def _status(designed: Designed) -> str:
    """After the index regimen: one relapse more, or refractory."""
    if designed.facts["failure_type"] != "relapsed":
        return "refractory_relapse"
    relapses = 1 + sum(line.result == "CR" for line in designed.earlier)
    relapses += 0 if designed.is_yes("primary_refractory") else 1
    return ("relapse1", "relapse2", "relapse3plus")[min(relapses, 3) - 1]


def _blinatumomab_cycle(chart: Chart, regimen: SalvageRegimen, start: date) -> None:
    cycle = Cycle(
        patient=chart.patient, regimen=regimen, cycle_number=1, cycle_start=start, planned_length_d=42
    )
    doses.blinatumomab(chart, chart.add(cycle))


def _responded(chart: Chart, regimen: SalvageRegimen) -> None:
    """Remission, transplant in it where designed, and relapse before a death of leukaemia."""
    designed = chart.designed
    responded_on = designed.date_of("next_response_day")
    assert responded_on, f"{designed.code} responded to the next therapy on no day"
    assess(chart, regimen, responded_on, "CR", REMISSION_BLASTS)
    hct_on = designed.date_of("hsct_day") if designed.text("hsct_phase") == "after_failure" else None
    relapse_on = designed.date_of("next_relapse_day") or _relapse_before_death(designed, responded_on, hct_on)
    _ended(regimen, after(responded_on, 5), "proceeded_to_hsct" if hct_on else "completed")
    if hct_on:
        ensure_status(chart, hct_on, "CR", regimen)
        responses = 1 if designed.text("response_day") else 0
        status_at_hct = remission_number(designed, more=responses)
        hct = transplant(chart, hct_on, status_at_hct, designed.facts["hsct_donor"])
        graft_versus_host(chart, hct, designed.whole("next_relapse_day"))
    if relapse_on:
        blasts = chart.random.randint(20, 85)
        assess(chart, regimen, relapse_on, "REL", blasts, cycle_number=2, timepoint="unscheduled")
        relapse(chart, relapse_on, blasts, regimen)


def _relapse_before_death(designed: Designed, responded_on: date, hct_on: date | None) -> date | None:
    """Who died of leukaemia had relapsed: two thirds of the way from remission to death."""
    died_on = designed.date_of("death_day")
    if died_on is None or designed.text("primary_cause") != "leukaemia":
        return None
    begun = hct_on or responded_on
    return after(begun, (died_on - begun).days * 2 // 3)


def _did_not_respond(chart: Chart, regimen: SalvageRegimen, start: date) -> None:
    """Assessed after four weeks if still alive; stopped for want of a response, or by death."""
    assessed_on = after(start, ASSESSED_AFTER)
    last_alive = chart.designed.on(chart.designed.last_alive_day)
    if assessed_on > last_alive:
        died = chart.designed.is_dead
        _ended(regimen, min(last_alive, after(start, TREATED_FOR)), "death" if died else "lost")
        return
    blasts = min(chart.random.randint(30, 80), max(chart.last_event_blasts or 50, 8))
    assess(chart, regimen, assessed_on, "NR", blasts)
    refractory(chart, assessed_on, blasts, regimen)
    _ended(regimen, assessed_on, "no_response")


def _ended(regimen: SalvageRegimen, on: date, reason: str) -> None:
    regimen.end_date, regimen.end_reason = partial(on), reason
