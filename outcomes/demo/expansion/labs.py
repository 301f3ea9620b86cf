"""Laboratory values from diagnosis to failure: a set for every timepoint of the form."""

from datetime import date
from decimal import Decimal
from typing import Any

from outcomes.demo.expansion.assessments import COUNTS
from outcomes.demo.expansion.chart import Chart, after, measured
from registry.measured import Measured
from registry.models import LabSnapshot, ResponseAssessment

# What the laboratory prints below its limit of measurement, and the values of a leukaemic blood count.
BELOW_LIMIT = "<0.1"
LEUKAEMIC_PLATELETS, LEUKAEMIC_ANC_SHARE, MOST_LEUKAEMIC_ANC = (14, 46), Decimal("0.15"), Decimal("0.45")
NOT_MEASURED = "not_done"


def labs(chart: Chart) -> None:
    """`failure` repeats the platelets of the start, as the leukaemia is back to what it was."""
    _at_diagnosis(chart)
    platelets = chart.random.randint(*LEUKAEMIC_PLATELETS)
    _at_start(chart, platelets)
    _at_response(chart)
    _before_transplant(chart)
    _at_failure(chart, platelets)


def _snapshot(chart: Chart, on: date, timepoint: str, **answers: Any) -> None:
    """A snapshot with healthy chemistry; an answer that is None was not measured."""
    missing = {name: NOT_MEASURED for name, value in answers.items() if value is None}
    usual = {
        "hemoglobin": Decimal(chart.random.randint(82, 118)) / 10,
        "bm_sample_type": "aspirate",
        "bilirubin_total": Decimal(chart.random.randint(3, 11)) / 10,
        "ast": chart.random.randint(14, 38),
        "alt": chart.random.randint(14, 42),
        "creatinine": Decimal(chart.random.randint(6, 11)) / 10,
        "albumin": Decimal(chart.random.randint(32, 46)) / 10,
        "weight": chart.body.weight,
        "height": chart.body.height,
    }
    given = usual | answers
    chart.add(
        LabSnapshot(patient=chart.patient, timepoint=timepoint, sample_date=on, missing=missing, **given)
    )


def _at_diagnosis(chart: Chart) -> None:
    random = chart.random
    white = Decimal(random.choice((24, 38, 61, 95, 142, 230, 410, 880))) / 10
    _snapshot(
        chart,
        chart.designed.diagnosed_on,
        "diagnosis",
        wbc=measured(white),
        anc=_leukaemic_anc(white),
        platelets=measured(random.randint(18, 110)),
        pb_blasts_pct=measured(random.randint(5, 85)),
        bm_blasts_pct=measured(random.randint(55, 97)),
        ldh=random.randint(280, 1900),
        ecog=random.randint(0, 2),
    )


def _at_start(chart: Chart, platelets: int) -> None:
    """The day before the first dose."""
    designed = chart.designed
    _snapshot(
        chart,
        after(designed.start_on, -1),
        "regimen_baseline",
        regimen=chart.index_regimen,
        platelets=measured(platelets),
        ecog=designed.whole("ecog_at_start"),
        **_leukaemic(chart, "start"),
    )


def _leukaemic(chart: Chart, when: str) -> dict[str, Any]:
    designed = chart.designed
    white, blood, marrow = (
        designed.number(f"{name}_at_{when}") for name in ("wbc", "pb_blasts", "bm_blasts")
    )
    return {
        "wbc": _white_cells(white),
        "anc": None if white is None else _leukaemic_anc(white),
        "pb_blasts_pct": None if blood is None else measured(blood),
        "bm_blasts_pct": None if marrow is None else measured(marrow),
    }


def _white_cells(value: Decimal | None) -> Measured | None:
    """A count of 0 is printed as below the limit."""
    if value is None:
        return None
    return measured(value) if value else Measured.parse(BELOW_LIMIT)


def _leukaemic_anc(white: Decimal) -> Measured:
    return (
        measured(round(min(white * LEUKAEMIC_ANC_SHARE, MOST_LEUKAEMIC_ANC), 2))
        if white
        else Measured.parse(BELOW_LIMIT)
    )


def _at_response(chart: Chart) -> None:
    """The counts of the assessment that first showed the remission."""
    on = chart.designed.date_of("response_day")
    seen = [one for one in chart.of(ResponseAssessment) if one.regimen is chart.index_regimen]
    first = next((one for one in seen if one.assessment_date == on), None)
    if on is None or first is None:
        return
    _snapshot(
        chart,
        on,
        "response",
        regimen=chart.index_regimen,
        wbc=measured(first.anc.value + Decimal(chart.random.randint(14, 24)) / 10),
        anc=first.anc,
        platelets=first.platelets,
        pb_blasts_pct=first.pb_blasts_pct,
        bm_blasts_pct=first.bm_blasts_pct,
        ecog=chart.random.randint(0, 1),
    )


def _before_transplant(chart: Chart) -> None:
    day_0 = chart.designed.date_of("hsct_day")
    if day_0 is None:
        return
    counts = COUNTS["CR"]
    anc = Decimal(chart.random.randint(*counts.anc)) / 100
    _snapshot(
        chart,
        after(day_0, -8),
        "pre_transplant",
        wbc=measured(anc + Decimal("1.9")),
        anc=measured(anc),
        platelets=measured(chart.random.randint(*counts.platelets)),
        pb_blasts_pct=measured(0),
        bm_blasts_pct=measured(1),
        ecog=chart.random.randint(0, 1),
    )


def _at_failure(chart: Chart, platelets: int) -> None:
    on = chart.designed.date_of("failure_day")
    if on is None:
        return
    values = _leukaemic(chart, "failure")
    if values["wbc"] is None:
        values |= _usual_at_failure(chart, on)
    _snapshot(
        chart, on, "failure", regimen=chart.index_regimen, platelets=measured(platelets), ecog=1, **values
    )


def _usual_at_failure(chart: Chart, on: date) -> dict[str, Any]:
    """Where the design leaves the blood open: some white cells, and the blasts of the assessment."""
    white = Decimal(chart.random.randint(21, 240)) / 10
    blood = next(one.pb_blasts_pct for one in chart.of(ResponseAssessment) if one.assessment_date == on)
    return {"wbc": measured(white), "anc": _leukaemic_anc(white), "pb_blasts_pct": blood}
