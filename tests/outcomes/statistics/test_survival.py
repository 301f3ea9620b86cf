"""Kaplan–Meier against worked examples, R, and lifelines as a second witness."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes.statistics.counts import FROM_ORIGIN, count
from outcomes.statistics.survival import Curve, kaplan_meier, median, quantile

from .reference import all_same, answers, same, table

patients = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 1)), min_size=1, max_size=40)


def curve(times, events, entry=None) -> Curve:
    return kaplan_meier(count(times, events, entry=entry))


def test_the_golden_vector_of_the_data_standard():
    times, events = [1, 2, 3, 4, 6, 9, 10, 14, 20, 24], [1, 1, 1, 1, 1, 1, 0, 1, 0, 0]
    drawn = curve(times, events)
    value, lower, upper = drawn.at(12)
    assert (round(value, 3), round(lower, 3), round(upper, 3)) == (0.400, 0.123, 0.670)
    assert round(drawn.std_error[5], 3) == 0.155
    assert median(drawn)[0] == 7.5
    assert median(kaplan_meier(count(times, events).flipped()))[0] == 20


@pytest.mark.parametrize("name", answers("edge_cases_km")["cases"])
def test_edge_cases_agree_with_r(name):
    case = answers("edge_cases_km")["cases"][name]
    scale = 10 if name == "float_near_ties" else 1
    times = np.atleast_1d(np.rint(scale * np.array(case["t"]))).astype(int)
    drawn = curve(times, np.atleast_1d(case["d"]))
    wanted = case["curve"]
    assert all_same(drawn.value, wanted["surv"])
    assert all_same(drawn.lower, wanted["lower"])
    assert all_same(drawn.upper, wanted["upper"])
    assert all_same(drawn.at_risk, wanted["n_risk"])
    assert all_same(drawn.censored, wanted["n_censor"])
    medians = [case[name] and scale * case[name] for name in ("median", "median_lower", "median_upper")]
    assert all_same(median(drawn), medians)


@pytest.mark.parametrize(
    ("answer", "file", "time", "event", "group"),
    [
        ("gehan_6mp", "mass_gehan_42", "time", "cens", "treat"),
        ("aml_23", "survival_aml_23", "time", "status", "x"),
    ],
)
def test_textbook_curves_agree_with_r(answer, file, time, event, group):
    for label, own in table(f"data/{file}.csv").groupby(group):
        wanted = answers(answer)["km"][label]
        counted = count(own[time], own[event])
        drawn = kaplan_meier(counted)
        assert all_same(drawn.value, wanted["curve"]["surv"])
        assert all_same(median(drawn), [wanted["median"], wanted["median_lower"], wanted["median_upper"]])
        assert same(quantile(drawn.day, drawn.value, 0.75), wanted["q25"])
        assert all_same(counted.at_risk_on(wanted["at"]["time"])[0], wanted["at"]["n_risk"])


def test_rates_at_a_time_agree_with_r():
    own = table("data/survival_aml_23.csv").query("x == 'Nonmaintained'")
    wanted = answers("aml_23")["km"]["Nonmaintained"]["at"]
    for at, time in enumerate(wanted["time"]):
        rate = curve(own.time, own.status).at(time)
        assert all_same(rate, [wanted["surv"][at], wanted["lower"][at], wanted["upper"][at]])


def test_reverse_kaplan_meier_agrees_with_r():
    own, wanted = table("data/survival_aml_23.csv"), answers("aml_23")["followup"]["naive_flip"]
    reverse = kaplan_meier(count(own.time, own.status).flipped())
    assert all_same(median(reverse), [wanted["median"], wanted["median_lower"], wanted["median_upper"]])
    assert same(quantile(reverse.day, reverse.value, 0.75), wanted["q25"])


@pytest.mark.parametrize("gender", [1, 2])
def test_delayed_entry_agrees_with_r(gender):
    own = table("data/kmsurv_channing_lefttrunc_462.csv").query("age > ageentry and gender == @gender")
    wanted = answers("left_truncation")["channing"][str(gender)]
    counted = count(own.age, own.death, entry=own.ageentry)
    drawn = kaplan_meier(counted)
    assert all_same(drawn.day, wanted["curve"]["time"])
    assert all_same(drawn.at_risk, wanted["curve"]["n_risk"])
    assert all_same(drawn.value, wanted["curve"]["surv"])
    assert all_same(median(drawn), [wanted["median"], wanted["lower"], wanted["upper"]])
    assert all_same([drawn.at(time)[0] for time in wanted["at"]["time"]], wanted["at"]["surv"])


def test_a_band_that_rises_again_gives_the_limits_that_r_prints():
    # Few are at risk at first, and the lower band rises after day 1: print(survfit(…)) gives 2 (1 to 4).
    days, entered = [1, 2, 3, 3, 4, 6, 6], [0, 1, 1, 2, 0, 4, 2]
    drawn = curve(days, [1, 0, 1, 1, 1, 0, 0], entered)
    assert drawn.lower[0] < drawn.lower[2] < 0.5
    assert all_same(median(drawn), [2, 1, 4])


def test_at_risk_between_exits_counts_late_entries_exactly():
    counted = count([10, 20], [1, 1], entry=[FROM_ORIGIN, 12])
    assert counted.at_risk_on([10, 11, 12, 12.5, 20, 21]).tolist() == [[1, 0, 0, 1, 1, 0]]


def test_simon_makuch_curves_agree_with_r():
    rows, wanted = table("data/survival_heart_172.csv"), answers("timedep_heart")["simon_makuch"]
    drawn = []
    for _, own in rows.groupby("transplant"):
        start = np.where(own.start == 0, FROM_ORIGIN, 2 * own.start).astype(int)
        drawn.append(curve((2 * own.stop).astype(int), own.event, start))
    assert all_same(np.concatenate([part.value for part in drawn]), wanted["surv"])
    assert all_same(np.concatenate([part.at_risk for part in drawn]), wanted["n_risk"])


def test_random_data_with_ties_have_the_medians_of_r():
    everyone, wanted = table("data/random.csv"), table("random_answers.csv")
    for (number, group), numbers in wanted[wanted.what.str.startswith("median")].groupby(["set", "group"]):
        own = everyone[(everyone.set == number) & (everyone.group == int(group))]
        assert all_same(median(curve(own.day, own.cause > 0)), numbers.value.tolist())


def test_lifelines_draws_the_same_curve():
    lifelines = pytest.importorskip("lifelines")
    own = table("data/random.csv").query("set == 24")
    drawn = curve(own.day, own.cause > 0)
    fitted = lifelines.KaplanMeierFitter().fit(own.day, own.cause > 0)
    assert np.allclose(fitted.predict(drawn.day), drawn.value, atol=1e-12)


def test_nobody_is_a_curve_without_points():
    nobody = curve([], [])
    assert len(nobody.day) == 0
    assert np.isnan(nobody.at(0)).all()
    assert np.isnan(median(nobody)).all()


def test_all_dead_on_day_zero():
    drawn = curve([0, 0, 0], [1, 1, 1])
    assert drawn.value.tolist() == [0]
    assert median(drawn)[0] == 0
    assert drawn.at(365)[0] == 0


def test_a_rate_is_not_estimable_beyond_the_last_follow_up_of_a_survivor():
    assert np.isnan(curve([100, 200], [1, 0]).at(201)[0])
    assert curve([100, 200], [1, 0]).at(200)[0] == 0.5


@pytest.mark.parametrize(
    ("times", "entry", "sentence"),
    [
        ([1.5], None, "Times must be whole days."),
        ([-1], None, "Times must not be negative."),
        ([3], [3], "A patient must come under observation before leaving it."),
    ],
)
def test_times_that_make_no_sense_are_refused(times, entry, sentence):
    with pytest.raises(ValueError, match=sentence):
        count(times, [1], entry=entry)


def test_an_event_coded_two_is_refused():
    with pytest.raises(ValueError, match="Unknown kind of exit"):
        count([3], [2])


@given(patients)
def test_survival_falls_within_its_limits(rows):
    drawn = curve(*zip(*rows, strict=True))
    defined = ~np.isnan(drawn.lower)
    assert (np.diff(drawn.value) <= 0).all()
    assert (drawn.lower[defined] <= drawn.value[defined]).all()
    assert (drawn.value[defined] <= drawn.upper[defined]).all()


@given(patients, st.randoms(use_true_random=False))
def test_the_order_of_patients_does_not_matter(rows, random):
    shuffled = random.sample(rows, len(rows))
    first, second = curve(*zip(*rows, strict=True)), curve(*zip(*shuffled, strict=True))
    assert np.array_equal(first.value, second.value)
    assert np.array_equal(first.lower, second.lower, equal_nan=True)


@given(st.lists(st.integers(0, 30), min_size=1, max_size=40))
def test_without_censoring_survival_is_the_fraction_still_alive(times):
    drawn = curve(times, [1] * len(times))
    alive = [np.mean(np.array(times) > day) for day in drawn.day]
    assert np.allclose(drawn.value, alive, atol=1e-12)


@given(patients)
def test_everyone_at_risk_leaves_once(rows):
    times, events = zip(*rows, strict=True)
    drawn = curve(times, events)
    assert (drawn.events + drawn.censored).sum() == len(rows)
    assert drawn.at_risk.tolist() == [sum(time >= day for time in times) for day in drawn.day]
