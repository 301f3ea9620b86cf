"""Enrolment by year, and treatments in sequence, as printed tables."""

from collections.abc import Iterator
from itertools import groupby

from outcomes.members import counts as of
from outcomes.presenting.printed.model import GROUP, Cell, Column, Line, Printed, PrintedTable, count
from outcomes.statistics.results import EnrolmentGroup, EnrolmentResult, SequenceResult


def enrolment(result: EnrolmentResult) -> Printed:
    if not result.months:
        return Printed(empty="Nobody with a day of enrolment is in these groups.")
    years = sorted({month[:4] for month in result.months})
    columns = (*map(Column, years), Column("Total"))
    lines = tuple(Line(group.label, tuple(_by_year(group, result.months))) for group in result.groups)
    table = PrintedTable("Patients enrolled by year", "Enrolled in", columns, lines)
    return Printed((table,), "Below: patients enrolled in each month; above: the sum so far.")


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
    return Printed((table,), f"Treatment 1 is the regimen of the cohort, in {result.n} patients.")
