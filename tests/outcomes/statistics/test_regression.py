"""Cox regression and its tests against R, against lifelines, and by hand."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from outcomes.statistics.comparison import log_rank
from outcomes.statistics.counts import count
from outcomes.statistics.partial_likelihood import likelihood
from outcomes.statistics.proportionality import proportionality
from outcomes.statistics.regression import CoxFit, NotEstimable, cox, fitted, wald_test
from outcomes.statistics.spells import Spells, Times

from .reference import all_same, answers, same, table

TERMS = ["age", "line2", "line3", "male", "wbc"]
COVARIATES = {"age": [0], "line": [1, 2], "male": [3], "wbc": [4]}
MODELS = {"plain": {}, "entry": {"entry"}, "strata": {"site"}, "entry-strata": {"entry", "site"}}
SIX = Spells.of([[1, 2], [2, 1], [3, 5], [4, 0], [5, 2], [2, 2]], Times.of(range(1, 7), [1, 1, 0, 1, 1, 1]))


def of_r(model: str, what: str) -> dict[str, float]:
    rows = table("regression_answers.csv").query("model == @model and what == @what")
    return dict(zip(rows.term.fillna(""), rows.value, strict=True))


def agrees(fit: CoxFit, wanted: dict) -> bool:
    listed = {name: value if isinstance(value, list) else [value] for name, value in wanted.items()}
    return (
        all_same(fit.coefficients, listed["coef"])
        and all_same(fit.std_errors, listed["se"])
        and all_same(fit.hazard_ratios, listed["hr"])
        and all_same(fit.lower, listed["hr_lower"])
        and all_same(fit.upper, listed["hr_upper"])
        and all_same(fit.p, listed["p"], 1e-6)
    )


def test_two_groups_with_ties_agree_with_efron_in_r():
    rows = table("data/mass_gehan_42.csv")
    control = pd.DataFrame({"control": (rows.treat == "control").astype(int)})
    fit = cox(control, rows.time, rows.cens)
    assert agrees(fit, answers("gehan_6mp")["cox_efron"])
    assert (fit.n, fit.events) == (42, 30)


def test_delayed_entry_agrees_with_r():
    people = table("data/kmsurv_channing_lefttrunc_462.csv").query("age > ageentry")
    fit = cox(people[["gender"]], people.age, people.death, entry=people.ageentry)
    assert agrees(fit, answers("left_truncation")["channing_cox"])


def test_a_covariate_that_changes_with_time_agrees_with_r():
    wanted, rows = answers("timedep_heart")["heart"], table("data/survival_heart_172.csv")
    covariates = rows[wanted["terms"]].to_numpy(float)
    spells = Spells.of(covariates, Times.of(rows.stop, rows.event, entry=rows.start))
    fit = fitted(spells, tuple(wanted["terms"]))
    assert agrees(fit, wanted)
    assert all_same(fit.log_likelihood, wanted["loglik"])
    tests = proportionality(spells, fit, [[0], [1], [2], [3]])
    assert all_same([test.chi_square for test in tests], wanted["zph_km"]["chisq"], 1e-6)


def drawn(model: str) -> tuple[Spells, CoxFit]:
    people = table("data/regression.csv")
    entry = people.entry if "entry" in MODELS[model] else None
    stratum = people.site.map({"A": 0, "B": 1, "C": 2}) if "site" in MODELS[model] else None
    spells = Spells.of(people[TERMS], Times.of(people.days, people.event, entry=entry, stratum=stratum))
    return spells, fitted(spells, tuple(TERMS))


@pytest.mark.parametrize("model", MODELS)
def test_models_with_ties_delayed_entry_and_strata_agree_with_r(model):
    _, fit = drawn(model)
    assert all_same(fit.coefficients, list(of_r(model, "coef").values()))
    assert all_same(fit.std_errors, list(of_r(model, "se").values()))
    assert all_same(fit.p, list(of_r(model, "p").values()), 1e-6)
    assert all_same(fit.log_likelihood, list(of_r(model, "loglik").values()))
    assert same(wald_test(fit, [1, 2])[0], of_r(model, "wald")["line"], 1e-6)


@pytest.mark.parametrize("model", MODELS)
def test_the_test_of_proportional_hazards_agrees_with_r(model):
    tests = dict(
        zip([*COVARIATES, "GLOBAL"], proportionality(*drawn(model), [*COVARIATES.values()]), strict=True)
    )
    for name, test in tests.items():
        assert same(test.chi_square, of_r(model, "zph")[name], 1e-6), name
        assert test.df == of_r(model, "zph_df")[name]
        assert same(test.p, of_r(model, "zph_p")[name], 1e-6), name


@pytest.mark.parametrize(
    ("name", "strata"), [("logrank", None), ("logrank-strata", "site"), ("logrank-strata-sex", "male")]
)
def test_a_stratified_log_rank_test_agrees_with_survdiff(name, strata):
    people = table("data/regression.csv").assign(none=0)
    group = people.line.map({"1": 0, "2": 1, "3+": 2})
    tables = [
        count(own.days, own.event, group[own.index], groups=3) for _, own in people.groupby(strata or "none")
    ]
    test = log_rank(*tables)
    assert all_same(test.observed, list(of_r(name, "observed").values()))
    assert all_same(test.expected, list(of_r(name, "expected").values()))
    assert same(test.chi_square, of_r(name, "chi_square")[""], 1e-6)
    assert (test.df, same(test.p, of_r(name, "p")[""], 1e-6)) == (2, True)


def test_lifelines_finds_the_same_hazard_ratios():
    lifelines = pytest.importorskip("lifelines")
    people = table("data/regression.csv")[[*TERMS, "days", "event"]]
    fitter = lifelines.CoxPHFitter().fit(people, "days", "event", fit_options={"precision": 1e-12})
    assert all_same(fitter.params_.to_numpy(), drawn("plain")[1].coefficients.tolist(), 1e-6)


def test_three_patients_by_hand():
    """Exposed, not, exposed; deaths on days 1 and 2: L = x/(1 + 2x) · 1/(1 + x), at its top where 2x² = 1."""
    fit = cox(pd.DataFrame({"exposed": [1, 0, 1]}), [1, 2, 3], [1, 1, 0])
    assert math.isclose(fit.hazard_ratios[0], 1 / math.sqrt(2), rel_tol=1e-10)
    here = likelihood(Spells.of([[1.0], [0.0], [1.0]], Times.of([1, 2, 3], [1, 1, 0])), np.zeros(1))
    assert math.isclose(here.value, math.log(1 / 3 * 1 / 2))
    assert math.isclose(here.score()[0], (1 - 2 / 3) + (0 - 1 / 2))


def test_a_level_without_events_runs_to_nought_and_is_named():
    exposed = pd.DataFrame({"exposed": [0] * 6 + [1] * 4, "age": [1, 5, 3, 2, 4, 6, 2, 4, 3, 5]})
    fit = cox(exposed, range(1, 11), [1, 1, 1, 1, 1, 1, 0, 0, 0, 0])
    assert fit.unbounded.tolist() == [True, False]
    assert fit.hazard_ratios[0] == 0
    assert math.isnan(fit.lower[0])
    alone = cox(exposed[["age"]].iloc[:6], range(1, 7), [1] * 6)
    assert math.isfinite(fit.coefficients[1])
    assert alone.estimated.all()


def test_a_covariate_that_repeats_another_is_named():
    people = table("data/regression.csv")
    twice = people[["age", "male"]].assign(female=1 - people.male, same=1)
    fit = cox(twice, people.days, people.event)
    assert fit.aliased.tolist() == [False, False, True, True]
    assert all_same(
        fit.coefficients[:2], cox(people[["age", "male"]], people.days, people.event).coefficients.tolist()
    )


@pytest.mark.parametrize(
    ("exposed", "event", "reason"), [([0, 1], [0, 0], "no event"), ([1, 1], [1, 1], "No covariate differs")]
)
def test_a_model_of_nothing_is_refused_in_words(exposed, event, reason):
    with pytest.raises(NotEstimable, match=reason):
        cox(pd.DataFrame({"exposed": exposed}), [5, 9], event)


def test_scale_and_order_do_not_matter():
    people = table("data/regression.csv")
    fit = cox(people[TERMS], people.days, people.event)
    turned = people.sample(frac=1, random_state=3).assign(age=lambda frame: frame.age * 365.25)
    other = cox(turned[TERMS], turned.days, turned.event)
    assert all_same(other.coefficients * [365.25, 1, 1, 1, 1], fit.coefficients.tolist())


def test_proportional_hazards_do_not_depend_on_the_unit_either():
    people = table("data/regression.csv")
    in_ages = people.assign(age=people.age / 10_000)
    tests = [
        proportionality(spells, fitted(spells, tuple(TERMS)), [*COVARIATES.values()])
        for spells in (Spells.of(each[TERMS], Times.of(each.days, each.event)) for each in (people, in_ages))
    ]
    assert all_same([one.chi_square for one in tests[1]], [one.chi_square for one in tests[0]], 1e-6)


def test_a_model_too_steep_to_be_evaluated_has_no_test_instead_of_an_error():
    fit = fitted(SIX, ("one", "other"))
    steep = replace(fit, coefficients=fit.coefficients * 1e6)
    assert not any(np.isnan(test.p) for test in proportionality(SIX, fit, [[0], [1]]))
    assert all(np.isnan(test.p) for test in proportionality(SIX, steep, [[0], [1]]))


def test_terms_that_vary_only_together_have_no_wald_test():
    singular = replace(fitted(SIX, ("one", "other")), variance=np.ones((2, 2)))
    assert np.isnan(wald_test(singular, [0, 1])[2])


def test_beside_a_term_that_runs_to_infinity_the_others_are_tested_as_in_r():
    event = [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0]
    columns = np.column_stack([[3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8], 1 - np.array(event)])
    spells = Spells.of(columns, Times.of(range(1, 13), event))
    fit = fitted(spells, ("measured", "never"))
    assert fit.unbounded.tolist() == [False, True]
    assert same(proportionality(spells, fit, [[0], [1]])[0].chi_square, 0.118186527053894, 1e-10)
