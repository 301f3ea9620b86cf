"""Cox regression against R."""

import pandas as pd

from outcomes.statistics.regression import CoxFit, cox

from .reference import all_same, answers, table


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


def test_strata_take_their_covariate_out_of_the_model():
    rows = table("data/mass_gehan_42.csv").assign(half=lambda frame: (frame.pair <= 10).astype(int))
    rows["control"] = (rows.treat == "control").astype(int)
    fit = cox(rows[["control", "half"]], rows.time, rows.cens, strata=["half"])
    assert fit.terms == ("control",)
    assert fit.hazard_ratios[0] > 1
