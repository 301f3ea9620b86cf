"""What happens on the same day, or exactly at a limit: on which side it falls."""

from dataclasses import replace

from outcomes.derivations import SCHEMES, Parameters, derive
from outcomes.derivations.response import Before, category
from outcomes.history import DiseaseEvent
from tests.outcomes.derivations.histories import (
    alive,
    cycle,
    day,
    died,
    event,
    history,
    marrow,
    month,
    on,
    regimen,
    transplant,
    values,
)

CR = marrow(28, 1)


def test_a_relapse_on_the_day_of_the_remission_does_not_follow_it():
    assert values(regimen(), CR, event("relapse", 28))["failure_type"] == "none"
    assert values(regimen(), CR, event("relapse", 29))["failure_type"] == "relapsed"


def test_a_recorded_relapse_confirms_a_marrow_up_to_28_days_before_it():
    assert values(regimen(), CR, marrow(100, 8), event("relapse", 128))["relapse_on"] == day(100)
    assert values(regimen(), CR, marrow(100, 8), event("relapse", 129))["relapse_on"] == day(129)


def test_an_event_on_the_first_day_led_to_the_treatment_and_does_not_end_it():
    derived = values(regimen(), event("refractory_to_regimen", 0), marrow(28, 60))
    assert derived["failure_on"] == day(28)


def test_a_relapse_on_the_day_of_the_transplant_is_after_it():
    assert values(regimen(), CR, transplant(60), event("relapse", 60))["failure_after_asct"] is True


def test_a_relapse_on_the_day_of_the_transplant_is_an_event_not_a_censoring():
    derived = values(regimen(), CR, transplant(60), event("relapse", 60))
    assert (derived["rfs_asct_censored_days"], derived["rfs_asct_censored_event"]) == (32, 1)


def test_a_cycle_is_full_on_the_day_it_reaches_its_planned_length():
    full = regimen(end=on(28), end_reason="refusal", cycles=(cycle(1, 0),))
    short = regimen(end=on(27), end_reason="refusal", cycles=(cycle(1, 0),))
    assert values(full)["failure_type"] == "refractory"
    assert values(short)["failure_type"] == "not_evaluable"


def test_the_relapse_that_opened_a_line_does_not_open_the_next():
    rows = derive(history(event("relapse", 0), regimen(), CR, regimen(2, 90, "BLINA")))
    assert [row.values["salvage_line"] for row in rows] == [1, 1]


def test_a_remission_seen_on_the_day_of_the_switch_still_counts():
    rows = derive(history(regimen(), marrow(28, 60), marrow(90, 1), regimen(2, 90, "BLINA")))
    assert [row.values["salvage_line"] for row in rows] == [1, 1]


def test_a_remission_on_the_last_day_of_the_window_makes_a_responder():
    derived = values(regimen(end_reason="no_response"), marrow(40, 1), regimen(2, 40, "BLINA"))
    assert (derived["next_start_on"], derived["responder"]) == (day(40), True)


def test_a_treatment_that_starts_on_the_same_day_is_not_the_next():
    derived = values(regimen(), regimen(2, 0, "BLINA", line_type="mrd_directed"), alive(90))
    assert derived["next_start_on"] is None


def test_what_happens_on_the_day_of_the_cut_counts():
    assert values(regimen(), died(90), data_cut=day(90))["os_start_event"] == 1
    assert values(regimen(), CR, event("relapse", 90), data_cut=day(90))["relapse_on"] == day(90)


def test_a_relapse_known_to_the_month_is_not_moved_before_the_regimen_it_ended():
    relapse = DiseaseEvent(9, "relapse", month(2021, 1), linked_regimen_id=1)
    assert values(regimen(), relapse)["failure_on"] == day(14)


def test_a_scheme_may_take_exactly_five_percent_as_remission():
    tower = replace(SCHEMES[0], blasts_up_to=True)
    assert category(marrow(28, 5), Before(), tower, Parameters()).value == "CR"
    assert category(marrow(28, 6), Before(), tower, Parameters()).value == "SD_NR"
