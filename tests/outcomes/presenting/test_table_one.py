"""Table 1 as a journal prints it."""

from outcomes.presenting.printed.table_one import table_one
from outcomes.statistics.results import Comparison, TableCell, TableColumn, TableResult, TableRow


def printed(*lines: TableRow) -> list[tuple]:
    result = TableResult(columns=(TableColumn("All patients", 10),), lines=lines)
    lines = table_one(result).tables[0].lines
    return [(line.kind, line.label, [cell.text for cell in line.cells]) for line in lines]


def test_a_measurement_is_median_quartiles_and_range_with_its_unit():
    cell = TableCell(10, 0, median=47, q1=31.25, q3=62, minimum=18, maximum=84)
    assert printed(TableRow("Age", "", "years", (cell,))) == [
        ("measurement", "Age, years", ["47 (31.3–62) [18–84]"])
    ]


def test_levels_stand_under_their_characteristic_and_what_is_missing_stands_last():
    female = TableRow("Sex", "Female", "", (TableCell(8, 2, count=5, fraction=0.625),))
    male = TableRow("Sex", "Male", "", (TableCell(8, 2, count=3, fraction=0.375),))
    assert printed(female, male) == [
        ("heading", "Sex", [""]),
        ("level", "Female", ["5 (63%)"]),
        ("level", "Male", ["3 (38%)"]),
        ("missing", "Missing", ["2"]),
    ]


def test_a_question_answered_with_yes_takes_one_line():
    row = TableRow("Earlier transplantation", "Yes", "", (TableCell(10, 0, count=4, fraction=0.4),))
    assert printed(row) == [("measurement", "Earlier transplantation", ["4 (40%)"])]


def test_without_known_values_there_is_a_dash_and_the_missing_are_counted():
    assert printed(TableRow("Age", "", "years", (TableCell(0, 10),))) == [
        ("measurement", "Age, years", ["–"]),
        ("missing", "Missing", ["10"]),
    ]


def test_a_p_value_names_its_test_or_says_why_it_is_not_shown():
    cell = TableCell(10, 0, count=4, fraction=0.4)
    shown = Comparison("Fisher's exact test", None, None, 0.04, True)
    hidden = Comparison("Fisher's exact test", None, None, 0.04, False, "too few")
    for test, expected in ((shown, (".04", "Fisher's exact test")), (hidden, ("–", "too few"))):
        columns = (TableColumn("First salvage", 10), TableColumn("Second salvage", 10))
        row = TableRow("Sex", "Female", "", (cell, cell), test)
        p = table_one(TableResult(columns=columns, lines=(row,))).tables[0].lines[0].cells[-1]
        assert (p.text, p.note) == expected


def by_two_groups(**answers) -> list:
    cell = TableCell(10, 0, count=4, fraction=0.4)
    columns = (TableColumn("First salvage", 10), TableColumn("Second salvage", 10))
    row = TableRow("Sex", "Female", "", (cell, cell), **answers)
    return table_one(TableResult(columns=columns, lines=(row,))).tables[0]


def test_a_difference_is_printed_with_two_decimals_and_no_column_of_tests_unless_asked_for():
    table = by_two_groups(difference=0.125)
    assert [column.heading for column in table.columns] == ["First salvage", "Second salvage", "Std. diff."]
    assert table.lines[0].cells[-1].text == "0.13"


def test_a_difference_that_has_no_measure_is_not_estimable():
    cell = TableCell(10, 0, count=4, fraction=0.4)
    columns = (TableColumn("First salvage", 10), TableColumn("Second salvage", 10))
    rows = tuple(
        TableRow(title, "Yes", "", (cell, cell), None, d) for title, d in (("Sex", 0.1), ("Age", None))
    )
    lines = table_one(TableResult(columns=columns, lines=rows)).tables[0].lines
    assert [line.cells[-1].text for line in lines] == ["0.10", "NE"]


def test_differences_that_are_withheld_take_no_column():
    assert [column.heading for column in by_two_groups().columns] == ["First salvage", "Second salvage"]
