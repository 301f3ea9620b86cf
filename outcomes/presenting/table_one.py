"""Table 1 as lines of text: a characteristic, its levels underneath, and what is missing last."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from outcomes.presenting.words import number, p_value
from outcomes.statistics.formatting import percent
from outcomes.statistics.results import TableCell, TableResult, TableRow


@dataclass(frozen=True, slots=True)
class Printed:
    """kind: "measurement", "heading", "level" or "missing". test: the P value, at the first line only."""

    kind: str
    label: str
    cells: list[str]
    p: str = ""
    test: str = ""


def printed_lines(result: TableResult) -> Iterator[Printed]:
    for _, lines in groupby(result.lines, key=lambda line: line.characteristic):
        yield from _characteristic(list(lines))


def _characteristic(lines: list[TableRow]) -> Iterator[Printed]:
    first = lines[0]
    p, test = _test(first)
    if not first.level:
        label = f"{first.characteristic}, {first.unit}" if first.unit else first.characteristic
        yield Printed("measurement", label, [_measured(cell) for cell in first.cells], p, test)
    elif len(lines) == 1:
        # A characteristic with one level is a question answered with yes.
        yield Printed("measurement", _only_level(first), [_counted(cell) for cell in first.cells], p, test)
    else:
        yield Printed("heading", first.characteristic, ["" for _ in first.cells], p, test)
        for line in lines:
            yield Printed("level", line.level, [_counted(cell) for cell in line.cells])
    if any(cell.missing for cell in first.cells):
        yield Printed("missing", "Missing", [str(cell.missing) for cell in first.cells])


def _only_level(line: TableRow) -> str:
    return line.characteristic if line.level == "Yes" else f"{line.characteristic}: {line.level}"


def _counted(cell: TableCell) -> str:
    """Count and whole percent of those known: "12 (36%)"."""
    if not cell.n:
        return "–"
    return f"{cell.count} ({percent(cell.count or 0, cell.n)}%)"


def _measured(cell: TableCell) -> str:
    """Median with quartiles and range: "47 (31–62) [18–84]"."""
    if not cell.n:
        return "–"
    quartiles = f"{number(cell.q1)}–{number(cell.q3)}"
    return f"{number(cell.median)} ({quartiles}) [{number(cell.minimum)}–{number(cell.maximum)}]"


def _test(line: TableRow) -> tuple[str, str]:
    """(P value, name of the test); without a P value the reason stands in the second place."""
    if line.test is None:
        return "", ""
    return (p_value(line.test), line.test.test) if line.test.p_shown else ("–", line.test.reason)
