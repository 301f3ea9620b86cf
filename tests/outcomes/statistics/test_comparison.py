"""The log-rank test against R, and its behaviour at the edges."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes.statistics.comparison import log_rank
from outcomes.statistics.counts import FROM_ORIGIN, CountTable, count

from .reference import all_same, answers, drawn_answer, same, table

rows_in_groups = st.lists(
    st.tuples(st.integers(0, 20), st.integers(0, 1), st.integers(0, 2)), min_size=2, max_size=40
)


def counted(frame, time, event, group, entry=None) -> CountTable:
    labels = sorted(frame[group].unique())
    codes = frame[group].map(labels.index)
    return count(frame[time], frame[event], codes, groups=len(labels), entry=entry)


@pytest.mark.parametrize(
    ("answer", "file", "columns"),
    [
        ("gehan_6mp", "mass_gehan_42", ("time", "cens", "treat")),
        ("aml_23", "survival_aml_23", ("time", "status", "x")),
    ],
)
def test_log_rank_agrees_with_r(answer, file, columns):
    wanted = answers(answer)["logrank"]
    test = log_rank(counted(table(f"data/{file}.csv"), *columns))
    assert all_same(test.observed, wanted["observed"])
    assert all_same(test.expected, wanted["expected"])
    assert same(test.chi_square, wanted["chisq"], 1e-6)
    assert test.df == wanted["df"]
    assert same(test.p, wanted["p"], 1e-6)


def test_peto_weights_agree_with_r():
    wanted = answers("gehan_6mp")["peto"]
    test = log_rank(counted(table("data/mass_gehan_42.csv"), "time", "cens", "treat"), rho=1)
    assert same(test.chi_square, wanted["chisq"], 1e-6)
    assert all_same(test.observed, wanted["observed"])


def test_stratified_log_rank_agrees_with_r():
    patients, wanted = table("data/mass_gehan_42.csv"), answers("gehan_6mp")["stratified_by_pairhalf"]
    halves = [patients[patients.pair <= 10], patients[patients.pair > 10]]
    test = log_rank(*(counted(half, "time", "cens", "treat") for half in halves))
    assert same(test.chi_square, wanted["chisq"], 1e-6)
    assert all_same(test.expected, wanted["expected"])


def test_log_rank_with_delayed_entry_is_the_exact_score_test_of_r():
    people = table("data/kmsurv_channing_lefttrunc_462.csv").query("age > ageentry")
    test = log_rank(counted(people, "age", "death", "gender", people.ageentry))
    assert same(test.chi_square, drawn_answer("logrank_channing"), 1e-6)
    # The reference with Breslow's ties has a slightly larger variance where deaths are tied.
    assert abs(test.chi_square - answers("left_truncation")["channing_logrank_lt"][0]) < 0.03


def test_mantel_byar_is_the_log_rank_test_of_start_stop_rows():
    rows = table("data/survival_heart_172.csv")
    doubled = rows.assign(stop=(2 * rows.stop).astype(int))
    entry = np.where(rows.start == 0, FROM_ORIGIN, 2 * rows.start).astype(int)
    test = log_rank(counted(doubled, "stop", "event", "transplant", entry))
    assert same(test.chi_square, drawn_answer("logrank_heart"), 1e-6)


def test_random_data_have_the_tests_of_r():
    for number, patients in table("data/random.csv").groupby("set"):
        events = patients.assign(dead=(patients.cause > 0).astype(int))
        test = log_rank(counted(events, "day", "dead", "group"))
        assert test.df == drawn_answer("logrank_df", number)
        assert test.df == 0 or same(test.chi_square, drawn_answer("logrank", number), 1e-6)


def test_random_data_in_strata_have_the_tests_of_r():
    for number, patients in table("data/random.csv").query("set > 8").groupby("set"):
        labels = sorted(patients.group.unique())
        codes, dead = patients.group.map(labels.index), patients.cause > 0
        strata = [
            count(patients.day[own], dead[own], codes[own], groups=len(labels))
            for own in (patients.stratum == 1, patients.stratum == 2)
        ]
        test = log_rank(*strata)
        assert np.isnan(test.chi_square) or same(
            test.chi_square, drawn_answer("logrank_stratified", number), 1e-6
        )


def test_lifelines_finds_the_same_difference():
    statistics = pytest.importorskip("lifelines.statistics")
    own = table("data/random.csv").query("set == 24").assign(dead=lambda rows: (rows.cause > 0).astype(int))
    witness = statistics.multivariate_logrank_test(own.day, own.group, own.dead)
    assert same(log_rank(counted(own, "day", "dead", "group")).chi_square, witness.test_statistic, 1e-6)


def test_a_group_gone_before_the_first_event_does_not_count_as_a_group():
    times, events = [1, 2, 5, 6, 7, 8, 9, 10], [0, 0, 1, 1, 1, 1, 1, 1]
    test = log_rank(count(times, events, [0, 0, 1, 1, 1, 2, 2, 2], groups=3))
    assert test.df == 1
    assert np.isfinite(test.p)


@pytest.mark.parametrize(
    ("times", "events", "groups"),
    [([3, 4], [0, 0], [0, 1]), ([3, 4], [1, 1], [0, 0]), ([], [], []), ([0, 0], [1, 1], [0, 1])],
    ids=["no events", "one group", "nobody", "all dead on day 0"],
)
def test_no_difference_can_be_computed(times, events, groups):
    assert np.isnan(log_rank(count(times, events, groups, groups=2)).p)


@given(rows_in_groups)
def test_observed_and_expected_add_up(rows):
    times, events, groups = zip(*rows, strict=True)
    test = log_rank(count(times, events, groups, groups=3))
    assert np.isclose(test.observed.sum(), test.expected.sum())
    assert np.isnan(test.p) or 0 <= test.p <= 1


@given(rows_in_groups)
def test_the_names_of_groups_do_not_matter(rows):
    times, events, groups = zip(*rows, strict=True)
    renamed = [2 - group for group in groups]
    first = log_rank(count(times, events, groups, groups=3))
    second = log_rank(count(times, events, renamed, groups=3))
    assert np.isclose(first.chi_square, second.chi_square, equal_nan=True)
    assert first.df == second.df
