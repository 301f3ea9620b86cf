"""Hazard ratios as a printed table: each covariate with its levels, alone and adjusted for the others."""

from collections.abc import Iterator
from itertools import groupby

from outcomes.members import keys as of
from outcomes.presenting.hazard_words import hazard_p, hazard_text, proportional_text
from outcomes.presenting.printed.curves import delayed
from outcomes.presenting.printed.model import (
    Cell,
    Column,
    Line,
    Part,
    Parts,
    Printed,
    PrintedTable,
    cell_of,
    joined,
    sentences,
)
from outcomes.presenting.words import p_value
from outcomes.statistics.hazards import EVENTS_PER_PARAMETER
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
        return Printed(empty=joined(sentences("No model can be made of these patients.", *result.notes)))
    ratios = PrintedTable("Hazard ratios", "Covariate", COLUMNS, tuple(_lines(result)), style="table-one")
    return Printed((ratios, *_tests(result)), _caption(result))


def _caption(result: RegressionResult) -> Parts:
    return sentences(
        f"Hazard of {result.event}, from {result.origin}. {result.censoring}",
        _model(result),
        proportional_text(result.proportional) if result.proportional else "",
        delayed(result.delayed_entries),
        *result.notes,
        _few_events(result),
    )


def _model(result: RegressionResult) -> Parts:
    """Of whom the model of all covariates is, and who is not in it."""
    stratified = f", stratified by {result.stratified_by}" if result.stratified_by else ""
    return (
        Part(f"Model of all covariates{stratified}: "),
        Part(f"{result.n}", of.in_model("n")),
        Part(" of "),
        Part(f"{result.known}", of.in_model("known")),
        Part(" patients, "),
        Part(f"{result.events}", of.in_model("events")),
        Part(" events"),
        *_not_in_model(result),
        Part("."),
    )


def _few_events(result: RegressionResult) -> Parts:
    """A warning where the model of all covariates has too few for what it estimates."""
    if not result.has_few_events:
        return ()
    return (
        Part(f"{result.events}", of.in_model("events")),
        Part(
            f" events for {result.parameters} parameters, {result.events / result.parameters:.1f} each: with "
            f"fewer than {EVENTS_PER_PARAMETER}, estimates are unstable and limits too narrow (Peduzzi et "
            "al., J Clin Epidemiol 1995;48:1503–10). Choose fewer covariates."
        ),
    )


def _not_in_model(result: RegressionResult) -> Iterator[Part]:
    for at, one in enumerate(result.incomplete):
        yield Part(f"{'; ' if at else '; not in it: '}{one.reason.lower()} (")
        yield Part(f"{one.n}", of.not_in_model(one.reason))
        yield Part(")")


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
        _events(row, "events", row.events, "n", row.n),
        *_ratio(row, row.alone),
        _events(row, "adjusted-events", row.adjusted_events, "adjusted-n", row.adjusted_n),
        *_ratio(row, row.adjusted),
    )


def _events(row: HazardRow, what: str, events: int, whom: str, n: int) -> Cell:
    return cell_of((Part(f"{events}", of.hazard(row, what)), Part("/"), Part(f"{n}", of.hazard(row, whom))))


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
