"""Response assessments whose counts give the designed category (MD Anderson criteria), and MRD assays."""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from outcomes.demo.designed import Designed, Seen
from outcomes.demo.expansion.chart import Chart, measured
from registry.models import MRDAssay, ResponseAssessment, SalvageRegimen

BEFORE_TRANSPLANT_DAYS = 21


class Counts(NamedTuple):
    """Lowest and highest neutrophils (×10⁷/L) and platelets (×10⁹/L), and blasts in the blood in percent."""

    anc: tuple[int, int]
    platelets: tuple[int, int]
    pb_blasts: int = 0


COUNTS = {
    "CR": Counts((140, 290), (125, 210)),
    "CRp": Counts((120, 240), (58, 92)),
    "CRi": Counts((62, 94), (34, 48)),
    "NR": Counts((20, 60), (16, 34), 12),
    "PD": Counts((20, 60), (12, 28), 30),
}
REPORTED = {"NR": "SD_NR", "REL": "PD"}


def assess(
    chart: Chart, regimen: SalvageRegimen, on: date, category: str, blasts: int, **answers: Any
) -> ResponseAssessment:
    """An assessment of a category (CR, CRp, CRi, NR, PD, REL); answers given replace the usual ones."""
    counts = COUNTS["PD" if category == "REL" else category]
    usual = {
        "cycle_number": 1,
        "timepoint": "end_cycle",
        "bm_done": "yes",
        "bm_blasts_pct": measured(blasts),
        "bm_cellularity": "normal"
        if category in ("CR", "CRp")
        else "hypercellular"
        if blasts >= 5
        else "hypocellular",
        "trilineage": "yes" if category in ("CR", "CRp") else "no",
        "pb_blasts_pct": measured(counts.pb_blasts),
        "anc": measured(Decimal(chart.random.randint(*counts.anc)) / 100),
        "platelets": measured(chart.random.randint(*counts.platelets)),
        "counts_date": on,
        "plt_transfusion_7d": "no" if category in ("CR", "CRp") else "yes",
        "rbc_transfusion_7d": "no" if category == "CR" else "yes",
        "gcsf_7d": "no",
        "emd_status": "none",
        "response_reported": REPORTED.get(category, category),
        "response_scheme": "MDACC",
    }
    given = usual | answers
    return chart.add(ResponseAssessment(patient=chart.patient, regimen=regimen, assessment_date=on, **given))


def index_assessments(chart: Chart) -> None:
    for seen in chart.designed.assessments:
        assess(
            chart,
            chart.index_regimen,
            chart.designed.on(seen.day),
            seen.category,
            seen.blasts,
            **_answers(chart, seen),
        )


def _answers(chart: Chart, seen: Seen) -> dict[str, Any]:
    designed = chart.designed
    cycle = sum(start < seen.day for start in designed.cycle_days)
    answers: dict[str, Any] = {"cycle_number": cycle, "timepoint": _timepoint(designed, seen)}
    if seen.day == designed.whole("failure_day"):
        answers |= _at_failure(designed, seen)
    return answers


def _timepoint(designed: Designed, seen: Seen) -> str:
    hct_day = designed.whole("hsct_day")
    if hct_day is not None and seen.day > hct_day:
        return "post_hsct"
    if hct_day is not None and hct_day - seen.day <= BEFORE_TRANSPLANT_DAYS:
        return "pre_hsct"
    last_cycle = designed.cycle_days[-1]
    return "unscheduled" if seen.category == "REL" or seen.day - last_cycle > 45 else "end_cycle"


def _at_failure(designed: Designed, seen: Seen) -> dict[str, Any]:
    """Blood blasts as measured at failure; disease outside the marrow where that is its site."""
    answers: dict[str, Any] = {}
    blood = designed.number("pb_blasts_at_failure")
    if blood is not None:
        answers["pb_blasts_pct"] = measured(blood)
    elif designed.text("wbc_at_failure"):
        answers |= {"pb_blasts_pct": None, "missing": {"pb_blasts_pct": "not_done"}}
    if designed.text("failure_site") == "other_em":
        answers |= {"emd_status": "new", "response_reported": "PD"}
    return answers


def residual_disease(chart: Chart) -> None:
    """One assay by flow cytometry at response: below 10⁻⁴, above it, or failed."""
    designed, result = chart.designed, chart.designed.text("mrd_result")
    day = designed.whole("mrd_day")
    response_day = designed.whole("response_day")
    if result is None or response_day is None:
        return
    sampled_on = designed.on(response_day if day is None else day)
    answers: dict[str, Any] = {"result": "failed", "missing": {"assay_sensitivity": "unknown"}}
    if result != "not_evaluable":
        answers = {"assay_sensitivity": "0.0001", "events_acquired": 1_000_000, "result": "not_detected"}
    if result == "positive":
        level = chart.random.choice(("0.0004", "0.0012", "0.003", "0.011"))
        answers |= {"result": "detected_quantified", "level": level}
    chart.add(
        MRDAssay(
            patient=chart.patient,
            sample_date=sampled_on,
            sample_source="bm",
            method="mfc",
            n_colours=8,
            lab="Flow cytometry laboratory of the centre",
            linked_assessment=_nearest(chart, sampled_on),
            **answers,
        )
    )


def _nearest(chart: Chart, day: date) -> ResponseAssessment:
    seen = [one for one in chart.of(ResponseAssessment) if one.regimen is chart.index_regimen]
    return min(seen, key=lambda one: abs((one.assessment_date - day).days))
