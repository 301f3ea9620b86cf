"""Cumulative incidence and Gray's test against R, and the sum rule."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes.statistics.competing import cumulative_incidence, gray_test
from outcomes.statistics.counts import CountTable, count
from outcomes.statistics.survival import kaplan_meier

from .reference import all_same, answers, drawn_answer, same, table

R_GAVE_UP = -1
exits = st.lists(st.tuples(st.integers(0, 15), st.integers(0, 2), st.integers(0, 1)), min_size=1, max_size=40)


def counted(frame, time="day", cause="cause", group="group") -> CountTable:
    labels = sorted(frame[group].unique())
    return count(frame[time], frame[cause], frame[group].map(labels.index), groups=len(labels), kinds=3)


def test_the_golden_vector_of_the_data_standard():
    everyone = count([2, 3, 5, 6, 8, 9, 12, 15], [1, 2, 1, 0, 1, 2, 0, 0], kinds=3)
    relapse, other = (
        cumulative_incidence(everyone, cause=1).at(9)[0],
        cumulative_incidence(everyone, cause=2).at(9)[0],
    )
    survival = kaplan_meier(everyone).at(9)[0]
    assert (round(relapse, 3), round(other, 3), round(survival, 4)) == (0.406, 0.281, 0.3125)
    assert np.isclose(relapse + other + survival, 1)


@pytest.mark.parametrize("cause", [1, 2])
def test_marrow_transplants_agree_with_r(cause):
    wanted = answers("survminer_bmt_35")["cif_by_dis"]
    everyone = counted(table("data/survminer_bmt_35.csv"), "ftime", "status", "dis")
    for group in (0, 1):
        curve = cumulative_incidence(everyone, group, cause)
        rates = [curve.at(time)[0] for time in wanted["times"]]
        assert all_same(rates, wanted["cuminc_est"][f"{group} {cause}"])
        errors = [
            curve.std_error[np.searchsorted(curve.day, time, side="right") - 1] for time in wanted["times"]
        ]
        from_r = wanted["survfit_AJ"]["std_err"][4 * group : 4 * group + 4]
        assert all_same(errors, [row[cause] for row in from_r])
    test = gray_test(everyone, cause)
    assert same(test.chi_square, wanted["gray"]["stat"][cause - 1], 1e-6)
    assert same(test.p, wanted["gray"]["p"][cause - 1], 1e-6)
    assert test.df == wanted["gray"]["df"][cause - 1]


@pytest.mark.parametrize("cause", [1, 2])
def test_random_data_have_the_incidence_error_and_limits_of_r(cause):
    names = [f"incidence_{cause}", f"incidence_lower_{cause}", f"incidence_upper_{cause}"]
    for (number, group), own in table("data/random.csv").groupby(["set", "group"]):
        curve = cumulative_incidence(count(own.day, own.cause, kinds=3), cause=cause)
        middle = own.day.max() // 2
        last = np.searchsorted(curve.day, middle, side="right") - 1
        assert all_same(curve.at(middle), [drawn_answer(name, number, group) for name in names])
        assert last < 0 or same(
            curve.std_error[last], drawn_answer(f"incidence_error_{cause}", number, group)
        )


@pytest.mark.parametrize("cause", [1, 2])
def test_random_data_have_the_gray_test_of_r(cause):
    everyone, numbers = table("data/random.csv"), table("random_answers.csv")
    wanted = numbers[(numbers.what == f"gray_{cause}") & (numbers.value != R_GAVE_UP)].set_index("set").value
    assert len(wanted) > 50
    for number, statistic in wanted.items():
        test = gray_test(counted(everyone[everyone.set == number]), cause)
        assert same(test.chi_square, statistic, 1e-6)


def test_gray_test_is_not_defined_with_delayed_entry():
    everyone = count([5, 6, 7, 8], [1, 2, 1, 0], [0, 0, 1, 1], groups=2, kinds=3, entry=[-1, 2, -1, 3])
    assert np.isnan(gray_test(everyone).p)


@pytest.mark.parametrize(
    "kinds", [[0, 0, 0], [2, 2, 0], []], ids=["all censored", "only the other cause", "nobody"]
)
def test_gray_test_without_events_of_the_cause(kinds):
    days = range(3, 3 + len(kinds))
    groups = [index % 2 for index in range(len(kinds))]
    assert np.isnan(gray_test(count(list(days), kinds, groups, groups=2, kinds=3)).p)


def test_gray_test_of_very_small_groups_agrees_with_r():
    # One of the variances is negative, and the group counts all the same, as in cuminc of these rows.
    days = [0, 1, 0, 0, 1, 0, 1, 1, 1, 0, 0, 1]
    causes = [1, 1, 1, 1, 2, 2, 1, 1, 1, 1, 1, 1]
    groups = [0, 0, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4]
    test = gray_test(count(days, causes, groups, groups=5, kinds=3))
    assert same(test.chi_square, 4.2402713900086955, 1e-6)
    assert test.df == 4


def test_the_limits_stay_beside_an_incidence_that_comes_to_one():
    # R: 0.9999999999999992 with a lower limit of the same; a remainder of rounding is no variance.
    curve = cumulative_incidence(count(range(5, 155, 5), [1] * 30, kinds=3))
    assert curve.value[-1] == pytest.approx(1)
    assert curve.std_error[-1] == 0
    assert np.isnan(curve.lower[-1]) or curve.lower[-1] == pytest.approx(1)


@given(exits)
def test_incidences_and_survival_add_up_to_one(rows):
    days, kinds, _ = zip(*rows, strict=True)
    everyone = count(days, kinds, kinds=3)
    total = kaplan_meier(everyone).value
    for cause in (1, 2):
        total = total + cumulative_incidence(everyone, cause=cause).value
    assert np.allclose(total, 1)


@given(exits)
def test_without_a_competing_event_incidence_is_one_minus_survival(rows):
    days, kinds, _ = zip(*rows, strict=True)
    everyone = count(days, np.minimum(kinds, 1), kinds=3)
    curve, survival = cumulative_incidence(everyone), kaplan_meier(everyone)
    assert np.allclose(curve.value, 1 - survival.value)
    alive = survival.value > 0
    assert np.allclose(curve.std_error[alive], survival.std_error[alive], atol=1e-7)


@given(exits)
def test_the_names_of_groups_do_not_matter(rows):
    days, kinds, groups = zip(*rows, strict=True)
    first = gray_test(count(days, kinds, groups, groups=2, kinds=3))
    second = gray_test(count(days, kinds, [1 - group for group in groups], groups=2, kinds=3))
    assert np.isclose(first.chi_square, second.chi_square, equal_nan=True, rtol=1e-6)
    assert np.isnan(first.p) or 0 <= first.p <= 1
