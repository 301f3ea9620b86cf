"""Tests between groups in Table 1, against R."""

import numpy as np
import pytest

from outcomes.statistics.association import _fisher, compare_counts, compare_values

from .reference import answers, same

TABLES = answers("tables_ranks_props")


@pytest.mark.parametrize("case", TABLES["fisher2x2"], ids=lambda case: str(case["table"]))
def test_two_by_two_tables_agree_with_r(case):
    counts = np.array(case["table"])
    found = compare_counts(counts)
    smallest = (counts.sum(axis=0)[None, :] * counts.sum(axis=1)[:, None] / counts.sum()).min()
    name, wanted = ("Fisher's exact test", "p") if smallest < 5 else ("chi-square test", "p_chisq")
    assert found.test == name
    assert same(found.p, case[wanted], 1e-6)


@pytest.mark.parametrize("case", TABLES["fisher_rxc"], ids=lambda case: str(case["table"]))
def test_larger_sparse_tables_agree_with_r(case):
    found = compare_counts(np.array(case["table"]))
    assert found.test == "Fisher's exact test"
    assert same(found.p, case["p"])


def test_tables_too_many_to_count_are_sampled_always_the_same_and_the_name_says_so():
    counts = np.array([[30, 41, 22, 9], [25, 33, 28, 8], [12, 30, 28, 9], [33, 24, 25, 7], [9, 8, 12, 4]])
    found = compare_counts(counts)
    assert found.test == "Fisher's test on 9,999 sampled tables"
    assert found.p == pytest.approx(0.1571, abs=0.015)
    _fisher.cache_clear()
    assert compare_counts(counts) == found


@pytest.mark.parametrize("name", ["small_noties", "mid_noties"])
def test_wilcoxon_is_exact_without_ties(name):
    case = TABLES["mannwhitney"][name]
    found = compare_values([np.array(case["x"]), np.array(case["y"])])
    assert found.statistic == case["W"]
    assert same(found.p, case["p_default"], 1e-6)


def test_wilcoxon_is_normal_with_ties():
    case = TABLES["mannwhitney"]["ties_small"]
    found = compare_values([np.array(case["x"], float), np.array(case["y"], float)])
    assert same(found.p, case["p_default"], 1e-6)


def test_p_is_kept_but_not_shown_for_fewer_than_ten():
    found = compare_values([np.arange(9.0), np.arange(20.0) + 0.5])
    assert found.p is not None
    assert not found.p_shown
    assert found.reason == "P value not shown: a group has fewer than 10 patients."


@pytest.mark.parametrize(
    "samples",
    [[np.array([]), np.array([1.0])], [np.array([2.0]), np.array([2.0])]],
    ids=["nobody", "all alike"],
)
def test_no_test_without_a_difference_to_test(samples):
    found = compare_values(samples)
    assert found.p is None
    assert found.reason.startswith("The test cannot be computed: all patients have the same value")


def test_no_test_with_one_level():
    assert compare_counts(np.array([[12, 13]])).p is None
