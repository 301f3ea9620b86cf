"""Curves in pairs, and the comparison that is not drawn, as printed tables."""

from dataclasses import replace

from outcomes.members.keys import DIED_BEFORE, FOLLOWED, LEFT_BEFORE, TRANSPLANTED, to_transplant
from outcomes.presenting.printed.curves import survival, tested
from outcomes.presenting.printed.model import (
    GROUP,
    Cell,
    Column,
    Line,
    Part,
    Parts,
    Printed,
    PrintedTable,
    count,
    sentences,
)
from outcomes.presenting.words import number
from outcomes.statistics.formatting import months_text
from outcomes.statistics.results import RefusedResult, SurvivalPairResult, SurvivalResult

NOT_CENSORED, CENSORED = "Transplantation does not censor", "Censored at transplantation"


def survival_pair(result: SurvivalPairResult) -> Printed:
    first, second = survival(result.uncensored), survival(result.censored)
    if not first.tables or not second.tables:
        return first
    pairs = zip(first.tables, map(_to_transplant, second.tables), strict=False)
    tables = [_joined(one, other) for one, other in pairs]
    tests = [
        (Part(f"{name}: "), *tested(part))
        for name, part in ((NOT_CENSORED, result.uncensored), (CENSORED, result.censored))
        if part.test
    ]
    return Printed(
        tuple(tables),
        sentences(_what(result.uncensored), f"Right: {result.censored.censoring.lower()}", *tests),
    )


def _what(part: SurvivalResult) -> str:
    return f"{part.endpoint}: time from {part.origin} to {part.event}. {part.censoring}"


def _joined(one: PrintedTable, other: PrintedTable) -> PrintedTable:
    """Both tables in one; the columns are those of the one that has more of them."""
    columns = max(one.columns, other.columns, key=len)
    lines = [
        line
        for name, table in ((NOT_CENSORED, one), (CENSORED, other))
        for line in (Line(name, kind=GROUP), *(_filled(line, len(columns)) for line in table.lines))
    ]
    return PrintedTable(one.heading, one.stub, columns, tuple(lines), one.is_beside, one.style)


def _to_transplant(table: PrintedTable) -> PrintedTable:
    """Its counts open the patients of the censored curves."""
    return replace(table, lines=tuple(replace(line, cells=_marked(line.cells)) for line in table.lines))


def _marked(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    return tuple(
        replace(cell, of=to_transplant(cell.of), text_parts=_parts_marked(cell.text_parts)) for cell in cells
    )


def _parts_marked(parts: Parts) -> Parts:
    return tuple(Part(part.text, to_transplant(part.of)) for part in parts)


def _filled(line: Line, width: int) -> Line:
    return replace(line, cells=(*line.cells, *([Cell("–")] * (width - len(line.cells)))))


def refused(result: RefusedResult) -> Printed:
    if not result.transplanted:
        return Printed(empty="Nobody was transplanted, so there is nothing to compare.")
    middle = number(result.median_day, 1)
    lines = (
        Line("Patients followed from regimen start", (count(result.known, FOLLOWED),)),
        Line("Transplanted at any time", (count(result.transplanted, TRANSPLANTED),)),
        Line(
            "Day of transplantation, median [range]",
            (Cell(f"{middle} [{result.first_day}–{result.last_day}]"),),
        ),
        Line(f"Died before day {middle} without transplantation", (count(result.died_before, DIED_BEFORE),)),
        Line(
            f"Last seen before day {middle} without transplantation",
            (count(result.left_before, LEFT_BEFORE),),
        ),
    )
    table = PrintedTable("Why it is not drawn", "In this cohort", (Column("Number"),), lines)
    return Printed((table,), refusal_text(result))


def refusal_text(result: RefusedResult) -> Parts:
    """Why, with the cohort's own numbers; no comparison is among them."""
    months = months_text(result.median_day)
    return sentences(
        (
            Part("Half of the "),
            Part(f"{result.transplanted}", TRANSPLANTED),
            Part(
                f" transplanted patients waited {months} months or longer, and none of them could die in "
                "that time, or they would not have been transplanted."
            ),
        ),
        (
            Part(f"{result.died_before}", DIED_BEFORE),
            Part(
                " patients died before that day without transplantation, and all of them would stand among "
                "the never transplanted."
            ),
        ),
        "A curve from the start would show the waiting, not the transplantation (immortal time).",
    )
