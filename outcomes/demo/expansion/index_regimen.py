"""The regimen with inotuzumab that the cohorts are about: its cycles and doses."""

from outcomes.demo.expansion import doses
from outcomes.demo.expansion.chart import Chart, partial
from outcomes.demo.expansion.past import status
from registry import choices
from registry.models import Administration, Cycle, SalvageRegimen

DRUGS = [code for code, _ in choices.DRUG]
CYCLE_LENGTHS = {"single_dose": 21, "weekly": 28, "mini_hcvd": 28}
STOPPED_AFTER_LAST_CYCLE, CONDITIONING_BEFORE_TRANSPLANT = 20, 8


def index_regimen(chart: Chart) -> None:
    designed = chart.designed
    schedule, drugs = designed.facts["ino_schedule"], designed.listed("drugs")
    regimen = SalvageRegimen(
        patient=chart.patient,
        line_type="salvage",
        regimen_code=designed.facts["regimen_code"],
        drugs=sorted(drugs, key=DRUGS.index),
        start_date=partial(designed.start_on),
        first_ino_date=partial(designed.on(doses.INOTUZUMAB_DAYS[schedule][0] - 1)),
        status_at_start=status(designed, len(designed.earlier)),
        intent="curative",
        end_reason=designed.facts["end_reason"],
    )
    chart.index = chart.add(regimen)
    for number, day in enumerate(designed.cycle_days, start=1):
        _cycle(chart, regimen, number, day, schedule)
    regimen.end_date = partial(designed.on(_end_day(chart)))


def _cycle(chart: Chart, regimen: SalvageRegimen, number: int, day: int, schedule: str) -> None:
    designed = chart.designed
    cycle = chart.add(
        Cycle(
            patient=chart.patient,
            regimen=regimen,
            cycle_number=number,
            cycle_start=designed.on(day),
            planned_length_d=CYCLE_LENGTHS[schedule],
            hsct_candidate="yes" if designed.whole("hsct_day") else "unknown",
        )
    )
    if number <= designed.given("ino_courses"):
        dose = designed.facts["ino_dose_first" if number == 1 else "ino_dose_later"]
        doses.inotuzumab(chart, cycle, schedule, dose)
    if schedule == "mini_hcvd":
        doses.chemotherapy(chart, cycle, regimen.drugs)


def _end_day(chart: Chart) -> int:
    """Last day on the regimen: not before the last dose, nor after failure, transplant or next therapy."""
    designed = chart.designed
    hct_day = designed.whole("hsct_day") if designed.text("hsct_phase") == "in_remission" else None
    stops = [
        designed.cycle_days[-1] + STOPPED_AFTER_LAST_CYCLE,
        designed.last_alive_day,
        designed.whole("failure_day"),
        designed.whole("next_start_day"),
        None if hct_day is None else hct_day - CONDITIONING_BEFORE_TRANSPLANT,
    ]
    last_dose = max(dose.admin_date for dose in chart.of(Administration))
    return max((last_dose - designed.start_on).days, min(day for day in stops if day is not None))
