"""Every published figure has a reading, and printed figures are data that no computing code sees."""

import ast
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from outcomes.replication import picking, writing
from outcomes.replication.comparing import READINGS, compare
from outcomes.replication.first_publication import READINGS as FIRST
from outcomes.replication.published import Figure, figures
from outcomes.replication.reading import Constant, Reading
from outcomes.replication.second_publication import READINGS as SECOND
from outcomes.statistics.catalogue import statistic

PACKAGE = Path(writing.__file__).parent


def test_each_of_the_97_figures_has_exactly_one_reading():
    ids = [reading.id for reading in (*FIRST, *SECOND)]
    assert len(ids) == len(set(ids)) == 97
    assert set(ids) == {figure.id for figure in figures()} == set(READINGS)


def test_only_what_compares_reads_the_printed_figures():
    readers = [
        path.name
        for path in PACKAGE.parent.rglob("*.py")
        if "outcomes.replication.published" in path.read_text(encoding="utf-8")
    ]
    assert readers == ["comparing.py"]


def test_constants_say_why_they_are_no_result():
    assert all(reading.note for reading in READINGS.values() if isinstance(reading, Constant))


def test_readings_hold_no_decimal_that_was_printed():
    for module in ("first_publication.py", "second_publication.py", "picking.py"):
        tree = ast.parse((PACKAGE / module).read_text(encoding="utf-8"))
        numbers = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
        assert not {number for number in numbers if isinstance(number, float)}, module


@pytest.mark.parametrize(
    ("wording", "found", "written"),
    [
        (writing.counted, {"numerator": 7, "denominator": 67}, "7 of 67 (10%)"),
        (writing.share, {"numerator": 1, "denominator": 200}, "1%"),
        (writing.rate, 0.125, "13%"),
        (writing.in_months(), 134, "4 months"),
        (writing.in_months(1), 134, "4.4 months"),
        (writing.month_range, {"minimum": 24, "maximum": 883}, "<1-29 months"),
        (writing.p(3), 0.00554, "0.006"),
        (writing.p(2, leading_zero=False), 0.0251, ".03"),
        (
            writing.median_and_range("[", "]"),
            {"median": 2.3, "minimum": 0, "maximum": 121.4},
            "2.3 [0-121.4]",
        ),
        (writing.highest_to_lowest, [{"maximum": 1.8, "minimum": 1.3}], "1.8 to 1.3"),
        (writing.dose_times, [{"median": 0.5}, {"median": 4.0}], "0.5 x 4"),
    ],
)
def test_numbers_are_written_as_journals_print_them(wording, found, written):
    assert wording(found) == written


FIGURE = Figure("9.01", "Patients", "ALL", "12")
READING = Reading("9.01", "flow", picking.box("treated"), writing.count)
FLOW = {("flow", "overall"): {"boxes": [{"slug": "treated", "n": 12}]}}


@pytest.mark.parametrize(
    ("figure", "reading", "results", "status"),
    [
        (FIGURE, READING, FLOW, "match"),
        (Figure("9.01", "Patients", "ALL", "13"), READING, FLOW, "differs"),
        (FIGURE, READING, {}, "differs"),
        (FIGURE, Constant("9.01", "Quoted."), {}, "explained"),
    ],
)
def test_a_figure_matches_differs_or_is_explained(figure, reading, results, status):
    assert compare(figure, reading, results, "cohort").status == status


def test_a_figure_says_where_its_number_stands_on_the_page_of_the_cohort():
    read = compare(FIGURE, READING, FLOW, "cohort")
    quoted = compare(FIGURE, Constant("9.01", "Quoted."), {}, "cohort")
    assert (read.statistic, read.grouping, quoted.statistic) == ("flow", "overall", "")
    for reading in (one for one in READINGS.values() if isinstance(one, Reading)):
        offered = {grouping.slug for grouping in statistic(reading.statistic).groupings}
        assert reading.grouping in offered, reading.id


def test_a_figure_whose_label_is_lost_is_explained_only_while_its_number_agrees():
    lost = Reading("9.01", "flow", picking.box("treated"), writing.count, "No label.", unknowable=True)
    assert compare(FIGURE, lost, FLOW, "cohort").status == "explained"
    other = Figure("9.01", "Patients", "ALL", "13")
    assert compare(other, lost, FLOW, "cohort").status == "differs"


def test_a_number_that_could_not_be_computed_differs():
    nothing = Reading("9.01", "flow", lambda payload: None, writing.count)
    row = compare(FIGURE, nothing, FLOW, "cohort")
    assert (row.computed, row.status) == ("—", "differs")


def test_a_row_that_is_not_there_is_named():
    absent = Reading("9.01", "flow", picking.box("randomised"), writing.count)
    assert "randomised in flow" in compare(FIGURE, absent, FLOW, "cohort").computed


@pytest.mark.django_db
def test_without_the_cohorts_the_command_says_how_to_load_them():
    with pytest.raises(CommandError, match="load_demo"):
        call_command("replicate")
