"""Failure of a regimen: which kind, and on which day (C4, C5)."""

# ruff: noqa: E501 - one example a line

import pytest

from outcomes.history import DiseaseEvent
from tests.outcomes.derivations.histories import (
    alive,
    cycle,
    day,
    died,
    event,
    marrow,
    on,
    regimen,
    row,
    transplant,
    values,
    year,
)

CR = marrow(28, 1)
NO_RESPONSE = marrow(28, 60)

FAILURES = [
    # what happened, records, kind, day, source
    ("never a remission", [NO_RESPONSE, alive(90)], "refractory", 28, "assessment"),
    ("partial remission only", [marrow(28, 20), alive(90)], "refractory", 28, "assessment"),
    ("the last assessment without response counts", [NO_RESPONSE, marrow(56, 55)], "refractory", 56, "assessment"),
    ("progression before the last assessment", [NO_RESPONSE, event("progression", 40), marrow(56, 55)], "refractory", 40, "progression"),
    ("progressive disease at an assessment", [event("relapse", -5, bm_blasts_pct=40.0), marrow(28, 80), marrow(56, 30, id=56)], "refractory", 28, "progression"),
    ("recorded as refractory", [event("refractory_to_regimen", 30), marrow(56, 55)], "refractory", 30, "refractory_event"),
    ("next treatment without assessment", [regimen(2, 35, "BLINA")], "refractory", 35, "next_treatment"),
    ("next treatment before an assessment", [regimen(2, 20, "BLINA"), NO_RESPONSE], "refractory", 20, "next_treatment"),
    ("death before anything else", [died(20)], "refractory", 20, "death"),
    ("assessed, then death", [NO_RESPONSE, died(40)], "refractory", 28, "assessment"),
    ("transplant without remission", [transplant(50, status_at_hct="PIF")], "refractory", 50, "next_treatment"),
    ("ended for no response, nothing else known", [regimen(end=on(20), end_reason="no_response")], "refractory", None, None),
    ("a full cycle, unassessed", [regimen(end=on(30), end_reason="refusal", cycles=(cycle(1, 0),))], "refractory", None, None),
    ("stopped within the first cycle", [regimen(end=on(10), end_reason="refusal", cycles=(cycle(1, 0),)), alive(90)], "not_evaluable", None, None),
    ("still on treatment, unassessed", [alive(14)], "not_evaluable", None, None),
    ("remission, no relapse", [CR, alive(400)], "none", None, None),
    ("remission, then death", [CR, died(90)], "none", None, None),
    ("relapse", [CR, event("relapse", 100)], "relapsed", 100, "relapse"),
    ("relapse outside the marrow", [CR, event("relapse", 100, sites=("cns",), bm_blasts_pct=0.0)], "relapsed", 100, "relapse"),
    ("relapse of MRD only", [CR, event("mrd_relapse", 100)], "none", None, None),
    ("“relapse” with a clear marrow is of MRD only", [CR, event("relapse", 100, sites=("bm",), bm_blasts_pct=1.0)], "none", None, None),
    ("relapse with exactly 5%", [CR, event("relapse", 100, sites=("bm",), bm_blasts_pct=5.0)], "relapsed", 100, "relapse"),
    ("next treatment in remission", [CR, regimen(2, 90, "BLINA", line_type="mrd_directed"), event("relapse", 200)], "none", None, None),
    ("relapse on the day of the next treatment", [CR, event("relapse", 90), regimen(2, 90, "BLINA")], "relapsed", 90, "relapse"),
    ("marrow and blood show it", [CR, marrow(100, 60, blood=5)], "relapsed", 100, "relapse"),
    ("marrow only, seen again", [CR, marrow(100, 8), marrow(114, 30)], "relapsed", 100, "relapse"),
    ("marrow only, clear again", [CR, marrow(100, 8), marrow(114, 1)], "none", None, None),
    ("marrow only, nothing since", [CR, marrow(100, 8), alive(120)], "none", None, None),
    ("marrow only, next treatment follows", [CR, marrow(100, 8), regimen(2, 110, "FLAG_IDA")], "relapsed", 100, "relapse"),
    ("marrow before the recorded relapse", [CR, marrow(100, 8), event("relapse", 107)], "relapsed", 100, "relapse"),
]  # fmt: skip


@pytest.mark.parametrize("found", FAILURES, ids=[row[0] for row in FAILURES])
def test_a_regimen_fails_by_want_of_remission_or_by_relapse(found):
    _, records, kind, number, source = found
    records = records if any(record.id == 1 for record in records) else [regimen(), *records]
    derived = values(*records)
    expected = (kind, None if number is None else day(number), source)
    assert (derived["failure_type"], derived["failure_on"], derived["failure_source"]) == expected


def test_relapse_after_transplant_counts_and_is_marked():
    derived = values(regimen(), CR, transplant(60), event("relapse", 200))
    assert (derived["failure_type"], derived["failure_after_asct"]) == ("relapsed", True)
    before = values(regimen(), CR, event("relapse", 200))
    assert before["failure_after_asct"] is False


def test_no_time_after_failure_where_death_was_the_failure():
    found = row(regimen(), died(20))
    assert found.values["os_failure_days"] is None
    assert found.why["os_failure_days"] == (
        "Not derived: death was the failure, so there is no time after failure."
    )


def test_survival_after_failure_runs_from_failure_to_death():
    derived = values(regimen(), NO_RESPONSE, died(100))
    assert (derived["os_failure_days"], derived["os_failure_event"]) == (72, 1)


FOLLOWED = [
    ("seen a day after failure", [NO_RESPONSE, alive(29)], True),
    ("last seen on the day of failure", [NO_RESPONSE, alive(28)], False),
    ("died after failure", [NO_RESPONSE, died(60)], True),
    ("death was the failure", [died(20)], False),
    ("no failure", [CR, alive(400)], False),
]


@pytest.mark.parametrize(("records", "followed"), [r[1:] for r in FOLLOWED], ids=[r[0] for r in FOLLOWED])
def test_follow_up_after_failure_is_contact_after_that_day(records, followed):
    assert values(regimen(), *records)["followed_after_failure"] is followed


def test_a_relapse_known_to_the_year_gives_no_time_after_failure():
    relapse = DiseaseEvent(7, "relapse", year(2022))
    found = row(regimen(), CR, relapse, alive(900))
    assert found.values["failure_type"] == "relapsed"
    assert found.values["os_failure_days"] is None
    assert found.why["os_failure_days"] == "Not derived: the month of failure is not known."


def test_the_reason_of_failure_can_be_read_aloud():
    why = row(regimen(), marrow(62, 60, after_cycle=2), alive(90)).why["failure_type"]
    assert why == (
        "Refractory: best response NR on 2021-03-04 after cycle 2, no remission was reached; "
        "failure on 2021-03-04, the last assessment without response (NR)."
    )


def test_a_relapse_on_the_very_day_of_remission_is_named_as_not_counting():
    why = row(regimen(), CR, event("relapse", 28), alive(90)).why["failure_type"]
    assert "the very day of the remission" in why
    assert "Check both dates" in why
    assert "very day" not in row(regimen(), CR, alive(90)).why["failure_type"]


def test_early_death_is_a_failure_and_told_apart():
    early, late = values(regimen(), died(30)), values(regimen(), died(31))
    assert (early["early_death"], early["responder"], early["evaluable"]) == (True, False, True)
    assert late["early_death"] is False


def test_a_patient_who_cannot_be_judged_is_no_responder_and_no_non_responder():
    derived = values(regimen(), alive(14))
    assert (derived["responder"], derived["evaluable"]) == (None, False)
