"""Standardised differences: Austin's for means and proportions, Yang and Dalton's for several levels."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes.statistics.differences import difference_of_counts, difference_of_values

from .reference import answers

R = answers("differences")


def counts(*groups) -> np.ndarray:
    return np.array(groups).T


def test_means_two_apart_with_a_spread_of_ten_differ_by_a_fifth():
    first, second = np.array([40.0, 50, 60]), np.array([42.0, 52, 62])
    assert difference_of_values([first, second]) == pytest.approx(0.2)


def test_half_and_four_tenths_differ_by_a_fifth():
    # 0.1 / √((0.25 + 0.24) / 2)
    assert difference_of_counts(counts([5, 5], [4, 6])) == pytest.approx(0.1 / 0.245**0.5)


def test_values_agree_with_r():
    groups = [np.array(group) for group in R["values"]]
    assert difference_of_values(groups[:2]) == pytest.approx(R["two_values"], rel=1e-10)
    assert difference_of_values(groups) == pytest.approx(R["three_values"], rel=1e-10)


@pytest.mark.parametrize(
    ("given_counts", "answer"),
    [("binary", "two_binary"), ("levels", "two_levels"), ("empty_level", "two_empty_level")],
)
def test_levels_of_two_groups_agree_with_r(given_counts, answer):
    assert difference_of_counts(counts(*R[given_counts][:2])) == pytest.approx(R[answer], rel=1e-10)


def test_among_three_groups_the_largest_counts_as_in_r():
    assert difference_of_counts(counts(*R["levels"])) == pytest.approx(R["three_levels"], rel=1e-10)


NONE = [
    ("nobody", [[], []]),
    ("one value in a group", [[3.0], [1.0, 2.0]]),
    ("nothing varies but the means differ", [[1.0, 1.0], [2.0, 2.0]]),
]


@pytest.mark.parametrize("samples", [row[1] for row in NONE], ids=[row[0] for row in NONE])
def test_no_difference_of_values_where_it_has_no_measure(samples):
    assert difference_of_values([np.array(sample) for sample in samples]) is None


def test_groups_that_are_all_alike_do_not_differ():
    assert difference_of_values([np.ones(3), np.ones(4)]) == 0
    assert difference_of_counts(counts([3, 0], [5, 0])) == 0


@pytest.mark.parametrize("groups", [([4, 0], [0, 9]), ([4, 3, 0], [0, 0, 9]), ([4, 5], [0, 0])])
def test_groups_without_a_level_in_common_have_no_measure(groups):
    assert difference_of_counts(counts(*groups)) is None


whole = st.lists(st.integers(0, 30), min_size=3, max_size=3)


@given(st.lists(whole, min_size=2, max_size=5))
def test_the_order_of_groups_and_of_levels_changes_nothing(groups):
    table = counts(*groups)
    turned = difference_of_counts(table[::-1, ::-1])
    assert difference_of_counts(table) == (turned if turned is None else pytest.approx(turned, abs=1e-6))


@given(whole, whole)
def test_twice_as_many_patients_are_as_far_apart(first, second):
    once, twice = (difference_of_counts(counts(first, [times * n for n in second])) for times in (1, 2))
    assert once == (twice if twice is None else pytest.approx(twice, abs=1e-6))
