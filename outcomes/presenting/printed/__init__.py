"""Every kind of result as printed tables. A new kind is printed as its rows until it has a printer here."""

from collections.abc import Callable, Mapping
from typing import Any

from outcomes.presenting.printed import counts, courses, curves, regression, rows, transplant
from outcomes.presenting.printed.model import Cell, Column, Line, Part, Parts, Printed, PrintedTable
from outcomes.presenting.printed.table_one import table_one
from outcomes.statistics.results import Result

PRINTERS: Mapping[str, Callable[[Any], Printed]] = {
    "survival": curves.survival,
    "incidence": curves.incidence,
    "follow_up": curves.follow_up,
    "table": table_one,
    "proportions": counts.proportions,
    "flow": counts.flow,
    "values": counts.values,
    "toxicity": counts.toxicity,
    "regression": regression.regression,
    "survival_pair": transplant.survival_pair,
    "refused": transplant.refused,
    "enrolment": courses.enrolment,
    "sequence": courses.sequence,
}


def printed(result: Result) -> Printed:
    return PRINTERS.get(result.kind, rows.flat)(result)


__all__ = ["PRINTERS", "Cell", "Column", "Line", "Part", "Parts", "Printed", "PrintedTable", "printed"]
