"""Adverse events at their worst grade, and VOD/SOS with the findings that meet its criteria."""

from datetime import date
from decimal import Decimal
from typing import Any

from outcomes.demo.expansion.chart import Chart, after, partial
from registry.ctcae import TERM_BY_TEST, grade
from registry.measured import Measured
from registry.models import VOD, AdverseEvent, Cycle, LabSnapshot

VERSION, FATAL, SEVERE = "4.03", 5, 3
TERMS = {
    "thrombocytopenia": "prolonged_thrombocytopenia",
    "infection": "infection",
    "bilirubin": "blood_bilirubin_increased",
}
LASTED_DAYS = {
    "prolonged_thrombocytopenia": (32, 60),
    "infection": (7, 21),
    "blood_bilirubin_increased": (6, 20),
}
SYMPTOMS_BEFORE_ONSET = 2


def adverse_events(chart: Chart) -> None:
    for name, term in TERMS.items():
        given, on = chart.designed.whole(f"{name}_grade"), chart.designed.date_of(f"{name}_day")
        if given is not None and on is not None:
            _designed_event(chart, term, given, on)
    _low_counts(chart)


def _designed_event(chart: Chart, term: str, given: int, on: date) -> None:
    drugs = ["inotuzumab"] if term == "blood_bilirubin_increased" else chart.index_regimen.drugs
    answers = {"relatedness": "possible", "suspect_drug": drugs, "action_taken": "none"}
    if term == "infection":
        answers = {"relatedness": "unlikely", "action_taken": "delayed" if given < FATAL else "none"}
    _event(
        chart, term, given, on, serious="yes" if term == "infection" or given > SEVERE else "no", **answers
    )


def _event(chart: Chart, term: str, given: int, on: date, **answers: Any) -> None:
    chart.add(
        AdverseEvent(
            patient=chart.patient,
            term=term,
            ctcae_version=VERSION,
            grade=given,
            onset_date=partial(on),
            linked_regimen=chart.index_regimen,
            linked_cycle=_cycle_on(chart, on),
            present_at_baseline="no",
            **(_outcome(chart, term, given, on) | answers),
        )
    )


def _outcome(chart: Chart, term: str, given: int, on: date) -> dict[str, Any]:
    """Fatal on the day of death, resolved if the patient lived to see it, else not."""
    died_on = chart.designed.date_of("death_day")
    if given == FATAL and died_on:
        return {"outcome": "fatal", "resolution_date": partial(died_on)}
    resolved_on = after(on, chart.random.randint(*LASTED_DAYS.get(term, (5, 14))))
    if chart.alive_on(resolved_on):
        return {"outcome": "resolved", "resolution_date": partial(resolved_on)}
    return {"outcome": "not_resolved"}


def _cycle_on(chart: Chart, on: date) -> Cycle | None:
    begun = [one for one in chart.of(Cycle) if one.regimen is chart.index_regimen and one.cycle_start <= on]
    return begun[-1] if begun else None


def _low_counts(chart: Chart) -> None:
    """An event for each blood count at failure that is severe and was not before the regimen."""
    taken = {
        lab.timepoint: lab
        for lab in chart.of(LabSnapshot)
        if lab.timepoint in ("regimen_baseline", "failure")
    }
    start, failure = taken.get("regimen_baseline"), taken.get("failure")
    if start is None or failure is None:
        return
    for test in ("wbc", "anc"):
        before = _grade(test, getattr(start, test)) or 0
        found = _grade(test, getattr(failure, test)) or 0
        if found >= SEVERE and found > before:
            answers = {
                "serious": "no",
                "relatedness": "unlikely",
                "action_taken": "none",
                "outcome": "not_resolved",
            }
            _event(
                chart, TERM_BY_TEST[test], found, failure.sample_date, **answers | {"resolution_date": None}
            )


def _grade(test: str, value: Measured | None) -> int | None:
    return grade(test, value, VERSION)


def veno_occlusive(chart: Chart) -> None:
    designed = chart.designed
    onset = designed.date_of("vod_day")
    if not designed.is_yes("vod") or onset is None:
        return
    fatal = designed.is_yes("vod_fatal")
    relation = designed.facts["vod_relation"]
    chart.add(
        VOD(
            patient=chart.patient,
            linked_regimen=chart.index_regimen,
            transplant=chart.transplant if relation == "post_hct" else None,
            onset_date=partial(onset),
            relation=relation,
            first_symptom_date=partial(after(onset, -SYMPTOMS_BEFORE_ONSET)),
            defibrotide_start=onset,
            **_findings(chart, fatal),
        )
    )
    _event(
        chart,
        "vod_sos",
        FATAL if fatal else chart.random.choice((3, 3, 4)),
        onset,
        serious="yes",
        relatedness="probable",
        suspect_drug=["inotuzumab"],
        action_taken="stopped",
    )


def _findings(chart: Chart, fatal: bool) -> dict[str, Any]:
    """Classical criteria: bilirubin of 2 mg/dL or more with two clinical signs."""
    random = chart.random
    return {
        "bilirubin_max": Decimal(random.randint(60, 190) if fatal else random.randint(28, 74)) / 10,
        "bilirubin_doubling_48h": "yes" if fatal else "no",
        "painful_hepatomegaly": "yes",
        "ascites": "yes" if fatal else random.choice(("yes", "no")),
        "weight_gain_pct": Decimal(random.randint(56, 98)) / 10,
        "doppler_evidence": random.choice(("yes", "yes", "not_done")),
        "biopsy_proven": "not_done",
        "transaminase_xuln": Decimal(random.randint(18, 96)) / 10,
        "creatinine_x_baseline": Decimal(random.randint(20, 34) if fatal else random.randint(10, 15)) / 10,
        "mod": "yes" if fatal else "no",
        "risk_factor_count": random.randint(0, 3),
        "outcome": "fatal" if fatal else "resolved",
    }
