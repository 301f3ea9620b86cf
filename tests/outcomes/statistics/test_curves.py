"""Endpoints become curves: who is in them, rates, ticks and numbers at risk."""

from datetime import date

import pytest

from outcomes.statistics.column_names import COLUMNS
from outcomes.statistics.counts import count
from outcomes.statistics.curves import incidence_result, survival_result, ticks_of
from outcomes.statistics.endpoints import ENDPOINTS, OS_FAILURE, OS_START, RELAPSE_OR_DEATH
from outcomes.statistics.follow_up import follow_up_result
from outcomes.statistics.groupings import AGE_GROUP, OVERALL
from outcomes.statistics.results import Exclusion

from .cohort import STARTED, cohort, patients, random_cohort, timed_patient

TWENTY = [timed_patient(30 * month, month % 2, age_group="<40") for month in range(1, 21)]
OTHERS = [timed_patient(15 * month, 1, age_group=">60") for month in range(1, 21)]


def test_one_group_has_no_test():
    result = survival_result(cohort(TWENTY), OS_START, OVERALL)
    assert result.test is None
    (group,) = result.groups
    assert (group.n, group.events, group.censored) == (20, 10, 10)
    assert group.last_on_day == 600


def test_two_groups_are_compared_and_those_of_no_group_are_counted():
    result = survival_result(cohort(TWENTY, OTHERS, patients(3, **timed_patient(9, 1))), OS_START, AGE_GROUP)
    assert [group.label for group in result.groups] == ["Under 40 years", "Over 60 years"]
    assert result.missing == 3
    assert result.test.test == "log-rank test"
    assert result.test.p_shown
    assert result.test.df == 1


def test_the_p_value_of_a_small_group_is_kept_but_not_shown():
    result = survival_result(cohort(TWENTY, OTHERS[:9]), OS_START, AGE_GROUP)
    assert result.test.p is not None
    assert not result.test.p_shown
    assert {row["p"] for row in result.rows()} == {None}


def test_a_rate_beyond_follow_up_is_not_estimable_while_anyone_lives():
    (group,) = survival_result(
        cohort([timed_patient(100, 1), timed_patient(200, 0)]), OS_START, OVERALL
    ).groups
    assert [(rate.months, rate.value, rate.at_risk) for rate in group.rates] == [(12, None, 0), (24, None, 0)]


def test_twelve_months_are_365_days_and_a_quarter():
    (group,) = survival_result(
        cohort([timed_patient(365, 1), timed_patient(366, 1)]), OS_START, OVERALL
    ).groups
    assert (group.rates[0].value, group.rates[0].at_risk) == (0.5, 1)


def test_numbers_at_risk_count_those_whose_time_reaches_the_tick():
    (group,) = survival_result(cohort(TWENTY), OS_START, OVERALL).groups
    assert [cell.text for cell in group.at_risk] == ["20 (0)", "14 (3)", "8 (6)", "2 (9)"]
    assert [cell.months for cell in group.at_risk] == [0, 6, 12, 18]


@pytest.mark.parametrize(
    ("last_month", "ticks"),
    [(0, (0,)), (5, (0,)), (13, (0, 6, 12)), (59, tuple(range(0, 60, 6))), (61, (0, 12, 24, 36, 48, 60))],
)
def test_ticks_are_multiples_of_six_or_twelve_months(last_month, ticks):
    assert ticks_of(count([round(30.4375 * last_month)], [1])) == ticks


def test_missing_and_impossible_times_are_excluded_with_their_reason():
    wrong = [timed_patient(-3, 1), timed_patient(10, 1, os_start_days=None), timed_patient(10, None)]
    result = survival_result(cohort(TWENTY, wrong), OS_START, OVERALL)
    assert result.groups[0].n == 20
    assert result.excluded == (
        Exclusion("No time from regimen start", 2),
        Exclusion("The end lies before the origin", 1),
    )


def test_prospective_patients_count_from_enrolment_on():
    late = timed_patient(100, 1, entry_days=60)
    result = survival_result(cohort([timed_patient(50, 1), late]), OS_START, OVERALL)
    assert result.delayed_entries == 1
    assert result.groups[0].steps.at_risk == (1, 1)


def test_enrolment_before_failure_does_not_delay_survival_from_failure():
    late = timed_patient(100, 1, entry_days=60, failure_on=date(2014, 7, 30))
    result = survival_result(cohort([late]), OS_FAILURE, OVERALL)
    assert result.delayed_entries == 0
    later = late | {"failure_on": STARTED}
    assert survival_result(cohort([later]), OS_FAILURE, OVERALL).delayed_entries == 1


def test_a_patient_enrolled_after_the_end_was_never_at_risk():
    result = survival_result(cohort([timed_patient(10, 1, entry_days=10)]), OS_START, OVERALL)
    assert result.groups[0].n == 0
    assert result.excluded[0].reason == "Not under observation before the end (enrolled later)"


def test_competing_risks_have_a_curve_and_a_test_for_each_cause():
    young = [timed_patient(10 * at, 1, cir_cause=at % 3, age_group="<40") for at in range(1, 16)]
    old = [timed_patient(7 * at, 1, cir_cause=at % 3, age_group=">60") for at in range(1, 16)]
    result = incidence_result(cohort(young, old), RELAPSE_OR_DEATH, AGE_GROUP)
    assert result.causes == ("Relapse", "Death without relapse")
    assert [curve.events for curve in result.groups[0].causes] == [5, 5]
    assert [test.test for test in result.tests] == ["Gray's test", "Gray's test"]
    assert len(result.rows()) == 4


def test_gray_test_with_delayed_entry_says_why_it_has_no_p_value():
    delayed = [timed_patient(100 + at, 1, entry_days=5, age_group="<40") for at in range(12)]
    result = incidence_result(cohort(delayed, OTHERS), RELAPSE_OR_DEATH, AGE_GROUP)
    assert {test.reason for test in result.tests} == {"Gray's test is not defined with delayed entry."}


def test_follow_up_is_reverse_kaplan_meier_beside_those_alive():
    times, deaths = [1, 2, 3, 4, 6, 9, 10, 14, 20, 24], [1, 1, 1, 1, 1, 1, 0, 1, 0, 0]
    everyone = cohort([timed_patient(*pair) for pair in zip(times, deaths, strict=True)])
    (group,) = follow_up_result(everyone, OS_START, OVERALL).groups
    assert group.reverse_median.value == 20
    assert (group.alive, group.alive_median, group.alive_minimum, group.alive_maximum) == (3, 20, 10, 24)


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.title)
def test_every_endpoint_reads_columns_that_exist(endpoint):
    assert {endpoint.days, endpoint.outcome, endpoint.origin_on} <= set(COLUMNS)


def test_curve_points_are_rows_for_a_csv():
    result = survival_result(random_cohort(seed=2, n=30), OS_START, AGE_GROUP)
    assert len(result.step_rows()) == sum(len(group.steps.time) for group in result.groups)
    assert {"group", "time", "value", "at_risk"} <= set(result.step_rows()[0])
