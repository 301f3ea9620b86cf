"""Dates with unknown parts: bounds, order of events, imputation and flags (C10)."""

# ruff: noqa: E501 - one example a line

from datetime import date

import pytest

from outcomes.derivations import Parameters, derive
from outcomes.derivations.partial_dates import (
    BIRTH,
    DEATH,
    DISEASE_EVENT,
    TREATMENT_END,
    TREATMENT_START,
    settled,
)
from outcomes.derivations.settled_dates import has_partial_dates
from outcomes.history import AdverseEvent, Diagnosis, DiseaseEvent, FollowUp, History, Span, VodReport
from tests.outcomes.derivations.histories import (
    alive,
    assay,
    cycle,
    day,
    died,
    event,
    history,
    marrow,
    month,
    on,
    regimen,
    row,
    transplant,
    values,
    year,
)

RULES = [
    # which date, its rule, what is known, not before, not after, the day chosen, flag
    ("a full date stays", DEATH, Span.on(day(3)), None, None, day(3), ""),
    ("birth, day missing", BIRTH, month(1970, 2), None, None, date(1970, 2, 15), "D"),
    ("birth, month missing", BIRTH, year(1970), None, None, date(1970, 6, 30), "M"),
    ("relapse, day missing", DISEASE_EVENT, month(2021, 9), None, None, date(2021, 9, 15), "D"),
    ("relapse, month missing", DISEASE_EVENT, year(2021), None, None, date(2021, 6, 30), "M"),
    ("relapse after the 20th", DISEASE_EVENT, month(2021, 9), date(2021, 9, 20), None, date(2021, 9, 20), "D"),
    ("relapse before the 10th", DISEASE_EVENT, month(2021, 9), None, date(2021, 9, 10), date(2021, 9, 10), "D"),
    ("start, day missing", TREATMENT_START, month(2021, 9), None, None, date(2021, 9, 1), "D"),
    ("start after relapse on the 8th", TREATMENT_START, month(2021, 9), date(2021, 9, 8), None, date(2021, 9, 8), "D"),
    ("start, month missing", TREATMENT_START, year(2021), None, None, None, "M"),
    ("end, day missing", TREATMENT_END, month(2021, 2), None, None, date(2021, 2, 28), "D"),
    ("end, month missing", TREATMENT_END, year(2021), None, None, None, "M"),
    ("death, day missing", DEATH, month(2021, 5), None, None, date(2021, 5, 15), "D"),
    ("death, seen alive on the 20th", DEATH, month(2021, 5), date(2021, 5, 21), None, date(2021, 5, 21), "D"),
    ("death, month missing: midpoint", DEATH, year(2021), date(2021, 10, 1), None, date(2021, 11, 15), "M"),
    ("death, month missing, cut", DEATH, year(2021), date(2021, 5, 1), date(2021, 7, 1), date(2021, 5, 31), "M"),
    ("a bound that contradicts is not used", DEATH, month(2021, 5), date(2021, 8, 1), None, date(2021, 5, 15), "D"),
]  # fmt: skip


@pytest.mark.parametrize("given", RULES, ids=[row[0] for row in RULES])
def test_a_missing_part_is_imputed_by_rule_and_flagged(given):
    _, rule, span, not_before, not_after, chosen, flag = given
    found = settled(span, rule, "imputed", not_before, not_after)
    assert (found.analysis, found.imputed) == (chosen, flag)


def test_the_result_can_be_had_for_the_earliest_and_the_latest_day():
    patient = history(regimen(), FollowUp(1, day(200), "dead", day(100), month(2021, 5)))
    days = {
        choice: derive(patient, Parameters(partial_dates=choice))[0].values["os_start_days"]
        for choice in ("earliest", "imputed", "latest")
    }
    assert days == {"earliest": 120, "imputed": 134, "latest": 150}


def test_a_relapse_known_to_the_month_never_follows_the_next_treatment():
    relapse = DiseaseEvent(9, "relapse", month(2021, 4), linked_regimen_id=1)
    derived = values(regimen(), marrow(28, 1), relapse, regimen(2, 95, "BLINA"))
    assert derived["failure_on"] == day(95)
    assert derived["failure_type"] == "relapsed"


def test_a_relapse_known_to_the_month_never_precedes_the_remission_it_ends():
    relapse = DiseaseEvent(9, "relapse", month(2021, 1), linked_regimen_id=1)
    derived = values(regimen(), marrow(27, 1), relapse)
    assert (derived["response_on"], derived["relapse_on"]) == (day(27), day(28))


def test_a_relapse_that_names_no_regimen_never_precedes_the_remission_it_ends_either():
    derived = values(regimen(), marrow(80, 1), DiseaseEvent(9, "relapse", month(2021, 3)), died(200))
    assert (derived["failure_type"], derived["relapse_on"]) == ("relapsed", day(81))


def test_a_progression_that_names_no_regimen_is_not_moved_behind_a_later_remission():
    derived = values(regimen(), marrow(80, 1), DiseaseEvent(9, "progression", month(2021, 3)), died(200))
    assert derived["failure_type"] == "none"


KNOWN_DAYS = [
    ("transplant", transplant(139)),
    ("assessment", marrow(139, 1)),
    ("relapse", event("relapse", 139)),
    ("MRD sample", assay(139)),
]


@pytest.mark.parametrize("record", [row[1] for row in KNOWN_DAYS], ids=[row[0] for row in KNOWN_DAYS])
def test_a_death_known_to_the_month_follows_whatever_happened_in_that_month(record):
    death = FollowUp(1, day(200), "dead", day(110), month(2021, 5))
    assert values(regimen(), marrow(28, 1), record, death)["death_on"] == day(140)


def test_someone_alive_on_the_last_day_of_the_month_of_death_died_on_that_day():
    death = FollowUp(1, day(200), "dead", date(2021, 5, 31), month(2021, 5))
    assert values(regimen(), death)["death_on"] == date(2021, 5, 31)


def test_a_start_known_to_the_month_follows_the_relapse_that_led_to_it():
    relapse = DiseaseEvent(9, "relapse", Span.on(date(2021, 1, 12)))
    found = row(regimen(start=month(2021, 1), cycles=(cycle(1, 20),)), relapse)
    assert found.values["start_on"] == date(2021, 1, 12)
    assert (
        found.why["start_on"] == "The day is not known (2021-01-12 to 2021-01-21); 2021-01-12 stands for it."
    )


def test_a_start_known_to_the_month_precedes_the_relapse_that_ended_it():
    relapse = DiseaseEvent(9, "relapse", Span.on(date(2021, 1, 12)), linked_regimen_id=1)
    assert values(regimen(start=month(2021, 1)), relapse)["start_on"] == date(2021, 1, 1)


def test_a_start_known_to_the_year_is_not_used():
    found = row(regimen(start=year(2021)), died(200))
    assert (found.values["start_on"], found.values["os_start_days"]) == (None, None)
    assert found.why["os_start_days"] == "Not derived: the start of the regimen is not known to the month."


def test_imputed_dates_and_their_width_are_counted():
    exact = values(regimen(), died(200))
    partial = values(regimen(), FollowUp(1, day(200), "dead", day(100), month(2021, 5)))
    assert (exact["imputed_dates"], exact["uncertainty_days"]) == (0, 0)
    assert (partial["imputed_dates"], partial["uncertainty_days"]) == (1, 30)


def test_a_death_that_may_lie_after_the_cut_is_placed_before_it():
    patient = FollowUp(1, day(200), "dead", day(110), month(2021, 5))
    derived = values(regimen(), patient, data_cut=date(2021, 5, 8))
    assert derived["death_on"] == date(2021, 5, 8)
    assert values(regimen(), patient, data_cut=date(2021, 4, 30))["alive"] is True


def test_someone_alive_has_no_imputed_death():
    assert values(regimen(), alive(100))["imputed_dates"] == 0


WHERE_A_PART_MAY_LACK = [
    ("start of a regimen", lambda span: History(regimens=(regimen(), regimen(2, start=span)))),
    ("first inotuzumab", lambda span: History(regimens=(regimen(first_inotuzumab=span),))),
    ("end of a regimen", lambda span: History(regimens=(regimen(end=span),))),
    ("relapse", lambda span: History(events=(DiseaseEvent(1, "relapse", span),))),
    ("onset of VOD/SOS", lambda span: History(vod=(VodReport(1, span),))),
    ("first symptom of VOD/SOS", lambda span: History(vod=(VodReport(1, first_symptom=span),))),
    ("adverse event", lambda span: History(adverse_events=(AdverseEvent(1, "sepsis", onset=span),))),
    ("death", lambda span: History(follow_ups=(FollowUp(1, day(9), "dead", death=span),))),
    ("diagnosis", lambda span: History(diagnosis=Diagnosis(diagnosed=span))),
    ("first remission", lambda span: History(diagnosis=Diagnosis(first_cr=span))),
]


@pytest.mark.parametrize(
    ("name", "made"), WHERE_A_PART_MAY_LACK, ids=[row[0] for row in WHERE_A_PART_MAY_LACK]
)
def test_a_history_has_partial_dates_if_any_date_but_the_birth_date_lacks_a_part(name, made):
    assert has_partial_dates(made(month(2021, 5)))
    assert not has_partial_dates(made(on(100)))


def test_a_birth_date_without_day_is_no_partial_date_of_a_history():
    assert not has_partial_dates(History(birth=month(1970, 2)))
