"""Estimates, rates and tests read as a journal prints them."""

import pytest

from outcomes.presenting import words
from outcomes.statistics.results import Comparison, Estimate, Observed, Proportion, RateAt, ValueRow


@pytest.mark.parametrize(
    ("days", "text"),
    [
        ((228.3, 136.97, 350.03), "7.5 (4.5–11.5)"),
        ((228.3, 136.97, None), "7.5 (4.5–NR)"),
        ((None, None, None), "NR (NR–NR)"),
    ],
)
def test_a_median_in_days_is_printed_in_months_and_nr_where_it_is_not_reached(days, text):
    assert words.median_text(Estimate(*days)) == text


@pytest.mark.parametrize(
    ("rate", "text"),
    [
        (RateAt(12, 0.425, 0.31, 0.53, 40), "43 (31–53)"),
        (RateAt(12, 0.0, None, None, 0), "0"),
        (RateAt(12, None, None, None, 0), "NE"),
    ],
)
def test_a_rate_is_a_percentage_with_limits_or_not_estimable(rate, text):
    assert words.rate_text(rate) == text


@pytest.mark.parametrize(
    ("p", "text"),
    [
        (0.0004, "Log-rank test: P < .001"),
        (0.0062, "Log-rank test: P = .006"),
        (0.03, "Log-rank test: P = .03"),
        (0.999, "Log-rank test: P > .99"),
    ],
)
def test_a_p_value_is_named_by_its_test(p, text):
    assert words.test_text(Comparison("log-rank test", 1.0, 1, p, True)) == text


def test_a_p_value_that_is_not_shown_leaves_its_reason():
    hidden = Comparison("log-rank test", 1.0, 1, 0.03, False, "P value not shown: a group has fewer than 10.")
    assert words.test_text(hidden) == "P value not shown: a group has fewer than 10."
    assert words.p_value(hidden) == "–"


@pytest.mark.parametrize(
    ("counts", "text"), [((37, 45), "37/45 (82%)"), ((0, 19), "0/19 (0%)"), ((0, 0), "0/0")]
)
def test_a_proportion_shows_its_denominator(counts, text):
    assert words.proportion_text(Proportion("All", "MRD negative", *counts, None, None, None)) == text


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (
            ValueRow("All", "Duration", "days", 4, 0, 584.4, 450, 900, 429.2, 1686.2),
            "19.2 (14.8–29.6) [14.1–55.4]",
        ),
        (ValueRow("All", "Year", "year", 4, 0, 2012, 2011, 2013, 2009, 2015), "2012 (2011–2013) [2009–2015]"),
        (ValueRow("All", "Dose", "mg/m²", 4, 0, 1.3, 1.1, 1.5, 1, 1.8), "1.3 (1.1–1.5) [1–1.8]"),
        (ValueRow("All", "First remission", "d", 4, 0, 28, 27.5, 35, 20, 60), "28 (27.5–35) [20–60]"),
        (ValueRow("All", "Dose", "mg/m²", 4, 0, 1.3, None, None, None, None), "1.3"),
        (ValueRow("All", "Dose", "mg/m²", 0, 4, None, None, None, None, None), "–"),
    ],
)
def test_a_measurement_is_median_quartiles_and_range_in_the_unit_printed(row, text):
    assert words.value_text(row) == text


def test_single_values_carry_a_plus_where_they_go_on():
    listed = (Observed(429.2), Observed(1686.2, ongoing=True))
    row = ValueRow("All", "Survival", "days", 2, 0, 1, 1, 1, 1, 1, listed=listed)
    assert words.listed_text(row) == "14.1, 55.4+"


def test_tests_of_several_causes_make_one_sentence():
    tests = [Comparison("Gray's test", 1.0, 1, p, True) for p in (0.64, 0.0001)]
    text = "Gray's test: relapse P = .64; death without relapse P < .001."
    assert words.tests_text(("Relapse", "Death without relapse"), tests) == text
    assert words.tests_text(("Relapse",), ()) == ""


@pytest.mark.parametrize(
    ("label", "text"),
    [("Relapse", "relapse"), ("VOD / SOS", "VOD / SOS"), ("Death without VOD", "death without VOD")],
)
def test_a_label_in_a_sentence_begins_small_unless_it_is_an_abbreviation(label, text):
    assert words.within(label) == text
