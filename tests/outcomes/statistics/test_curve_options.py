"""Months of rates, and strata of the log-rank test, as a reader chooses them."""

import pytest

from outcomes.presenting.captions import alternative_text
from outcomes.presenting.printed import printed
from outcomes.statistics.catalogue import statistic
from outcomes.statistics.groupings import SALVAGE_LINE
from outcomes.statistics.options import choose

from .cohort import cohort, patients, timed_patient
from .reference import same, table

OS = statistic("survival-from-start")


def drawn_patients() -> list[dict]:
    """The drawn patients of the reference, from the start, as R's survdiff takes them."""
    return [
        timed_patient(int(row.days), int(row.event), line_group=row.line, site_name=row.site)
        for row in table("data/regression.csv").itertuples()
    ]


def result_of(frame, **given: str):
    chosen = choose(OS.options, SALVAGE_LINE, {name: [text] for name, text in given.items()})
    return OS.result(frame, SALVAGE_LINE, chosen)


def of_r(model: str, what: str) -> float:
    rows = table("regression_answers.csv").query("model == @model and what == @what and term != term")
    return rows.value.item()


@pytest.mark.parametrize(("strata", "model"), [("none", "logrank"), ("site", "logrank-strata")])
def test_the_test_on_the_page_is_that_of_survdiff_with_strata(strata, model):
    test = result_of(cohort(drawn_patients()), strata=strata).test
    assert same(test.statistic, of_r(model, "chi_square"), 1e-6)
    assert same(test.p, of_r(model, "p"), 1e-6)
    assert test.df == 2
    assert test.test == ("log-rank test stratified by site" if strata == "site" else "log-rank test")


def test_who_is_in_no_stratum_is_left_out_of_the_test_only_and_counted():
    some = cohort(drawn_patients(), patients(3, **timed_patient(10, 1, line_group="1")))
    result = result_of(some, strata="site")
    assert same(result.test.statistic, of_r("logrank-strata", "chi_square"), 1e-6)
    assert result.named_test.test == "log-rank test stratified by site (without 3 of unknown site)"
    assert result.rows()[0]["test"] == result.named_test.test
    named = "Log-rank test stratified by site (without 3 of unknown site): P < .001."
    assert named in printed(result).caption
    assert named in alternative_text("Survival", result)
    assert sum(group.n for group in result.groups) == 243


def test_a_test_in_which_everybody_is_has_nothing_to_add_to_its_name():
    result = result_of(cohort(drawn_patients()), strata="site")
    assert result.named_test is result.test
    assert "Log-rank test stratified by site: P < .001." in printed(result).caption
    assert result_of(cohort(drawn_patients())).around_untested is None


def test_strata_do_not_change_the_curves():
    frame = cohort(drawn_patients())
    assert result_of(frame, strata="site").groups == result_of(frame).groups


def test_rates_are_given_at_the_months_chosen():
    result = result_of(cohort(drawn_patients()), rates="6.36")
    assert [rate.months for rate in result.groups[0].rates] == [6, 36]
    assert "rate_6_months" in result.rows()[0]
