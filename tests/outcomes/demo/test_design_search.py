"""The search for the designed days: its statistics agree with lifelines; it writes the same files again."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from lifelines import KaplanMeierFitter
from lifelines.statistics import multivariate_logrank_test

from outcomes.demo.design import __main__ as design
from outcomes.demo.design import columns, survival
from tests.outcomes.demo.designed import FOLDER


def observed(seed: int, size: int = 40) -> list[tuple[int, int]]:
    random = Random(seed)
    return [(random.randint(1, 60), random.choice((0, 1, 1))) for _ in range(size)]


@pytest.mark.parametrize("seed", range(5))
def test_survival_on_any_day_agrees_with_lifelines(seed: int) -> None:
    rows = observed(seed)
    fitted = KaplanMeierFitter().fit([day for day, _ in rows], [event for _, event in rows])
    for day in range(0, 61, 5):
        assert survival.survival_at(rows, day) == pytest.approx(float(fitted.predict(day)))


@pytest.mark.parametrize("sizes", [(20, 25), (12, 20, 25)])
def test_the_log_rank_p_value_agrees_with_lifelines(sizes: tuple[int, ...]) -> None:
    groups = [observed(seed, size) for seed, size in enumerate(sizes)]
    rows = [(day, event, label) for label, group in enumerate(groups) for day, event in group]
    days, events, labels = zip(*rows, strict=True)
    assert survival.logrank_p(groups) == pytest.approx(
        multivariate_logrank_test(days, labels, events).p_value
    )


def test_a_median_on_a_step_at_one_half_is_midway_to_the_next_step() -> None:
    assert survival.median_days([(1, 1), (2, 1), (3, 1), (4, 1)]) == 2.5


def test_the_median_of_the_worked_example_is_seven_and_a_half() -> None:
    days = [(1, 1), (2, 1), (3, 1), (4, 1), (6, 1), (9, 1), (10, 0), (14, 1), (20, 0), (24, 0)]
    assert survival.median_days(days) == 7.5
    assert survival.median_days(survival.reversed_events(days)) == 20


@pytest.mark.parametrize(
    ("name", "cohort"),
    [("failure_cohort.csv", design.failure_cohort), ("combination_cohort.csv", design.combination_cohort)],
)
def test_the_design_writes_the_committed_cohort_again(
    name: str, cohort: Callable[[], list[columns.Facts]], tmp_path: Path
) -> None:
    columns.write(tmp_path / name, cohort())
    assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes()
