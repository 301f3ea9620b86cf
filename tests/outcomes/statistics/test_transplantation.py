"""Transplantation is a state that begins on its day: no immortal time."""

from datetime import date, timedelta

import numpy as np

from outcomes.statistics.results import Exclusion
from outcomes.statistics.transplantation import LANDMARK_DAY, landmark, simon_makuch

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
    gone = patients(4, **timed_patient(LANDMARK_DAY, 1, start_on=STARTED))
    result = landmark(cohort(early, late, gone))
    assert [(group.label, group.n) for group in result.groups] == [
        ("Not transplanted by then", 3),
        ("Transplanted by then", 2),
    ]
    assert result.groups[0].median.value == 400 - LANDMARK_DAY
    assert result.excluded == (Exclusion("Died or not followed until the landmark", 4),)
