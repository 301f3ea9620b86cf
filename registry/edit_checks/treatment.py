"""Edit checks R01 to R06 and R16: regimens, their order and their line numbers."""

from collections.abc import Iterator
from itertools import pairwise

from registry.edit_checks.certainty import fewest_days, latest, most_days, possibly_by, surely_before
from registry.edit_checks.chart import Chart
from registry.edit_checks.definition import ERROR, QUERY, EditCheck, Problem, at, chart_check
from registry.rows import Row

# A relapse by MRD alone leads to an MRD-directed regimen, which is no salvage line.
EVENTS_BEFORE_SALVAGE = frozenset({"relapse", "primary_refractory", "refractory_to_regimen", "progression"})
SOON_DAYS, OPEN_DAYS = 14, 365


@chart_check(
    "R01",
    ERROR,
    "regimen diagnosis",
    "start_date diagnosis_date",
    rule="The latest possible start of a regimen lies before the earliest possible day of diagnosis.",
    message="Treatment starts before diagnosis. Correct one of the two dates.",
)
def treated_before_diagnosis(chart: Chart) -> Iterator[Problem]:
    for row in chart.regimens if chart.diagnosis else ():
        if chart.diagnosis and surely_before(row.start_date, chart.diagnosis.diagnosis_date):
            yield at(row, "start_date")


@chart_check(
    "R02",
    ERROR,
    "regimen disease_event",
    "start_date line_type event_date event_type",
    rule="A salvage regimen starts, and no relapse, progression or refractory disease can lie on or before "
    "its start. An event of unknown date may.",
    message="Add the relapse or refractory event that led to this treatment.",
)
def salvage_without_event(chart: Chart) -> Iterator[Problem]:
    events = [row for row in chart.of("disease_event") if row.event_type in EVENTS_BEFORE_SALVAGE]
    for line in chart.salvage_lines:
        if not any(row.event_date is None or possibly_by(row.event_date, line.start_date) for row in events):
            yield at(line, "start_date", "line_type")


@chart_check(
    "R03",
    QUERY,
    "regimen",
    "start_date end_date line_type",
    rule="A salvage regimen starts before the recorded end of an earlier one, whatever the unknown parts "
    "are.",
    message="Two salvage treatments overlap. Are they one regimen?",
)
def overlapping_lines(chart: Chart) -> Iterator[Problem]:
    for place, line in enumerate(chart.salvage_lines):
        if any(surely_before(line.start_date, earlier.end_date) for earlier in chart.salvage_lines[:place]):
            yield at(line, "start_date", "end_date")


@chart_check(
    "R04",
    QUERY,
    "regimen response",
    "end_reason start_date line_type assessment_date",
    rule="A salvage regimen starts less than 14 days after the start of the previous one, which has neither "
    "an assessment by then nor a reason for its end. Shown at the previous regimen, where the reason "
    "belongs.",
    message="New treatment soon after the last: please give the reason.",
)
def early_switch(chart: Chart) -> Iterator[Problem]:
    for previous, line in pairwise(chart.salvage_lines):
        soon = most_days(previous.start_date, line.start_date) < SOON_DAYS
        if soon and previous.end_reason is None and not _assessed_by(chart, previous, line):
            yield at(previous, "end_reason", "start_date")


def _assessed_by(chart: Chart, previous: Row, line: Row) -> bool:
    assessed = (row.assessment_date for row in chart.assessments_of(previous))
    return any(day is None or possibly_by(day, line.start_date) for day in assessed)


@chart_check(
    "R05",
    ERROR,
    "regimen",
    "salvage_line_override start_date line_type",
    rule="Over the salvage regimens in order of start, beginning at 1, an entered line number (elsewhere the "
    "derived one) is not one above the previous. A reason explains a skipped line, given elsewhere; an equal "
    "number is right where the derived numbers are equal too. Silent until every number is known.",
    message="Salvage numbers must run 1, 2, 3… Correct or remove the entered number.",
)
def broken_numbering(chart: Chart) -> Iterator[Problem]:
    previous: Row | None = None
    for line in chart.salvage_lines if _all_numbered(chart) else ():
        if not _follows(chart, previous, line):
            entered = [row for row in (line, previous) if row and row.salvage_line_override is not None]
            yield from (at(row, "salvage_line_override") for row in entered[:1])
        previous = line


def _number(chart: Chart, line: Row) -> int | None:
    entered: int | None = line.salvage_line_override
    return chart.derived_line(line) if entered is None else entered


def _all_numbered(chart: Chart) -> bool:
    return all(_number(chart, line) is not None for line in chart.salvage_lines)


def _follows(chart: Chart, previous: Row | None, line: Row) -> bool:
    step = (_number(chart, line) or 0) - ((_number(chart, previous) or 0) if previous else 0)
    if step == 0 and previous:
        return chart.derived_line(line) == chart.derived_line(previous) is not None
    return step == 1 or (step > 1 and bool(line.salvage_line_override_reason))


@chart_check(
    "R06",
    QUERY,
    "regimen",
    "salvage_line_override salvage_line_override_reason",
    rule="The entered salvage line differs from the derived one and no reason is given.",
    message="System counts this as salvage {n}; you entered {m}. Explain or accept.",
)
def other_line_than_derived(chart: Chart) -> Iterator[Problem]:
    for row in chart.of("regimen"):
        derived, entered = chart.derived_line(row), row.salvage_line_override
        explained = bool(row.salvage_line_override_reason)
        if None not in (derived, entered) and derived != entered and not explained:
            yield at(row, "salvage_line_override", "salvage_line_override_reason", n=derived, m=entered)


@chart_check(
    "R16",
    QUERY,
    "regimen cycle",
    "end_date start_date cycle_start",
    rule="A regimen has no end, and its start and its last cycle lie more than 365 days back.",
    message="Is this treatment still running?",
)
def open_without_cycle(chart: Chart) -> Iterator[Problem]:
    for row in chart.regimens:
        cycles = [cycle.cycle_start for cycle in chart.cycles_of(row) if cycle.cycle_start is not None]
        last_on = max([*cycles, latest(row.start_date)])
        if row.end_date is None and fewest_days(last_on, chart.today) > OPEN_DAYS:
            yield at(row, "end_date", "start_date")


REGIMENS: tuple[EditCheck, ...] = (
    treated_before_diagnosis,
    salvage_without_event,
    overlapping_lines,
    early_switch,
    broken_numbering,
    other_line_than_derived,
)
OPEN_REGIMENS: tuple[EditCheck, ...] = (open_without_cycle,)
