"""Doses per course beside conventional hyper-CVAD: the reductions the second publication prints."""

import pytest

from outcomes.statistics.doses import doses_table
from outcomes.statistics.groupings import OVERALL

from .cohort import cohort, patients

MINI = {
    "odd": {"cyclophosphamide": 900, "dexamethasone": 20},
    "even": {"methotrexate": 250, "cytarabine": 0.5, "cytarabine_doses": 4},
    "inotuzumab": [1.8, 1.3, None, 1.3],
    "inotuzumab_day": 3,
}


def rows(*totals):
    return {
        row.label: row
        for row in doses_table(cohort([{"dose_totals": entry} for entry in totals]), OVERALL).values
    }


@pytest.mark.parametrize(
    ("drug", "reduction"),
    [("Cyclophosphamide", 50), ("Dexamethasone", 50), ("Methotrexate", 75), ("Cytarabine", 250 / 3)],
)
def test_reductions_of_mini_hyper_cvad(drug, reduction):
    assert rows(MINI)[f"{drug}, reduction"].median == pytest.approx(reduction)


def test_cytarabine_is_shown_by_dose_and_by_doses_per_course():
    shown = rows(MINI)
    assert (shown["Cytarabine"].median, shown["Cytarabine, doses per course"].median) == (0.5, 4)


def test_inotuzumab_is_shown_course_by_course():
    lowered = {"inotuzumab": [1.3, 1.0], "inotuzumab_day": 3}
    shown = rows(MINI, lowered, None)
    first = shown["Inotuzumab, course 1"]
    assert (first.n, first.missing, first.minimum, first.maximum) == (2, 1, 1.3, 1.8)
    assert shown["Inotuzumab, course 3"].n == 0
    assert shown["Inotuzumab, course 4"].n == 1
    assert shown["Inotuzumab, courses given"].maximum == 3
    assert shown["Inotuzumab, day of the first course"].median == 3


@pytest.mark.parametrize("totals", [None, {}, {"odd": None}, {"even": {}, "inotuzumab": []}])
def test_absent_doses_are_missing_not_zero(totals):
    shown = rows(totals)
    assert shown["Cyclophosphamide"].n == 0
    assert shown["Inotuzumab, courses given"].missing == 1


def test_nobody_has_no_courses():
    assert "Inotuzumab, course 1" not in {
        row.label for row in doses_table(cohort(patients(0)), OVERALL).values
    }
