"""VOD/SOS: criteria and severity (C8), and which regimen it belongs to."""

# ruff: noqa: E501 - one example a line

import pytest

from outcomes.derivations import Parameters, derive
from outcomes.derivations.vod import criteria, severity
from outcomes.history import AdverseEvent, Span, VodReport
from tests.outcomes.derivations.histories import day, history, on, regimen, transplant

CLASSICAL = {"bilirubin_max": 3.1, "painful_hepatomegaly": "yes", "weight_gain_pct": 6.0, "ascites": "no"}
DAY_0 = day(100)

CRITERIA = [
    # what was found, answers, days after transplant (None: no transplant), criteria
    ("bilirubin and two signs, day 15", CLASSICAL, 15, "ebmt2016_classical"),
    ("bilirubin and two signs, day 21", CLASSICAL, 21, "ebmt2016_classical"),
    ("bilirubin and two signs, day 22", CLASSICAL, 22, "ebmt2016_late"),
    ("bilirubin and one sign, day 15", CLASSICAL | {"weight_gain_pct": 5.0}, 15, "not_met"),
    ("bilirubin 1.9 and two signs, day 15", CLASSICAL | {"bilirubin_max": 1.9}, 15, "not_met"),
    ("bilirubin exactly 2", CLASSICAL | {"bilirubin_max": 2.0}, 15, "ebmt2016_classical"),
    ("histology only, day 15", {"bilirubin_max": 1.0, "biopsy_proven": "yes"}, 15, "not_met"),
    ("histology only, day 30", {"bilirubin_max": 1.0, "biopsy_proven": "yes"}, 30, "ebmt2016_late"),
    ("two signs and ultrasound, day 30", {"bilirubin_max": 1.0, "ascites": "yes", "weight_gain_pct": 8.0, "doppler_evidence": "yes"}, 30, "ebmt2016_late"),
    ("two signs without ultrasound, day 30", {"bilirubin_max": 1.0, "ascites": "yes", "weight_gain_pct": 8.0}, 30, "not_met"),
    ("two signs and a pressure of 10 mmHg", {"bilirubin_max": 2.5, "ascites": "yes", "hvpg": 10.0}, 30, "ebmt2016_late"),
    ("on inotuzumab, bilirubin and two signs", CLASSICAL, None, "ebmt2016_late"),
    ("on inotuzumab, two signs and ultrasound", {"bilirubin_max": 2.5, "ascites": "yes", "doppler_evidence": "yes"}, None, "ebmt2016_late"),
    ("findings not recorded", {}, None, "reported_only"),
]  # fmt: skip

CRITERIA_2023 = [
    ("histology", {"biopsy_proven": "yes"}, "ebmt2023_proven"),
    ("bilirubin and two signs", CLASSICAL, "ebmt2023_clinical"),
    ("ultrasound and ascites", {"ascites": "yes", "doppler_evidence": "yes"}, "ebmt2023_probable"),
    ("ascites only", {"ascites": "yes", "bilirubin_max": 1.0}, "not_met"),
]

SEVERITY = [
    # what was found, answers, severity
    ("two mild findings", {"bilirubin_max": 2.5, "creatinine_x_baseline": 1.1}, "mild"),
    ("bilirubin 3 and transaminases over 2", {"bilirubin_max": 3.0, "transaminase_xuln": 2.1}, "moderate"),
    ("transaminases exactly 2 stay mild", {"bilirubin_max": 3.0, "transaminase_xuln": 2.0}, "mild"),
    ("bilirubin 5 and creatinine 1.5", {"bilirubin_max": 5.0, "creatinine_x_baseline": 1.5}, "severe"),
    ("bilirubin 8 and creatinine 2", {"bilirubin_max": 8.0, "creatinine_x_baseline": 2.0}, "very_severe"),
    ("bilirubin 9, weight gain 6%", {"bilirubin_max": 9.0, "weight_gain_pct": 6.0}, "severe"),
    ("bilirubin 9, weight gain 10%", {"bilirubin_max": 9.0, "weight_gain_pct": 10.0}, "very_severe"),
    ("doubling within 48 hours, bilirubin 5", {"bilirubin_max": 5.0, "bilirubin_doubling_48h": "yes"}, "severe"),
    ("four days from the first symptom", {"bilirubin_max": 5.0, "onset": on(14), "first_symptom": on(10)}, "severe"),
    ("six days from the first symptom", {"bilirubin_max": 5.0, "onset": on(16), "first_symptom": on(10)}, "moderate"),
    ("two risk factors raise it", {"bilirubin_max": 3.0, "transaminase_xuln": 2.1, "risk_factor_count": 2}, "severe"),
    ("one risk factor does not", {"bilirubin_max": 3.0, "transaminase_xuln": 2.1, "risk_factor_count": 1}, "moderate"),
    ("multi-organ dysfunction", {"mod": "yes"}, "very_severe"),
    ("one finding only", {"bilirubin_max": 9.0}, None),
]  # fmt: skip


@pytest.mark.parametrize("given", CRITERIA, ids=[row[0] for row in CRITERIA])
def test_the_criteria_of_2016_depend_on_the_day_after_transplant(given):
    _, answers, days, expected = given
    onset = day(100 + (days if days is not None else 0))
    report = VodReport(1, onset=Span.on(onset), **answers)
    assert criteria(report, DAY_0 if days is not None else None).value == expected


@pytest.mark.parametrize(
    ("answers", "expected"), [r[1:] for r in CRITERIA_2023], ids=[r[0] for r in CRITERIA_2023]
)
def test_the_categories_of_2023_can_be_asked_for(answers, expected):
    asked = Parameters(vod_criteria="ebmt2023")
    assert criteria(VodReport(1, onset=on(20), **answers), None, asked).value == expected


def test_vod_before_the_criteria_of_2016_is_taken_as_reported():
    before = VodReport(1, onset=on(-2200), bilirubin_max=1.0)
    assert criteria(before, None).value == "reported_only"


@pytest.mark.parametrize(("answers", "expected"), [r[1:] for r in SEVERITY], ids=[r[0] for r in SEVERITY])
def test_two_findings_make_the_severity(answers, expected):
    assert severity(VodReport(1, **answers)).value == expected


def first_row(**answers):
    return derive(history(regimen(), regimen(2, 200, "FLAG_IDA"), **answers))[0].values


def test_vod_belongs_to_the_regimen_it_is_linked_to_or_that_it_follows():
    assert first_row(vod=(VodReport(1, linked_regimen_id=1),))["vod"] is True
    assert first_row(vod=(VodReport(1, onset=on(150)),))["vod"] is True
    assert first_row(vod=(VodReport(1, onset=on(250)),))["vod"] is False
    assert first_row(vod=(VodReport(1, onset=on(150), linked_regimen_id=2),))["vod"] is False


def test_vod_after_transplant_is_judged_by_the_day_of_the_transplant():
    report = VodReport(1, onset=on(115), relation="post_hct", linked_regimen_id=1, **CLASSICAL)
    patient = history(regimen(), transplant(100), vod=(report,))
    derived = derive(patient)[0].values
    assert (derived["vod_criteria"], derived["vod_on"]) == ("ebmt2016_classical", day(115))


def test_vod_reported_only_as_an_adverse_event_still_counts():
    event = AdverseEvent(1, "vod_sos", "5.0", 3, on(150), linked_regimen_id=1)
    derived = first_row(adverse_events=(event,))
    assert (derived["vod"], derived["vod_criteria"], derived["vod_severity"]) == (True, "reported_only", None)
