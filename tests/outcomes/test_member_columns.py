"""The counts in the flat rows of a result: where versions differ in them, each side opens its patients."""

import pytest

from outcomes.disclosure import protected
from outcomes.members import counts_in, keys, keys_of_rows
from outcomes.members.titles import title_of
from outcomes.statistics.catalogue import CATALOGUE, statistic
from outcomes.statistics.groupings import EVER_TRANSPLANTED, OVERALL, SALVAGE_LINE
from outcomes.statistics.options import choose
from tests.outcomes.statistics.cohort import random_cohort

FRAME = random_cohort(seed=7, n=60)
NO_PATIENTS = {"df", "step", "observed_days", "potential_days"}
NO_LIST = {("flow", "missing"), ("regression", "missing")}


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.slug)
def test_every_whole_number_of_a_row_opens_patients_unless_it_counts_none(entry):
    grouping = SALVAGE_LINE if SALVAGE_LINE in entry.groupings else OVERALL
    for result in shown(entry, grouping):
        for row, opens in zip(result.rows(), keys_of_rows(result), strict=True):
            counted = {
                name for name, value in row.items() if type(value) is not bool and isinstance(value, int)
            }
            left = counted - opens.keys() - NO_PATIENTS
            assert {(result.kind, name) for name in left} <= NO_LIST


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.slug)
def test_a_row_tells_what_the_count_of_its_key_tells(entry):
    for result in shown(entry, OVERALL):
        counts = counts_in(result)
        for row, opens in zip(result.rows(), keys_of_rows(result), strict=True):
            told = {name: counts[key] for name, key in opens.items() if key in counts}
            assert told == {name: row[name] for name in told}


def shown(entry, grouping):
    """The result exactly, and protected if there is such a form of it."""
    exact = entry.counted(FRAME, grouping)
    return [result for result in (exact, protected(exact)) if result]


def test_a_comparison_that_is_refused_opens_its_numbers_too():
    (opens,) = keys_of_rows(statistic("survival-from-start").counted(FRAME, EVER_TRANSPLANTED))
    assert opens.keys() == {"n", "transplanted", "died_before_median_day", "left_before_median_day"}


def test_what_is_no_count_and_what_a_result_does_not_tell_opens_nothing():
    """Nobody is followed for 60 months; at 3 months there is no tick, and no protected number at risk."""
    entry = statistic("survival-from-start")
    exact = entry.counted(FRAME, OVERALL, choose(entry.options, OVERALL, {"rates": ["3", "24", "60"]}))
    rough = protected(exact)
    assert rough
    columns = ("n", "median_days", *(f"rate_{month}_months_at_risk" for month in (3, 24, 60)))
    for result, told in ((exact, {"n", columns[2], columns[3]}), (rough, {"n", columns[3]})):
        (opens,) = keys_of_rows(result)
        assert told == opens.keys() & set(columns)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (keys.known("Age, years", "All patients"), "Age, years: known, all patients"),
        (keys.unknown("Age, years", "All patients"), "Age, years: not known, all patients"),
    ],
)
def test_a_list_says_what_is_counted(key, words):
    assert title_of(None, key) == words
