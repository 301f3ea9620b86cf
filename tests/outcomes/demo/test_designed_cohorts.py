"""The designed cohorts print every published figure, counted with pandas and lifelines from the CSV alone."""

import pandas as pd
import pytest

from tests.outcomes.demo import designed
from tests.outcomes.demo.designed import DAYS_PER_MONTH, Table, half_up

FAILED, ALL_FAILURE, COMBINED = designed.analysed(), designed.failure_cohort(), designed.combination_cohort()
RESPONDERS = designed.responders()


@pytest.mark.parametrize(
    ("column", "counts"),
    [
        ("failure_type", {"refractory": 42, "relapsed": 25}),
        ("best_response", {"NR": 42, "CR": 7, "CRp": 14, "CRi": 4}),
        ("vital_status", {"alive": 6, "dead": 61}),
        ("sex", {"female": 30, "male": 37}),
        ("lineage", {"B_ALL": 65, "ambiguous_biphenotypic": 2}),
        ("genetic_group", {"ph_pos": 11, "t4_11_kmt2a": 9, "complex": 13, "diploid": 8, "other": 26}),
        ("line", {1: 21, 2: 27, 3: 19}),
    ],
)
def test_the_67_failures_are_counted_as_printed(column: str, counts: dict[object, int]) -> None:
    assert FAILED[column].value_counts().to_dict() == counts


@pytest.mark.parametrize(
    ("column", "bands", "counts"),
    [
        ("age_at_start", [0, 39, 60, 120], [29, 16, 22]),
        ("ecog_at_start", [-1, 1, 2, 3], [59, 7, 1]),
        ("cycles_given", [0, 2, 4, 6], [42, 18, 7]),
    ],
)
def test_the_67_failures_fall_into_the_printed_bands(
    column: str, bands: list[int], counts: list[int]
) -> None:
    assert pd.cut(FAILED[column], bands).value_counts(sort=False).to_list() == counts


@pytest.mark.parametrize(
    ("column", "median", "low", "high"),
    [
        ("age_at_start", 47, 4, 84),
        ("wbc_at_start", 4.1, 0.3, 48.5),
        ("pb_blasts_at_start", 24.5, 0, 93),
        ("bm_blasts_at_start", 75, 13, 98),
        ("wbc_at_failure", 2.3, 0, 121.4),
        ("pb_blasts_at_failure", 5.1, 0, 96),
        ("bm_blasts_at_failure", 65, 0, 99),
    ],
)
def test_medians_and_ranges_of_the_failures_are_exact(
    column: str, median: float, low: float, high: float
) -> None:
    values = FAILED[column].dropna()
    assert (values.median(), values.min(), values.max()) == (median, low, high)


def test_151_patients_of_2009_to_2015_were_treated_103_with_inotuzumab_alone() -> None:
    years = pd.to_datetime(ALL_FAILURE.start_on).dt.year
    assert (len(ALL_FAILURE), len(FAILED), years.min(), years.max()) == (151, 67, 2009, 2015)
    assert (ALL_FAILURE.regimen_code == "INO_SINGLE").sum() == 103


@pytest.mark.parametrize(
    ("rows", "median", "decimals"),
    [
        (FAILED, 4.4, 1),
        (FAILED, 4, 0),
        (FAILED[FAILED.line == 1], 9, 0),
        (FAILED[FAILED.line == 2], 3.5, 1),
        (FAILED[FAILED.line == 3], 3.4, 1),
        (FAILED[FAILED.failure_type == "refractory"], 3.0, 1),
        (FAILED[FAILED.failure_type == "relapsed"], 6.0, 1),
        (COMBINED, 11, 0),
        (RESPONDERS, 8, 0),
    ],
)
def test_median_survival_in_months_is_as_printed(rows: Table, median: float, decimals: int) -> None:
    assert half_up(designed.median_months(rows), decimals) == median


@pytest.mark.parametrize(
    ("rows", "percent"),
    [
        (FAILED, 13),
        (FAILED[FAILED.line == 1], 29),
        (FAILED[FAILED.line == 2], 4),
        (FAILED[FAILED.line == 3], 10),
        (COMBINED, 46),
        (COMBINED[COMBINED.line == 1], 57),
        (COMBINED[COMBINED.line == 2], 26),
        (COMBINED[COMBINED.line == 3], 39),
        (RESPONDERS, 40),
    ],
)
def test_survival_at_12_months_is_as_printed(rows: Table, percent: int) -> None:
    assert half_up(designed.one_year_pct(rows)) == percent


def test_log_rank_p_values_round_to_those_printed() -> None:
    assert half_up(designed.logrank_p(FAILED, "line"), 3) == 0.006
    assert half_up(designed.logrank_p(FAILED, "failure_type"), 3) == 0.010
    assert half_up(designed.logrank_p(COMBINED, "line"), 2) == 0.03


def test_those_alive_after_failure_were_followed_for_19_months_from_1_to_54() -> None:
    alive = FAILED[FAILED.vital_status == "alive"].days / DAYS_PER_MONTH
    assert (half_up(alive.median()), half_up(alive.min()), half_up(alive.max())) == (19, 1, 54)


def test_follow_up_of_the_59_is_24_months_by_reverse_kaplan_meier_and_in_those_alive() -> None:
    alive = COMBINED[COMBINED.vital_status == "alive"].days / DAYS_PER_MONTH
    assert half_up(designed.median_months(COMBINED, reverse=True)) == half_up(alive.median()) == 24


def test_follow_up_after_failure_by_reverse_kaplan_meier_is_the_33_months_that_the_explanation_states() -> (
    None
):
    assert half_up(designed.median_months(FAILED, reverse=True)) == 33


def test_two_of_those_alive_are_of_the_third_line_and_censored_before_12_months() -> None:
    early = FAILED[(FAILED.vital_status == "alive") & (FAILED.line == 3)]
    assert len(early) == 2
    assert early.days.max() < 12 * DAYS_PER_MONTH


def test_nobody_died_or_was_last_seen_within_4_days_of_12_months() -> None:
    """So that survival at 12 months does not depend on the length of a month."""
    assert FAILED[(FAILED.days - 12 * DAYS_PER_MONTH).abs() < 4].empty


def test_response_lasted_2_months_in_the_median_from_under_1_to_29() -> None:
    duration = (FAILED.relapse_day - FAILED.response_day).dropna() / DAYS_PER_MONTH
    assert (half_up(duration.median()), half_up(duration.max())) == (2, 29)
    assert duration.min() < 1


def test_two_received_blinatumomab_after_failure_and_one_had_a_remission_of_4_months() -> None:
    treated = FAILED[FAILED.next_regimen_code == "BLINA"]
    remission = (treated.next_relapse_day - treated.next_response_day).dropna() / DAYS_PER_MONTH
    assert (len(treated), [half_up(months) for months in remission]) == (2, [4])
    assert set(treated.failure_type) == {"relapsed"}


def test_four_were_transplanted_after_failure_and_one_is_alive_55_months_from_the_start() -> None:
    transplanted = FAILED[FAILED.hsct_phase == "after_failure"]
    alive = transplanted[transplanted.vital_status == "alive"]
    months = float(alive.last_alive_day.iloc[0]) / DAYS_PER_MONTH
    assert (len(transplanted), len(alive), set(transplanted.failure_type)) == (4, 1, {"relapsed"})
    assert int(months) == half_up(months) == 55


@pytest.mark.parametrize(
    ("column", "counts"),
    [
        ("sex", {"female": 30, "male": 29}),
        ("mrd_result", {"negative": 37, "positive": 8, "not_evaluable": 1}),
        ("hsct_phase", {"in_remission": 26}),
    ],
)
def test_the_59_treated_are_counted_as_printed(column: str, counts: dict[str, int]) -> None:
    assert COMBINED[column].value_counts().to_dict() == counts


def test_46_of_59_responded_35_completely() -> None:
    assert COMBINED.best_response.isin(["CR", "CRp", "CRi"]).sum() == 46 == len(RESPONDERS)
    assert (COMBINED.best_response == "CR").sum() == 35


def test_toxicity_of_the_59_is_as_printed() -> None:
    severe = {
        name: COMBINED[f"{name}_grade"].isin([3, 4]).sum() for name in ("thrombocytopenia", "infection")
    }
    assert severe == {"thrombocytopenia": 48, "infection": 43}
    assert COMBINED.bilirubin_grade.isin([3, 4]).sum() == 8
    assert (COMBINED.vod == "yes").sum() == 9


def test_age_of_the_59_is_as_printed() -> None:
    ages = COMBINED.age_at_start
    assert (ages.median(), ages.min(), ages.max()) == (35, 18, 87)
