"""Table 1: counts, percent of the known, quartiles of SAS, missing values beside them."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes.statistics.column_names import COLUMNS
from outcomes.statistics.groupings import OVERALL, SALVAGE_LINE
from outcomes.statistics.tables import (
    AT_FAILURE,
    AT_START,
    Characteristic,
    measured_cell,
    quartiles,
    table_one,
)

from .cohort import cohort, patients
from .reference import all_same, answers


def lines(frame, column, grouping=OVERALL):
    wanted = [row for row in AT_START + AT_FAILURE if row.column == column]
    return table_one(frame, grouping, wanted, tested=True).lines


def test_quartiles_agree_with_type_two_of_r():
    wanted = answers("tables_ranks_props")["quantiles_small"]
    median, q1, q3 = quartiles(np.array(wanted["x"], dtype=float))
    assert all_same([q1, median, q3], wanted["type2"])


def test_percent_refers_to_patients_whose_value_is_known():
    female, male = lines(cohort(patients(3, sex="female"), patients(1, sex="male"), patients(2)), "sex")
    assert (female.level, female.cells[0].count, female.cells[0].fraction) == ("Female", 3, 0.75)
    assert (male.cells[0].n, male.cells[0].missing) == (4, 2)


def test_measurements_are_summarised_without_missing_values():
    (line,) = lines(cohort([{"age_at_start": age} for age in (20, 30, 40, None)]), "age_at_start")
    cell = line.cells[0]
    assert (cell.n, cell.missing, cell.minimum, cell.median, cell.maximum) == (3, 1, 20, 30, 40)


def test_decimals_from_the_database_are_numbers():
    (line,) = lines(cohort([{"wbc_at_start": Decimal("4.1")}]), "wbc_at_start")
    assert line.cells[0].median == 4.1


def test_a_yes_or_no_characteristic_prints_the_yes_alone():
    (line,) = lines(cohort(patients(1, prior_hsct=True), patients(3, prior_hsct=False)), "prior_hsct")
    assert (line.level, line.cells[0].count, line.cells[0].n) == ("Yes", 1, 4)


def test_nobody_with_yes_is_printed_as_none():
    (line,) = lines(cohort(patients(3, prior_hsct=False)), "prior_hsct")
    assert (line.cells[0].count, line.cells[0].n) == (0, 3)


def test_a_code_without_a_label_is_not_dropped():
    levels = [line.level for line in lines(cohort(patients(1, lineage="new_entity")), "lineage")]
    assert levels == ["New entity"]


def test_the_characteristic_that_makes_the_groups_is_left_out():
    table = table_one(cohort(patients(2, line_group="1")), SALVAGE_LINE)
    assert "Salvage line" not in {line.characteristic for line in table.lines}
    assert [(column.label, column.n) for column in table.columns] == [("First salvage", 2)]


def test_groups_are_compared_by_a_named_test():
    first = patients(20, line_group="1", sex="female", age_at_start=30)
    second = patients(20, line_group="2", sex="male", age_at_start=60)
    (age,) = lines(cohort(first, second), "age_at_start", SALVAGE_LINE)
    female, _ = lines(cohort(first, second), "sex", SALVAGE_LINE)
    assert (age.test.test, female.test.test) == ("Wilcoxon rank-sum test", "chi-square test")
    assert female.test.p_shown


def test_three_groups_are_compared_by_kruskal_and_wallis():
    groups = [
        patients(12, line_group=line, age_at_start=age) for line, age in (("1", 30), ("2", 40), ("3+", 50))
    ]
    (age,) = lines(cohort(*groups), "age_at_start", SALVAGE_LINE)
    assert (age.test.test, age.test.df) == ("Kruskal–Wallis test", 2)


def test_without_being_asked_for_there_is_no_test_but_a_difference():
    first = patients(20, line_group="1", age_at_start=30) + patients(20, line_group="1", age_at_start=40)
    second = patients(20, line_group="2", age_at_start=50) + patients(20, line_group="2", age_at_start=60)
    asked = [row for row in AT_START if row.column == "age_at_start"]
    (age,) = table_one(cohort(first, second), SALVAGE_LINE, asked).lines
    assert age.test is None
    # Means 20 apart, both variances 1000/39.
    assert age.difference == pytest.approx(20 / (1000 / 39) ** 0.5)


def test_one_group_is_compared_with_nothing():
    (age,) = lines(cohort(patients(3, age_at_start=30)), "age_at_start")
    assert (age.test, age.difference) == (None, None)


@pytest.mark.parametrize("characteristic", AT_START + AT_FAILURE, ids=lambda row: row.title)
def test_every_characteristic_reads_a_column_that_exists(characteristic: Characteristic):
    assert characteristic.column in COLUMNS
    assert bool(characteristic.unit) != bool(characteristic.labels)


@given(st.lists(st.floats(-1e6, 1e6) | st.just(float("nan")), max_size=30))
def test_quartiles_lie_in_order_within_the_range(values):
    cell = measured_cell(np.array(values, dtype=float))
    assert cell.n + cell.missing == len(values)
    if cell.n:
        assert cell.minimum <= cell.q1 <= cell.median <= cell.q3 <= cell.maximum
