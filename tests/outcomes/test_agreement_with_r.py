"""From entered records to stored results: whole cohorts that R answered for, and not one number differs.

Everything lies between: actions, edit checks, partial dates, derivations, groupings, estimates and tests.
The lives and R's answers are made by tests/reference/cohorts.R.
"""

import csv
import math
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from outcomes.demo.cohorts import create_cohort
from outcomes.models import StatisticResult
from outcomes.on_demand import computed
from outcomes.refresh import refresh
from outcomes.statistics import catalogue
from outcomes.statistics.groupings import GROUPINGS
from outcomes.statistics.options import choose
from tests.outcomes.meant_lives import enter
from tests.outcomes.stored_answers import answers_of, label_of
from tests.registry import records

pytestmark = pytest.mark.django_db

REFERENCE = Path(__file__).parents[1] / "reference"
ESTIMATES, TESTS = 1e-8, 1e-6
SAMPLED = 0.015
"""Three standard errors of a p value by Fisher's test on sampled tables."""
GROUPINGS_BY_SLUG = {grouping.slug: grouping for grouping in GROUPINGS}
OF_ALL_GROUPS = frozenset({"chi_square", "df", "p", "fisher", "difference"})


def rows_of(path: str) -> list[dict[str, str]]:
    with (REFERENCE / path).open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def asked_of_r() -> dict[tuple[str, str, str], list[dict[str, str]]]:
    """R's answers by cohort, statistic and grouping."""
    asked = defaultdict(list)
    for row in rows_of("cohort_answers.csv"):
        asked[row["cohort"], row["statistic"], row["grouping"]].append(row)
    return asked


def enter_all_cohorts() -> None:
    for cohort, lives in groupby(rows_of("data/cohorts.csv"), key=lambda life: life["cohort"]):
        site = records.site(cohort.upper())
        create_cohort({"slug": cohort, "name": cohort}, [site])
        for life in lives:
            enter(life, site)


def test_every_stored_number_is_that_of_r():
    enter_all_cohorts()
    refresh()
    asked = asked_of_r()
    differing = [line for key in asked for line in differences(*key, asked[key])]
    assert not differing, "\n".join(differing[:40])
    assert len(asked) > 50


def differences(cohort: str, statistic: str, grouping: str, rows: list[dict[str, str]]) -> Iterator[str]:
    stored = StatisticResult.objects.get(cohort__slug=cohort, statistic=statistic, grouping=grouping)
    answers = answers_of(stored.payload if statistic != "table-1" else with_tests(stored))
    for row in rows:
        is_of_all = row["what"].rpartition("|")[2] in OF_ALL_GROUPS
        group = row["group"] if is_of_all else label_of(statistic, grouping, row["group"])
        stored_value, tolerance = answers.get((group, row["what"])), TESTS if is_of_all else ESTIMATES
        if stored_value is None and row["what"].endswith("|fisher"):
            stored_value = answers.get((group, row["what"].replace("fisher", "sampled")))
            tolerance = SAMPLED
        if not agrees(stored_value, row["value"], tolerance):
            what = " ".join((cohort, statistic, grouping, group, row["what"]))
            yield f"{what}: stored {stored_value}, R {row['value']}"


def with_tests(stored: StatisticResult) -> dict:
    """Table 1 as it is computed for a reader who asks for tests."""
    table, grouping = catalogue.statistic(stored.statistic), GROUPINGS_BY_SLUG[stored.grouping]
    chosen = choose(table.options, grouping, {"tests": ["shown"]})
    return computed(stored.cohort, table, grouping, chosen).payload


def agrees(stored: object, of_r: str, tolerance: float) -> bool:
    """R's NA is our None."""
    if of_r in ("NA", "NaN", "Inf"):
        return stored is None
    is_number = isinstance(stored, int | float)
    return is_number and math.isclose(stored, float(of_r), rel_tol=tolerance, abs_tol=tolerance)
