"""Transplantation is a state that begins on its day: no immortal time."""

from datetime import date, timedelta

import numpy as np
import pytest

from outcomes.statistics.catalogue import CATALOGUE, statistic
from outcomes.statistics.covariates import AGE
from outcomes.statistics.endpoints import OS_START, OS_START_TO_TRANSPLANT
from outcomes.statistics.groupings import EVER_TRANSPLANTED, OVERALL
from outcomes.statistics.options import Chosen, choose
from outcomes.statistics.results import Exclusion
from outcomes.statistics.transplantation import (
    FOUR_MONTHS,
    censoring_pair,
    landmark,
    simon_makuch,
    transplant_hazard,
)

from .cohort import cohort, patients, timed_patient
from .reference import all_same, answers, drawn_answer, same, table

STARTED = date(2000, 1, 1)


def transplanted(day: int, ended: int, event: int, **values):
    return timed_patient(
        ended, event, start_on=STARTED, asct=True, asct_on=STARTED + timedelta(days=day), **values
    )


def heart_patients() -> list[dict]:
    """The heart transplant programme as one row per patient, times doubled to whole days."""
    everyone = []
    for _, own in table("data/survival_heart_172.csv").groupby("id"):
        last = own.iloc[-1]
        patient = timed_patient(int(2 * last.stop), int(last.event), start_on=STARTED)
        if last.transplant:
            patient = transplanted(int(2 * last.start), int(2 * last.stop), int(last.event))
        everyone.append(patient)
    return everyone


def test_heart_transplants_agree_with_r():
    result = simon_makuch(cohort(heart_patients()))
    wanted = answers("timedep_heart")["simon_makuch"]
    steps = [group.steps for group in result.groups]
    assert all_same(np.concatenate([drawn.value for drawn in steps]), wanted["surv"])
    assert all_same(np.concatenate([drawn.at_risk for drawn in steps]), wanted["n_risk"])
    assert same(result.test.statistic, drawn_answer("logrank_heart"), 1e-6)
    assert result.test.test == "Mantel–Byar test"


def test_nobody_is_transplanted_before_the_day_of_infusion():
    before, after = simon_makuch(
        cohort([transplanted(50, 100, 1), timed_patient(70, 1, start_on=STARTED)])
    ).groups
    assert (before.n, before.events, before.steps.at_risk) == (2, 1, (2, 1))
    assert (after.n, after.events, after.steps.at_risk) == (1, 1, (1,))


def test_death_on_the_day_of_infusion_happens_before_transplantation():
    before, after = simon_makuch(cohort([transplanted(50, 50, 1)])).groups
    assert (before.events, after.n) == (1, 0)


def test_a_patient_enrolled_after_transplantation_is_only_in_the_group_after_it():
    before, after = simon_makuch(cohort([transplanted(50, 100, 1, entry_days=60)])).groups
    assert (before.n, after.n) == (0, 1)


def test_entering_the_transplanted_state_is_no_delayed_entry():
    late = timed_patient(70, 1, start_on=STARTED, entry_days=10)
    assert simon_makuch(cohort([transplanted(50, 100, 1)])).delayed_entries == 0
    assert simon_makuch(cohort([transplanted(50, 100, 1), late])).delayed_entries == 1


def test_a_transplantation_before_the_start_does_not_count():
    _, after = simon_makuch(cohort([transplanted(-5, 100, 1)])).groups
    assert after.n == 0


def test_the_landmark_groups_by_what_was_known_then():
    early = patients(2, **transplanted(60, 400, 1))
    late = patients(3, **transplanted(200, 400, 1))
    gone = patients(4, **timed_patient(FOUR_MONTHS, 1, start_on=STARTED))
    result = landmark(cohort(early, late, gone))
    assert [(group.label, group.n) for group in result.groups] == [
        ("Not transplanted by then", 3),
        ("Transplanted by then", 2),
    ]
    assert result.groups[0].median.value == 400 - FOUR_MONTHS
    assert result.excluded == (Exclusion("Died or not followed until the landmark", 4),)


@pytest.mark.parametrize(
    ("day", "transplanted_by_then", "gone"), [("60", 2, 0), ("100", 2, 4), ("180", 5, 4)]
)
def test_the_day_of_the_landmark_is_chosen_and_who_is_gone_by_then_is_counted(
    day, transplanted_by_then, gone
):
    early = patients(2, **transplanted(60, 400, 1))
    late = patients(3, **transplanted(150, 400, 1))
    dead = patients(4, **timed_patient(90, 1, start_on=STARTED))
    entry = statistic("survival-from-landmark")
    result = entry.result(cohort(early, late, dead), OVERALL, choose(entry.options, OVERALL, {"day": [day]}))
    assert {group.label: group.n for group in result.groups}["Transplanted by then"] == transplanted_by_then
    assert sum(exclusion.n for exclusion in result.excluded) == gone
    assert result.origin == f"the landmark {day} days after regimen start"


def of_r(what: str, term: str) -> float:
    rows = table("regression_answers.csv").query("model == 'heart' and what == @what and term == @term")
    return rows.value.item()


def test_transplantation_as_a_changing_covariate_agrees_with_r():
    """Alone: coxph(Surv(start, stop, event) ~ transplant, heart)."""
    before, after = transplant_hazard(cohort(heart_patients()), []).lines
    assert same(after.alone.value, of_r("alone", "transplant"))
    assert (before.n, after.n, before.events, after.events) == (103, 69, 30, 45)


def test_adjusted_for_age_it_agrees_with_r():
    """coxph(Surv(start, stop, event) ~ transplant + I(age / 10), heart)."""
    everyone = heart_patients()
    ages = table("data/survival_heart_172.csv").groupby("id").age.last()
    aged = [patient | {"age_at_start": age} for patient, age in zip(everyone, ages, strict=True)]
    rows = transplant_hazard(cohort(aged), [AGE]).lines
    assert same(rows[1].adjusted.value, of_r("adjusted", "transplant"))
    assert same(rows[2].adjusted.value, of_r("adjusted", "age"))


def test_the_pair_shows_the_same_patients_with_and_without_censoring():
    one = transplanted(50, 100, 1, os_asct_censored_days=50, os_asct_censored_event=0)
    pair = censoring_pair(cohort([one]), OS_START, OS_START_TO_TRANSPLANT, OVERALL, Chosen())
    assert [part.groups[0].events for part in (pair.uncensored, pair.censored)] == [1, 0]
    assert [row["endpoint"] for row in pair.rows()] == [OS_START.title, OS_START_TO_TRANSPLANT.title]


def test_ever_transplanted_is_not_drawn_and_says_why_in_numbers_of_the_cohort():
    early, late = transplanted(60, 400, 1), transplanted(200, 500, 0)
    dead, seen = timed_patient(90, 1, start_on=STARTED), timed_patient(100, 0, start_on=STARTED)
    later = timed_patient(300, 1, start_on=STARTED)
    frame = cohort([early, late, dead, seen, later])
    for slug in ("survival-from-start", "survival-from-failure", "relapse-free-survival"):
        result = statistic(slug).result(frame, EVER_TRANSPLANTED)
        assert result.kind == "refused"
    result = statistic("survival-from-start").result(frame, EVER_TRANSPLANTED)
    assert (result.known, result.transplanted, result.median_day) == (5, 2, 130)
    assert (result.died_before, result.left_before) == (1, 1)
    assert all(statistic(slug) for slug in result.instead)


def test_nothing_that_compares_ever_with_never_can_be_asked_for():
    for entry in CATALOGUE:
        for option in entry.options:
            assert EVER_TRANSPLANTED.slug not in {choice.code for choice in option.choices}
        if EVER_TRANSPLANTED in entry.groupings:
            assert entry.result(cohort(heart_patients()), EVER_TRANSPLANTED).kind == "refused"
