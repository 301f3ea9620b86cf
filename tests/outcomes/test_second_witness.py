"""lifelines finds the same curves, tests and models; and what it would not find the same is noticed."""

import random
from dataclasses import replace

import pandas as pd
import pytest

from outcomes import second_witness
from outcomes.second_witness import witnessed
from outcomes.statistics.catalogue import statistic
from outcomes.statistics.frame import analysis_frame
from tests.outcomes.statistics.cohort import random_patient


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    chance = random.Random(20)
    return analysis_frame(random_patient(chance) for _ in range(90))


def test_lifelines_finds_the_same_curves_tests_and_models(frame):
    found = list(witnessed(frame))
    assert {one.what for one in found} == {"survival curve", "log-rank test", "Cox coefficients"}
    assert max(one.largest_difference for one in found) < 1e-8


def test_a_curve_that_is_off_is_noticed(frame, monkeypatch):
    right = second_witness.kaplan_meier

    def off(table, group):
        curve = right(table, group)
        return replace(curve, value=curve.value * 0.999)

    monkeypatch.setattr(second_witness, "kaplan_meier", off)
    monkeypatch.setattr(second_witness, "CATALOGUE", [statistic("relapse-free-survival")])
    curves = [one for one in witnessed(frame) if one.what == "survival curve"]
    assert min(one.largest_difference for one in curves) > 1e-6


def test_a_cohort_of_one_patient_has_curves_of_one_day(frame):
    for patient in range(5):
        assert all(one.largest_difference < 1e-8 for one in witnessed(frame.iloc[[patient]]))


def test_an_empty_cohort_has_nothing_to_witness():
    assert list(witnessed(analysis_frame([]))) == []
