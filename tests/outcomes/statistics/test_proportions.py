"""Exact and score limits against R, and the printed counts of the publications."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes.statistics.proportions import clopper_pearson, proportion, wilson

from .reference import all_same, answers

PROPORTIONS = answers("tables_ranks_props")["proportions"]
ROWS = [dict(zip(PROPORTIONS, row, strict=True)) for row in zip(*PROPORTIONS.values(), strict=True)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['x']} of {row['n']}")
def test_limits_agree_with_r(row):
    assert all_same(clopper_pearson(row["x"], row["n"]), [row["cp_lower"], row["cp_upper"]])
    assert all_same(wilson(row["x"], row["n"]), [row["wilson_lower"], row["wilson_upper"]])


@pytest.mark.parametrize(
    ("numerator", "denominator", "printed"), [(46, 59, (65, 88)), (35, 59, (46, 72)), (9, 59, (7, 27))]
)
def test_limits_of_the_published_counts(numerator, denominator, printed):
    lower, upper = clopper_pearson(numerator, denominator)
    assert (round(100 * lower), round(100 * upper)) == printed


def test_nobody_is_no_proportion():
    empty = proportion("All", "CR", 0, 0)
    assert (empty.fraction, empty.lower, empty.upper) == (None, None, None)
    assert all(map(math.isnan, clopper_pearson(0, 0) + wilson(0, 0)))


def test_more_than_everyone_is_refused():
    with pytest.raises(ValueError, match="3 of 2 is not a proportion"):
        clopper_pearson(3, 2)


@given(st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_limits_enclose_the_proportion_and_mirror_each_other(counts):
    x, n = counts
    for limits in (clopper_pearson, wilson):
        lower, upper = limits(x, n)
        assert 0 <= lower <= x / n + 1e-12
        assert x / n - 1e-12 <= upper <= 1
        assert math.isclose(lower, 1 - limits(n - x, n)[1], abs_tol=1e-9)
