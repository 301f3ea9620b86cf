"""One printed form of every kind of result, which pages and files share."""

import pytest

from outcomes.presenting.printed import printed
from outcomes.presenting.printed.rows import flat
from outcomes.statistics.catalogue import CATALOGUE, statistic
from outcomes.statistics.groupings import EVER_TRANSPLANTED, SALVAGE_LINE
from outcomes.statistics.results import RESULT_TYPES, ProportionsResult, SurvivalResult
from tests.outcomes.statistics.cohort import random_cohort

COHORT = random_cohort(seed=3, n=60)
RESULTS = {
    f"{one.slug} by {by.slug}": one.result(COHORT, by)
    for one in CATALOGUE
    for by in (one.groupings[0], one.groupings[-1])
}
NOT_DRAWN = statistic("survival-from-start").result(COHORT, EVER_TRANSPLANTED)
BY_LINE = {one.slug: one.result(COHORT, SALVAGE_LINE) for one in CATALOGUE if SALVAGE_LINE in one.groupings}
TABLES = [
    (slug, table)
    for results in (RESULTS, BY_LINE)
    for slug, result in results.items()
    for table in printed(result).tables
]


def test_every_kind_of_result_is_printed_here():
    kinds = {result.kind for result in (*RESULTS.values(), NOT_DRAWN)}
    assert kinds == RESULT_TYPES.keys()
    assert "immortal time" in printed(NOT_DRAWN).caption


@pytest.mark.parametrize("slug", RESULTS)
def test_every_statistic_prints_a_table_or_says_why_not(slug):
    shown = printed(RESULTS[slug])
    assert shown.tables or shown.empty
    assert all(table.lines for table in shown.tables)


def test_every_line_has_a_cell_for_each_column_or_heads_a_group():
    for slug, table in TABLES:
        for line in table.lines:
            assert len(line.cells) == (0 if line.kind == "group" else len(table.columns)), (slug, line.label)


def test_a_number_beside_a_text_is_the_number_that_the_text_says():
    cells = [cell for _, table in TABLES for line in table.lines for cell in line.cells]
    typed = [cell for cell in cells if cell.value is not None]
    assert typed
    assert all(float(cell.text) == pytest.approx(cell.value, abs=0.0006) for cell in typed)


def test_a_kind_without_a_printer_is_printed_as_its_rows():
    result = RESULTS["overall-response by overall"]
    table = flat(result).tables[0]
    assert [table.stub, *(column.heading for column in table.columns)][:3] == ["N", "Group", "Label"]
    assert len(table.lines) == len(result.rows())


def test_groups_stand_side_by_side_with_their_limits():
    cell = printed(BY_LINE["overall-response"]).tables[0].lines[0].cells[0]
    assert "/" in cell.text
    assert cell.note.startswith("[")


def test_numbers_at_risk_stand_beside_every_curve():
    for result in (*RESULTS.values(), *BY_LINE.values()):
        if result.kind in ("survival", "incidence"):
            assert printed(result).tables[1].is_beside


@pytest.mark.parametrize(
    "result",
    [
        ProportionsResult(proportions=()),
        SurvivalResult(endpoint="", origin="", event="", censoring="", ticks=(), groups=()),
    ],
)
def test_without_patients_a_sentence_says_so(result):
    assert not printed(result).tables
    assert printed(result).empty.startswith("No ")
