"""Results survive storage as JSON, and never carry infinity or NaN."""

import json
import math

import numpy as np
import pytest

from outcomes.statistics.as_json import as_json
from outcomes.statistics.catalogue import CATALOGUE
from outcomes.statistics.frame import analysis_frame
from outcomes.statistics.groupings import OVERALL, SALVAGE_LINE
from outcomes.statistics.options import choose
from outcomes.statistics.results import (
    RESULT_TYPES,
    Proportion,
    ProportionsResult,
    SurvivalResult,
    comparison,
    from_payload,
    known,
)

from .cohort import random_cohort

COHORT = random_cohort(seed=1, n=80)
CATALOGUE_BY_SLUG = {statistic.slug: statistic for statistic in CATALOGUE}
AGES = {"1": range(20, 40), "2": range(30, 50)}


@pytest.mark.parametrize("statistic", CATALOGUE, ids=lambda statistic: statistic.slug)
def test_every_result_round_trips_through_json(statistic):
    for grouping in statistic.groupings:
        result = statistic.result(COHORT, grouping)
        stored = json.dumps(result.payload(), allow_nan=False)
        assert from_payload(json.loads(stored)) == result


@pytest.mark.parametrize("statistic", CATALOGUE, ids=lambda statistic: statistic.slug)
def test_every_result_has_flat_rows_with_n_and_missing(statistic):
    rows = statistic.result(COHORT).rows()
    assert rows
    for row in rows:
        assert {"n", "missing"} <= set(row)


def test_numbers_are_stored_as_they_are():
    """Each comes back to the last digit, and whole numbers as such; what is no number does not come back."""
    numbers = [0.1 + 0.2, 1e-300, 1e22, -0.0, 3, 3.0, 1 / 3, 2**53]
    assert list(map(repr, json.loads(as_json(numbers)))) == list(map(repr, numbers))
    assert json.loads(as_json([np.float64(1 / 3), np.int64(3)])) == [1 / 3, 3]
    assert json.loads(as_json([math.nan, math.inf, np.nan])) == [None] * 3


def test_every_kind_of_result_is_used_by_the_catalogue():
    used = {entry.result(COHORT, by).kind for entry in CATALOGUE for by in (OVERALL, entry.groupings[-1])}
    assert used == set(RESULT_TYPES)


def test_a_result_of_unknown_kind_is_refused():
    with pytest.raises(KeyError):
        from_payload({"kind": "poem"})


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, None])
def test_what_is_not_estimable_is_none(value):
    assert known(value) is None
    stored = ProportionsResult(proportions=(Proportion("All", "CR", 0, 0, value, value, value),)).payload()
    assert stored["proportions"][0]["fraction"] is None


@pytest.mark.parametrize(
    ("sizes", "p", "reason"),
    [
        ([12], 0.02, "There is only one group to compare."),
        ([12, 9], 0.02, "P value not shown: a group has fewer than 10 patients."),
        ([12, 10], 0.02, ""),
    ],
)
def test_p_is_shown_only_between_groups_of_ten_or_more(sizes, p, reason):
    test = comparison("log-rank test", 5.4, 1, p, sizes)
    assert (test.p, test.p_shown, test.reason) == (p, not reason, reason)


def test_the_csv_hides_the_p_value_that_the_page_hides():
    test = comparison("log-rank test", 5.4, 1, 0.02, [12, 9])
    common = {
        "endpoint": "OS",
        "origin": "start",
        "event": "death",
        "censoring": "",
        "ticks": (),
        "groups": (),
    }
    result = SurvivalResult(**common, test=test)
    assert result.payload()["test"]["p"] == 0.02
    assert not result.rows()


def test_a_result_stored_before_a_field_was_added_has_its_default():
    stored = CATALOGUE_BY_SLUG["follow-up"].result(COHORT).payload()
    del stored["data_cut"], stored["groups"][0]["observed_days"]
    read = from_payload(stored)
    assert (read.data_cut, read.groups[0].observed_days) == ("", 0)


def test_the_csv_of_table_one_has_differences_always_and_tests_only_where_asked_for():
    first, second = (
        [{"line_group": line, "age_at_start": age} for age in ages] for line, ages in AGES.items()
    )
    frame = analysis_frame([*first, *second])
    table = CATALOGUE_BY_SLUG["table-1"]
    for given, test in (({}, None), ({"tests": ["shown"]}, "Wilcoxon rank-sum test")):
        row = table.result(frame, SALVAGE_LINE, choose(table.options, SALVAGE_LINE, given)).rows()[0]
        assert row["standardised_difference"] > 0
        assert (row["test"], row["p"] is None) == (test, test is None)
