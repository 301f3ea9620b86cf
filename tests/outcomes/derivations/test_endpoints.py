"""Times to events in whole days: origin, event and censoring (C0, C7)."""

# ruff: noqa: E501 - one example a line

import pytest

from outcomes.derivations import Parameters, derive
from outcomes.history import DiseaseEvent, FollowUp
from tests.outcomes.derivations.histories import (
    alive,
    assay,
    day,
    died,
    event,
    history,
    marrow,
    month,
    regimen,
    row,
    transplant,
    values,
)

CR = marrow(28, 1)
MRD_DIRECTED = regimen(2, 90, "BLINA", line_type="mrd_directed")

TIMES = [
    # what happened, records, endpoint, days, event or cause
    ("death", [died(100)], "os_start", 100, 1),
    ("alive", [alive(100)], "os_start", 100, 0),
    ("death on the first day", [died(0)], "os_start", 0, 1),
    ("nothing known after the start", [], "os_start", 0, 0),
    ("last dose shows life", [alive(20), marrow(28, 60)], "os_start", 28, 0),
    ("lost: last known alive, not the report", [alive(50), FollowUp(9, day(300), "lost", day(50))], "os_start", 50, 0),
    ("relapse", [CR, event("relapse", 100), died(150)], "rfs", 72, 1),
    ("death in remission", [CR, died(150)], "rfs", 122, 1),
    ("in remission at the last marrow", [CR, marrow(90, 1), alive(400)], "rfs", 62, 0),
    ("in remission at a later contact", [CR, alive(400, disease_status="remission")], "rfs", 372, 0),
    ("later contact, disease not assessed", [CR, alive(400, disease_status="not_assessed")], "rfs", 0, 0),
    ("relapse after transplant", [CR, transplant(60), event("relapse", 200)], "rfs", 172, 1),
    ("the same, censored at transplant", [CR, transplant(60), event("relapse", 200)], "rfs_asct_censored", 32, 0),
    ("relapse before transplant", [CR, event("relapse", 50), transplant(60, status_at_hct="relapse")], "rfs_asct_censored", 22, 1),
    ("no remission", [marrow(28, 60)], "rfs", None, None),
    ("no remission by the end of cycle 2", [marrow(56, 60, after_cycle=2), alive(100)], "efs", 1, 1),
    ("remission only after cycle 3", [marrow(28, 60), marrow(90, 1, after_cycle=3), alive(100)], "efs", 1, 1),
    ("remission after cycle 2, relapse", [marrow(56, 1, after_cycle=2), event("relapse", 100)], "efs", 100, 1),
    ("early death", [died(12)], "efs", 12, 1),
    ("event-free", [CR, marrow(90, 1), alive(400)], "efs", 90, 0),
    ("relapse ends the response", [CR, event("relapse", 100)], "dor", 72, 1),
    ("death in remission competes", [CR, died(100)], "dor", 72, 0),
    ("new treatment in remission censors", [CR, marrow(85, 1), MRD_DIRECTED, event("relapse", 200)], "dor", 62, 0),
    ("next treatment", [CR, event("relapse", 88), regimen(2, 90, "FLAG_IDA")], "ttnt", 90, 1),
    ("transplant in remission is no next treatment", [CR, transplant(60), alive(200)], "ttnt", 200, 0),
    ("transplant outside remission is one", [marrow(28, 60), transplant(60, status_at_hct="PIF"), alive(200)], "ttnt", 60, 1),
    ("death before another treatment", [died(77)], "ttnt", 77, 0),
    ("planned sequence is no next treatment", [CR, regimen(2, 90, "BLINA"), alive(200)], "ttnt", 200, 0),
    ("relapse first", [CR, event("relapse", 100), died(150)], "cir", 72, 1),
    ("death without relapse", [CR, died(150)], "cir", 122, 2),
    ("neither", [CR, marrow(90, 1), alive(300)], "cir", 62, 0),
    ("transplant", [CR, transplant(60), died(200)], "asct", 60, 1),
    ("death before transplant", [CR, died(50)], "asct", 50, 2),
    ("failure before transplant", [marrow(28, 60), transplant(60, status_at_hct="PIF")], "asct", 28, 2),
    ("neither transplant nor failure", [CR, alive(100)], "asct", 100, 0),
    ("survival censored at transplant", [CR, transplant(60), died(200)], "os_asct_censored", 60, 0),
    ("survival, transplanted, not censored", [CR, transplant(60), died(200)], "os_start", 200, 1),
]  # fmt: skip


@pytest.mark.parametrize("found", TIMES, ids=[f"{row[2]}: {row[0]}" for row in TIMES])
def test_the_time_runs_to_the_first_event_or_to_the_last_day_known(found):
    _, records, endpoint, days, outcome = found
    derived = values(regimen(), *records)
    kind = "cause" if endpoint in ("cir", "asct") else "event"
    assert (derived[f"{endpoint}_days"], derived[f"{endpoint}_{kind}"]) == (days, outcome)


def test_new_treatment_in_remission_censors_the_response_but_not_relapse_free_survival():
    derived = values(regimen(), CR, MRD_DIRECTED, event("relapse", 200))
    assert (derived["dor_days"], derived["dor_event"]) == (62, 0)
    assert (derived["rfs_days"], derived["rfs_event"]) == (172, 1)


def test_failure_to_respond_may_count_on_the_day_it_was_seen():
    at_assessment = Parameters(efs_failure_day=None)
    derived = values(regimen(), marrow(56, 60, after_cycle=2), alive(100), parameters=at_assessment)
    assert (derived["efs_days"], derived["efs_event"]) == (56, 1)


def test_patients_in_remission_may_leave_when_last_known_alive():
    derived = values(regimen(), CR, alive(400), parameters=Parameters(relapse_free_until="last_alive"))
    assert (derived["rfs_days"], derived["rfs_event"]) == (372, 0)


def test_nothing_after_the_data_cut_is_known():
    derived = values(regimen(), CR, event("relapse", 100), died(150), data_cut=day(90))
    assert (derived["os_start_days"], derived["os_start_event"]) == (90, 0)
    assert (derived["failure_type"], derived["alive"], derived["death_on"]) == ("none", True, None)


def test_a_contact_after_the_data_cut_shows_life_on_the_day_of_the_cut():
    assert values(regimen(), alive(400), data_cut=day(90))["os_start_days"] == 90


def test_withdrawal_of_consent_ends_observation_on_that_day():
    derived = values(regimen(), CR, alive(30), died(150), withdrawn_on=day(60))
    assert (derived["os_start_days"], derived["os_start_event"]) == (60, 0)


def test_a_withdrawal_that_asks_for_deletion_leaves_no_row():
    assert derive(history(regimen(), died(150), withdrawn_on=day(60), erased=True)) == ()


def test_a_death_before_the_start_is_a_contradiction_that_is_told():
    found = row(regimen(), died(-3))
    assert found.values["os_start_days"] is None
    assert found.why["os_start_days"] == (
        "Not derived: death on 2020-12-29 precedes start of the regimen on 2021-01-01."
    )


def test_a_death_on_an_unknown_day_leaves_no_survival_time():
    derived = values(regimen(), FollowUp(1, day(100), "dead", last_alive_on=day(90)))
    assert (derived["alive"], derived["os_start_days"]) == (False, None)


def test_the_day_of_a_response_between_two_treatments_of_the_same_line_is_followed_on():
    derived = values(regimen(code="MINI_HCVD_INO"), CR, regimen(2, 90, "BLINA"), marrow(150, 1, regimen_id=2))
    assert derived["rfs_days"] == 122


ENTRY = [
    ("enrolled 40 days after the start", {"ascertainment": "prospective", "enrolled_on": day(40)}, 40),
    ("enrolled on the day of the start", {"ascertainment": "prospective", "enrolled_on": day(0)}, None),
    ("from the charts", {"ascertainment": "retrospective_chart", "enrolled_on": day(40)}, None),
]


@pytest.mark.parametrize(("answers", "days"), [r[1:] for r in ENTRY], ids=[r[0] for r in ENTRY])
def test_only_prospective_patients_enter_late(answers, days):
    assert values(regimen(), alive(100), **answers)["entry_days"] == days


NEXT = [
    ("a new line", [marrow(28, 60), regimen(2, 40, "BLINA")], ("BLINA", 40)),
    ("consolidation is not", [CR, regimen(2, 40, "BLINA", line_type="consolidation")], (None, None)),
    ("MRD-directed treatment is", [CR, MRD_DIRECTED], ("BLINA", 90)),
    (
        "transplant outside remission is",
        [marrow(28, 60), transplant(50, status_at_hct="relapse")],
        ("HCT", 50),
    ),
]


@pytest.mark.parametrize(("records", "expected"), [r[1:] for r in NEXT], ids=[r[0] for r in NEXT])
def test_the_next_treatment_of_the_leukaemia(records, expected):
    derived = values(regimen(), *records)
    started = None if expected[1] is None else day(expected[1])
    assert (derived["next_regimen_code"], derived["next_start_on"]) == (expected[0], started)


def test_blinatumomab_after_failure_is_the_next_salvage_with_its_own_response():
    records = [marrow(28, 60), regimen(2, 40, "BLINA"), marrow(70, 1, regimen_id=2), event("relapse", 190)]
    derived = values(regimen(), *records)
    assert derived["blinatumomab_after_failure"] is True
    assert derived["blinatumomab_after_failure_response"] == "CR"
    assert derived["blinatumomab_after_failure_response_days"] == 120
    assert (
        values(regimen(), marrow(28, 60), regimen(2, 40, "FLAG_IDA"))["blinatumomab_after_failure"] is False
    )


TRANSPLANTS = [
    ("before the next salvage", [CR, transplant(60)], True),
    ("on the day of the next salvage", [marrow(28, 60), regimen(2, 60, "FLAG_IDA"), transplant(60)], False),
    ("before the regimen", [transplant(-60)], False),
    ("autologous", [CR, transplant(60, hct_type="auto")], False),
]


@pytest.mark.parametrize(
    ("records", "expected"), [r[1:] for r in TRANSPLANTS], ids=[r[0] for r in TRANSPLANTS]
)
def test_a_transplant_belongs_to_the_regimen_that_led_to_it(records, expected):
    assert values(regimen(), *records)["asct"] is expected


MRD = [
    # assays after a remission on day 28, best status, evaluable, negative
    ("not detected", [assay(30)], "negative", True, True),
    ("14 days before the response", [assay(14)], "negative", True, True),
    ("15 days before the response", [assay(13)], "missing", False, None),
    ("after the next treatment began", [regimen(2, 60, "BLINA", line_type="mrd_directed"), assay(60)], "missing", False, None),
    ("not sensitive enough", [assay(30, sensitivity=1e-3)], "insufficient_sensitivity", False, None),
    ("sensitivity not recorded", [assay(30, sensitivity=None)], "insufficient_sensitivity", False, None),
    ("sensitivity exactly 0.01%", [assay(30, sensitivity=1e-4)], "negative", True, True),
    ("quantified at 0.005%", [assay(30, "detected_quantified", 5e-5)], "low_positive", True, True),
    ("quantified at 0.01%", [assay(30, "detected_quantified", 1e-4)], "positive", True, False),
    ("detected, level not recorded", [assay(30, "detected_quantified")], "positive", True, False),
    ("positive, later negative", [assay(30, "detected_quantified", 1e-3), assay(58)], "negative", True, True),
    ("failed", [assay(30, "failed")], "missing", False, None),
    ("after relapse", [event("relapse", 50), assay(60)], "missing", False, None),
]  # fmt: skip


@pytest.mark.parametrize("found", MRD, ids=[row[0] for row in MRD])
def test_mrd_is_judged_in_responders_with_a_valid_sample(found):
    _, records, status, evaluable, negative = found
    derived = values(regimen(), CR, *records)
    assert (derived["mrd_status"], derived["mrd_evaluable"], derived["mrd_negative"]) == (
        status,
        evaluable,
        negative,
    )


def test_mrd_of_a_non_responder_is_not_judged():
    derived = values(regimen(), marrow(28, 60), assay(30))
    assert (derived["mrd_status"], derived["mrd_evaluable"], derived["mrd_negative"]) == (None, False, None)


def test_a_death_known_to_the_month_lies_after_the_last_sign_of_life():
    report = FollowUp(1, day(200), "dead", day(140), month(2021, 5))
    derived = values(regimen(), report)
    assert derived["death_on"].isoformat() == "2021-05-22"
    assert derived["imputed_dates"] == 1


@pytest.mark.parametrize("record", [assay(90), event("relapse", 90)], ids=["MRD sample", "relapse"])
def test_a_sample_or_an_event_later_than_the_last_contact_shows_that_the_patient_lived(record):
    assert values(regimen(), marrow(28, 1), alive(60), record)["os_start_days"] == 90


def test_an_event_known_to_the_month_shows_no_day_of_life():
    relapse = DiseaseEvent(9, "relapse", month(2021, 5))
    assert values(regimen(), marrow(28, 1), alive(60), relapse)["os_start_days"] == 60
