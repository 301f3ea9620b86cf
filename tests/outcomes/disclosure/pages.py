"""Random cohorts, and the tables of a page about them: Table 1 by every grouping, as real results."""

from collections.abc import Callable, Iterator

import numpy as np

from outcomes.statistics.results import TableCell, TableColumn, TableResult, TableRow
from tests.outcomes.disclosure.auditor import Audit, Cell, is_sum

# Characteristic → levels; each also makes a grouping. -1 is an unknown value.
LEVELS = {"line": 3, "sex": 2, "age": 3, "genetics": 4}
UNKNOWN, EVERYONE = -1, "everyone"
Cohort = dict[str, np.ndarray]
Page = list[tuple[str, TableResult]]
Ranges = dict[Cell, tuple[int, int]]


def random_cohort(chance: np.random.Generator) -> Cohort:
    n = int(chance.integers(8, 150))
    return {name: chance.choice(np.arange(-1, k), n, p=_shares(chance, k)) for name, k in LEVELS.items()}


def _shares(chance: np.random.Generator, levels: int) -> np.ndarray:
    parts = chance.gamma(0.7, size=levels + 1)
    parts[0] = min(parts[0], 0.1) * chance.integers(0, 2)
    shares: np.ndarray = parts / parts.sum()
    return shares


def subset(cohort: Cohort, mask: np.ndarray) -> Cohort:
    return {name: values[mask] for name, values in cohort.items()}


def tables(cohort: Cohort) -> Iterator[tuple[str, TableResult]]:
    """(grouping, Table 1); the grouping of everyone has one column."""
    for grouping in (EVERYONE, *LEVELS):
        yield grouping, _table(cohort, grouping)


def groups_of(grouping: str) -> range:
    return range(1) if grouping == EVERYONE else range(LEVELS[grouping])


def _in_group(cohort: Cohort, grouping: str) -> list[np.ndarray]:
    if grouping == EVERYONE:
        return [np.ones(len(cohort["sex"]), dtype=bool)]
    return [cohort[grouping] == group for group in groups_of(grouping)]


def _table(cohort: Cohort, grouping: str) -> TableResult:
    masks = _in_group(cohort, grouping)
    lines = [
        TableRow(name, str(level), "", tuple(_cell(values[mask], level) for mask in masks))
        for name, values in cohort.items()
        if name != grouping
        for level in range(LEVELS[name])
    ]
    missing = 0 if grouping == EVERYONE else int((cohort[grouping] == UNKNOWN).sum())
    columns = tuple(TableColumn(str(group), int(mask.sum())) for group, mask in enumerate(masks))
    return TableResult(columns=columns, lines=tuple(lines), missing=missing)


def _cell(values: np.ndarray, level: int) -> TableCell:
    known = int((values != UNKNOWN).sum())
    return TableCell(known, len(values) - known, count=int((values == level).sum()))


def counts_of(shown: Page) -> dict[Cell, int]:
    """Every count that the tables print, by what it counts."""
    found: dict[Cell, int] = {}
    for grouping, table in shown:
        found["unknown group", grouping] = table.missing
        for group, column in enumerate(table.columns):
            found["n", grouping, group] = column.n
        for line in table.lines:
            for group, cell in enumerate(line.cells):
                found["known", line.characteristic, grouping, group] = cell.n
                found[line.characteristic, UNKNOWN, grouping, group] = cell.missing
                found[line.characteristic, int(line.level), grouping, group] = cell.count or 0
    return found


def page_audit(cohort: Cohort, ranges: Callable[[Page], Ranges]) -> Audit:
    """All tables of a cohort as the page shows them, with every sum that a reader can do."""
    made = list(tables(cohort))
    truth = counts_of(made)
    shown = ranges(made)
    equations = [equation for grouping, _ in made for equation in _sums(grouping)]
    unprinted = {
        cell: int(((cohort[cell[2]] == UNKNOWN) & (cohort[cell[0]] == cell[1])).sum())
        for equation in equations
        for cell in equation
        if cell not in truth
    }
    return Audit(truth | unprinted, shown, len(cohort["sex"]) + 50, equations)


def _sums(grouping: str) -> Iterator[dict[Cell, int]]:
    for group in groups_of(grouping):
        for name in LEVELS:
            if name != grouping:
                known = ("known", name, grouping, group)
                yield is_sum(known, [(name, level, grouping, group) for level in range(LEVELS[name])])
                yield is_sum(("n", grouping, group), [known, (name, UNKNOWN, grouping, group)])
    if grouping == EVERYONE:
        return
    groups = groups_of(grouping)
    everyone = ("n", EVERYONE, 0)
    yield is_sum(everyone, [("unknown group", grouping), *(("n", grouping, group) for group in groups)])
    for group in groups:
        yield is_sum(("n", grouping, group), [(grouping, group, EVERYONE, 0)])
    for name in LEVELS:
        if name != grouping:
            yield from _across(name, grouping)


def _across(name: str, grouping: str) -> Iterator[dict[Cell, int]]:
    """A level among everyone is its counts in the groups and among those of unknown group."""
    for level in range(UNKNOWN, LEVELS[name]):
        parts = [(name, level, grouping, group) for group in groups_of(grouping)]
        yield is_sum((name, level, EVERYONE, 0), [*parts, (name, level, grouping)])
    unknown = [(name, level, grouping) for level in range(UNKNOWN, LEVELS[name])]
    yield is_sum(("unknown group", grouping), unknown)
    # The same patients counted the other way round.
    for level in range(LEVELS[name]):
        for group in groups_of(grouping):
            yield is_sum((name, level, grouping, group), [(grouping, group, name, level)])
