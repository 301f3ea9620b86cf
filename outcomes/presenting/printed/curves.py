"""Results over time as printed tables: estimates of each group, and the numbers at risk."""

from collections.abc import Iterator, Sequence

from outcomes.members import keys as of
from outcomes.presenting.printed.model import (
    Cell,
    Column,
    Line,
    Part,
    Parts,
    Printed,
    PrintedTable,
    cell_of,
    count,
    sentences,
)
from outcomes.presenting.words import (
    alive_text,
    is_protected,
    median_text,
    p_equals,
    rate_text,
    test_name,
    test_text,
    tests_text,
    with_limits,
)
from outcomes.statistics.formatting import DAYS_PER_MONTH, half_up, percent_text
from outcomes.statistics.results import (
    CurveGroup,
    FollowUpGroup,
    FollowUpResult,
    IncidenceCurve,
    IncidenceGroup,
    IncidenceResult,
    RateAt,
    SurvivalResult,
)

NO_ENDPOINT = "No patient with this endpoint in these groups."
MARKS = (
    "Marks are censored patients, bands 95% limits; "
    "lines are fainter where fewer than 5 patients are at risk."
)
COMPETING = (
    "Each cause competes with the other; one minus Kaplan–Meier is not offered, because it would count those "
    "lost to the other cause as if they could still have the event."
)
DAYS_PER_YEAR = 12 * DAYS_PER_MONTH
N, EVENTS, CENSORED = Column("n"), Column("Events"), Column("Censored")


def survival(result: SurvivalResult) -> Printed:
    if not _has_patients(result.groups):
        return Printed(empty=NO_ENDPOINT)
    median = Column(with_limits("Median, months", _sizes(result.groups)))
    estimates = PrintedTable(
        "Estimates",
        "Group",
        (N, EVENTS, CENSORED, median, *_rate_columns(result.groups, result.groups[0].rates)),
        tuple(Line(group.label, _survival_cells(group)) for group in result.groups),
    )
    return Printed((estimates, _at_risk(result)), _survival_caption(result), NO_ENDPOINT)


def _survival_cells(group: CurveGroup) -> tuple[Cell, ...]:
    counts = (count(group.n, of.group(group.label)), _events(group), _censored(group))
    return (*counts, Cell(median_text(group.median)), *_rate_cells(group.rates))


def _events(group: CurveGroup) -> Cell:
    return count(group.events, of.group(group.label, "events"))


def _censored(group: CurveGroup | IncidenceGroup) -> Cell:
    return count(group.censored, of.group(group.label, "censored"))


def _survival_caption(result: SurvivalResult) -> Parts:
    return sentences(
        f"{result.endpoint}: time from {result.origin} to {result.event}.",
        result.censoring,
        tested(result),
        _marks(result.groups),
        delayed(result.delayed_entries),
    )


def incidence(result: IncidenceResult) -> Printed:
    if not _has_patients(result.groups):
        return Printed(empty=NO_ENDPOINT)
    estimates = PrintedTable(
        "Estimates",
        "Group",
        (
            Column("Cause", is_number=False),
            N,
            EVENTS,
            CENSORED,
            *_rate_columns(result.groups, result.groups[0].causes[0].rates),
        ),
        tuple(
            Line(group.label, _incidence_cells(group, curve))
            for group in result.groups
            for curve in group.causes
        ),
    )
    caption = sentences(
        f"{result.endpoint}, from {result.origin}.",
        COMPETING,
        result.censoring,
        tests_text(result.causes, result.tests),
        _marks(result.groups),
        delayed(result.delayed_entries),
    )
    return Printed((estimates, _at_risk(result)), caption, NO_ENDPOINT)


def _incidence_cells(group: IncidenceGroup, curve: IncidenceCurve) -> tuple[Cell, ...]:
    caused = count(curve.events, of.group(group.label, of.cause(curve.cause)))
    counts = (count(group.n, of.group(group.label)), caused, _censored(group))
    return (Cell(curve.cause), *counts, *_rate_cells(curve.rates))


def follow_up(result: FollowUpResult) -> Printed:
    if not _has_patients(result.groups):
        return Printed()
    columns = (
        N,
        Column(with_limits("Median follow-up, months", _sizes(result.groups))),
        Column("Alive"),
        Column(with_limits("Of those alive: median months", _sizes(result.groups), " [range]")),
        *([Column("Completeness", "years observed/possible")] if result.data_cut else []),
    )
    lines = tuple(
        Line(group.label, (*_follow_up_cells(group), *([_complete(group)] if result.data_cut else [])))
        for group in result.groups
    )
    return Printed((PrintedTable("Follow-up", "Group", columns, lines),), _follow_up_caption(result))


def _follow_up_caption(result: FollowUpResult) -> Parts:
    """Withheld where nothing is said of the days on which patients were seen."""
    if not result.data_cut:
        return ()
    return sentences(
        "Completeness: person-time observed, of the person-time possible until death or the data cut on "
        f"{result.data_cut}, the latest contact of any patient here."
    )


def _complete(group: FollowUpGroup) -> Cell:
    """Clark's C in percent, with the person-years that it is made of."""
    if group.completeness is None:
        return Cell("–")
    years = (half_up(total / DAYS_PER_YEAR, 1) for total in (group.observed_days, group.potential_days))
    return Cell(f"{percent_text(group.completeness)}%", "/".join(map(str, years)))


def _follow_up_cells(group: FollowUpGroup) -> tuple[Cell, ...]:
    alive = (group.alive_median, group.alive_minimum, group.alive_maximum)
    of_alive = alive_text(*alive) if group.alive else "–"
    known = count(group.n, of.group(group.label)), Cell(median_text(group.reverse_median))
    return (*known, count(group.alive, of.group(group.label, "alive")), Cell(of_alive))


def _at_risk(result: SurvivalResult | IncidenceResult) -> PrintedTable:
    return PrintedTable(
        f"Numbers at risk{'' if _is_protected(result.groups) else ' (events)'}",
        f"Months from {result.origin}",
        tuple(Column(f"{month}") for month in result.ticks),
        tuple(Line(group.label, tuple(_at_risk_cells(group))) for group in result.groups),
        is_beside=True,
    )


def _at_risk_cells(group: CurveGroup | IncidenceGroup) -> Iterator[Cell]:
    for at in group.at_risk:
        risk = Part(f"{at.n}", of.at_risk(group.label, at.months))
        if _is_protected([group]):
            yield cell_of((risk,))
        else:
            events = Part(f"{at.events}", of.events_by(group.label, at.months))
            yield cell_of((risk, Part(" ("), events, Part(")")))


def _rate_columns(groups: Sequence[CurveGroup | IncidenceGroup], rates: Sequence[RateAt]) -> list[Column]:
    return [Column(with_limits(f"{rate.months} months, %", _sizes(groups))) for rate in rates]


def _sizes(groups: Sequence[CurveGroup | IncidenceGroup | FollowUpGroup]) -> list[int]:
    return [group.n for group in groups]


def _rate_cells(rates: Sequence[RateAt]) -> list[Cell]:
    return [Cell(rate_text(rate)) for rate in rates]


def _marks(groups: Sequence[CurveGroup | IncidenceGroup]) -> str:
    """Protected curves have neither marks nor bands."""
    return "" if _is_protected(groups) else MARKS


def _is_protected(groups: Sequence[CurveGroup | IncidenceGroup]) -> bool:
    return is_protected(_sizes(groups))


def tested(result: SurvivalResult) -> Parts:
    """What the test says, or why no P value is printed; whom a stratified one leaves out opens."""
    test, around = result.test, result.around_untested
    if not test or not test.p_shown:
        return (Part(test.reason),) if test else ()
    if not around:
        return (Part(f"{test_text(test)}."),)
    before, after = around
    return (
        Part(f"{test_name(test)}{before}"),
        Part(f"{result.untested}", of.UNTESTED),
        Part(f"{after}: {p_equals(test)}."),
    )


def delayed(patients: int) -> Parts:
    """Of those who came under observation late; nothing where nobody did."""
    if not patients:
        return ()
    return Part(f"{patients}", of.DELAYED), Part(" patients entered after the origin and count from then on.")


def _has_patients(groups: Sequence[CurveGroup | IncidenceGroup | FollowUpGroup]) -> bool:
    return any(group.n for group in groups)
