"""Transplants, and graft-versus-host disease after some of them."""

from datetime import date
from typing import Any

from outcomes.demo.designed import Designed
from outcomes.demo.expansion.assessments import assess
from outcomes.demo.expansion.chart import Chart, after, partial
from registry.models import GVHD, ResponseAssessment, Transplant

REDUCED_INTENSITY_AGE = 55
HLA_MATCH = {"MSD": "8/8", "MUD": "10/10", "MMUD": "9/10", "haplo": "5/10", "cord": "6/8"}
ENGRAFTED, PLATELETS_ENGRAFTED = (13, 19), (16, 27)
ACUTE_ONSET, CHRONIC_ONSET, CHRONIC_SHARE, ACUTE_SHARE = (24, 60), (120, 240), 0.45, 0.4
STATUS_WITHIN_DAYS, ASSESSED_BEFORE = 45, 9


def transplant(chart: Chart, day_0: date, status: str, donor: str, mrd: str = "not_done") -> Transplant:
    intensive = chart.designed.given("age_at_start") < REDUCED_INTENSITY_AGE
    record = Transplant(
        patient=chart.patient,
        infusion_date=day_0,
        hct_number=len(chart.of(Transplant)) + 1,
        hct_type="allo",
        donor=donor,
        hla_match=HLA_MATCH[donor],
        graft="CB" if donor == "cord" else "PB",
        cd34_dose=None if donor == "cord" else chart.random.choice(("4.1", "5.2", "6.4", "7.3")),
        conditioning_intensity="MAC" if intensive else "RIC",
        conditioning_drugs=["busulfan", "fludarabine"] if intensive else ["melphalan", "fludarabine"],
        gvhd_prophylaxis=["PTCY", "MMF"] if donor == "haplo" else ["CNI_MTX"],
        vod_prophylaxis="UDCA",
        status_at_hct=status,
        mrd_at_hct=mrd,
        bilirubin_pre="0.7",
        **_engraftment(chart, day_0),
    )
    return chart.add(record)


def _engraftment(chart: Chart, day_0: date) -> dict[str, Any]:
    """Neutrophils and platelets, if the patient lived to see them."""
    days = {
        "anc_engraft_date": after(day_0, chart.random.randint(*ENGRAFTED)),
        "plt_engraft_date": after(day_0, chart.random.randint(*PLATELETS_ENGRAFTED)),
    }
    return {name: day for name, day in days.items() if chart.alive_on(day)}


def index_transplant(chart: Chart) -> None:
    """The transplant in the remission of the index regimen."""
    designed = chart.designed
    day_0 = designed.date_of("hsct_day")
    if day_0 is None or designed.text("hsct_phase") != "in_remission":
        return
    category = designed.facts["best_response"]
    ensure_status(chart, day_0, category, chart.index_regimen)
    mrd = designed.text("mrd_result")
    chart.transplant = transplant(
        chart,
        day_0,
        remission_number(designed),
        designed.facts["hsct_donor"],
        mrd if mrd != "not_evaluable" and mrd else "not_done",
    )
    graft_versus_host(chart, chart.transplant, designed.whole("relapse_day"))


def ensure_status(chart: Chart, day_0: date, category: str, regimen: Any) -> None:
    """An assessment shortly before transplant, unless one of the design lies within the 45 days before."""
    seen = [one.assessment_date for one in chart.of(ResponseAssessment) if one.assessment_date <= day_0]
    if not seen or (day_0 - max(seen)).days > STATUS_WITHIN_DAYS:
        assess(
            chart, regimen, after(day_0, -ASSESSED_BEFORE), category, 1, timepoint="pre_hsct", cycle_number=2
        )


def remission_number(designed: Designed, more: int = 0) -> str:
    """CR1 … CR3plus: remissions before, counting one now and `more` between."""
    remissions = sum(line.result == "CR" for line in designed.earlier) + more
    remissions += 0 if designed.is_yes("primary_refractory") else 1
    return ("CR1", "CR2", "CR3plus")[min(remissions, 2)]


def graft_versus_host(chart: Chart, hct: Transplant, relapse_day: int | None) -> None:
    """Acute or chronic disease of some, and of all who died of it."""
    fatal = chart.designed.text("primary_cause") == "gvhd"
    acute_on = after(hct.infusion_date, chart.random.randint(*ACUTE_ONSET))
    if fatal:
        acute_on = min(acute_on, chart.designed.on(chart.designed.last_alive_day - 3))
    has_acute, has_chronic = chart.random.random() < ACUTE_SHARE, chart.random.random() < CHRONIC_SHARE
    if fatal or (has_acute and chart.alive_on(acute_on)):
        stages = {"skin_stage": 2, "liver_stage": 2, "upper_gi_stage": 1, "lower_gi_stage": 4}
        mild = {"skin_stage": 2, "liver_stage": 0, "upper_gi_stage": 1, "lower_gi_stage": 1}
        _gvhd(chart, hct, acute_on, kind="acute", **(stages if fatal else mild))
    chronic_on = after(hct.infusion_date, chart.random.randint(*CHRONIC_ONSET))
    relapsed_by = relapse_day is not None and chart.designed.on(relapse_day) <= chronic_on
    if has_chronic and chart.alive_on(chronic_on) and not relapsed_by:
        severity, score = chart.random.choice((("mild", 1), ("moderate", 2), ("moderate", 2), ("severe", 3)))
        _gvhd(chart, hct, chronic_on, kind="chronic", cgvhd_severity=severity, cgvhd_organ_score=score)


def _gvhd(chart: Chart, hct: Transplant, on: date, **answers: Any) -> None:
    chart.add(GVHD(patient=chart.patient, transplant=hct, onset_date=partial(on), **answers))
