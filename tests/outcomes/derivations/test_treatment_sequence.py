"""The treatments of a patient from one regimen on, and the day of enrolment."""

from outcomes.history import History
from tests.outcomes.derivations.histories import day, event, regimen, row, transplant, values

FIRST, NEXT = regimen(), regimen(2, 100, code="BLINA")
RELAPSE = event("relapse", 95)


def test_lines_and_transplants_follow_in_the_order_of_their_days():
    assert values(FIRST, transplant(60), RELAPSE, NEXT)["treatment_sequence"] == [
        "INO_SINGLE",
        "HCT",
        "BLINA",
    ]
    derived = row(FIRST, transplant(60), RELAPSE, NEXT)
    assert derived.why["treatment_sequence"] == f"Followed by HCT on {day(60)}; BLINA on {day(100)}."


def test_what_came_before_is_no_part_of_it():
    assert row(FIRST, transplant(60), RELAPSE, NEXT, place=1).values["treatment_sequence"] == ["BLINA"]


def test_alone_it_stands_for_itself():
    derived = row(FIRST)
    assert derived.values["treatment_sequence"] == ["INO_SINGLE"]
    assert derived.why["treatment_sequence"] == "No later line and no transplant is recorded."


def test_the_day_of_enrolment_is_as_recorded():
    assert values(FIRST, enrolled_on=day(3))["enrolled_on"] == day(3)
    assert values(FIRST)["enrolled_on"] == History().enrolled_on
