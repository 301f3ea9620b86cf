"""Enrolment by year, and treatments in sequence, as printed tables."""

from collections.abc import Iterator
from itertools import groupby

from outcomes.members import keys as of
from outcomes.presenting.printed.model import (
    GROUP,
    Cell,
    Column,
    Line,
    Part,
    Printed,
    PrintedTable,
    cell_of,
    count,
    sentences,
)
from outcomes.statistics.courses import ALIVE, DIED, FAMILY_ORDER
from outcomes.statistics.results import EnrolmentGroup, EnrolmentResult, SequenceResult

ORDER = (*FAMILY_ORDER, ALIVE, DIED)


def enrolment(result: EnrolmentResult) -> Printed:
    if not result.months:
        return Printed(empty="Nobody with a day of enrolment is in these groups.")
    years = sorted({month[:4] for month in result.months})
    columns = (*map(Column, years), Column("Total"))
    lines = tuple(Line(group.label, tuple(_by_year(group, result.months))) for group in result.groups)
    table = PrintedTable("Patients enrolled by year", "Enrolled in", columns, lines)
    said = sentences("Below: patients enrolled in each month; above: the sum so far.")
    return Printed((table, _by_month(result)), said)


def _by_month(result: EnrolmentResult) -> PrintedTable:
    """What the figure shows: the months in which anybody was enrolled, and the sums so far."""
    columns = tuple(Column(group.label) for group in result.groups)
    lines = []
    for at, month in enumerate(result.months):
        if any(group.counts[at] for group in result.groups):
            cells = (_in_month(group, at, month) for group in result.groups)
            lines.append(Line(month, tuple(cells)))
    heading = "Patients enrolled by month (so far)"
    return PrintedTable(heading, "Month", columns, tuple(lines), is_beside=True, style="by-month")


def _in_month(group: EnrolmentGroup, at: int, month: str) -> Cell:
    so_far = Part(f"{group.cumulative[at]}", of.enrolled_until(group.label, month))
    return cell_of(
        (Part(f"{group.counts[at]}", of.enrolled(group.label, month)), Part(" ("), so_far, Part(")"))
    )


def _by_year(group: EnrolmentGroup, months: tuple[str, ...]) -> Iterator[Cell]:
    for year, n in group.by_year(months).items():
        yield count(n, of.enrolled(group.label, year))
    yield count(group.n, of.group(group.label))


def sequence(result: SequenceResult) -> Printed:
    if not result.flows:
        return Printed()
    lines = []
    for step, flows in groupby(result.flows, key=lambda flow: flow.step):
        lines.append(Line(f"After treatment {step}", kind=GROUP))
        for flow in flows:
            arrow = "no further treatment, " if flow.ends else ""
            lines.append(
                Line(
                    f"{flow.source} → {arrow}{flow.target.lower() if flow.ends else flow.target}",
                    (count(flow.n, of.step(flow)),),
                )
            )
    table = PrintedTable(
        "Treatments in sequence", "From → to", (Column("Patients"),), tuple(lines), is_beside=True
    )
    said = (
        Part("Treatment 1 is the regimen of the cohort, in "),
        Part(f"{result.n}", of.IN_SEQUENCE),
        Part(" patients."),
    )
    return Printed((table, _nodes(result)), said)


def _nodes(result: SequenceResult) -> PrintedTable:
    """The bars of the figure: patients by number of the treatment, or how they were at last contact."""
    nodes = result.nodes
    steps = sorted({step for step, _ in nodes})
    names = sorted({name for _, name in nodes}, key=ORDER.index)
    lines = (
        Line(
            name,
            tuple(
                count(nodes[step, name], of.node(step, name)) if (step, name) in nodes else Cell("–")
                for step in steps
            ),
        )
        for name in names
    )
    stub = "Treatment, or at last contact"
    columns = tuple(Column(f"Treatment {step}") for step in steps)
    return PrintedTable("Patients by treatment", stub, columns, tuple(lines), is_beside=True)
