"""Hazard ratios as a printed table: each covariate with its levels, alone and adjusted for the others."""

from collections.abc import Iterator
from itertools import groupby

from outcomes.presenting.hazard_words import hazard_p, hazard_text, model_text, proportional_text
from outcomes.presenting.printed.model import Cell, Column, Line, Printed, PrintedTable, sentences
from outcomes.presenting.words import p_value
from outcomes.statistics.results import Comparison, CovariateTest, HazardRatio, HazardRow, RegressionResult

COLUMNS = (
    Column("Events/n"),
    Column("Alone, HR (95% CI)"),
    Column("P"),
    Column("Events/n", "all known"),
    Column("Adjusted, HR (95% CI)"),
    Column("P"),
)
REFERENCE = Cell("1", "reference")
NOTHING = Cell("–")


def regression(result: RegressionResult) -> Printed:
    if not result.lines:
        return Printed(empty=sentences("No model can be made of these patients.", *result.notes))
    ratios = PrintedTable("Hazard ratios", "Covariate", COLUMNS, tuple(_lines(result)), style="table-one")
    return Printed((ratios, *_tests(result)), _caption(result))


def _caption(result: RegressionResult) -> str:
    late = f"{result.delayed_entries} patients entered after the origin and count from then on."
    return sentences(
        f"Hazard of {result.event}, from {result.origin}. {result.censoring}",
        model_text(result),
        proportional_text(result.proportional) if result.proportional else "",
        late if result.delayed_entries else "",
        *result.notes,
    )


def _lines(result: RegressionResult) -> Iterator[Line]:
    for covariate, rows in groupby(result.lines, key=lambda row: row.covariate):
        own = list(rows)
        if len(own) == 1:
            yield Line(f"{covariate}, {own[0].level}", _cells(own[0]), "measurement")
            continue
        yield Line(covariate, tuple(Cell("") for _ in COLUMNS), "heading")
        for row in own:
            yield Line(row.level, _cells(row), "level")


def _cells(row: HazardRow) -> tuple[Cell, ...]:
    return (
        Cell(f"{row.events}/{row.n}"),
        *_ratio(row, row.alone),
        Cell(f"{row.adjusted_events}/{row.adjusted_n}"),
        *_ratio(row, row.adjusted),
    )


def _ratio(row: HazardRow, ratio: HazardRatio | None) -> tuple[Cell, Cell]:
    if row.is_reference:
        return REFERENCE, Cell("")
    if ratio is None:
        return NOTHING, NOTHING
    if ratio.value is None or ratio.lower is None:
        return Cell(hazard_text(ratio), ratio.reason), NOTHING
    return Cell(hazard_text(ratio)), Cell(hazard_p(ratio))


def _tests(result: RegressionResult) -> tuple[PrintedTable, ...]:
    if not result.tests:
        return ()
    columns = (
        Column("Effect", "Wald, df"),
        Column("P"),
        Column("Proportional hazards", "score, df"),
        Column("P"),
    )
    lines = [Line(test.covariate, _test_cells(test)) for test in result.tests]
    if result.proportional:
        lines.append(Line("All together", (Cell(""), Cell(""), *_statistic(result.proportional))))
    heading = "Tests of each covariate, and of proportional hazards,"
    return (PrintedTable(heading, "Adjusted model", columns, tuple(lines), is_beside=True),)


def _test_cells(test: CovariateTest) -> tuple[Cell, ...]:
    return (*_statistic(test.effect), *_statistic(test.proportional))


def _statistic(test: Comparison) -> tuple[Cell, Cell]:
    if not test.p_shown or test.statistic is None:
        return NOTHING, Cell("–", test.reason)
    return Cell(f"{test.statistic:.2f}, {test.df}"), Cell(p_value(test))
