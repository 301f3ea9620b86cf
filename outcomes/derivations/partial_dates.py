"""Dates of which a part is unknown: bounds, then chronology, then imputation (C10).

The possible days are first narrowed by what must have happened before and after, then one of them is
chosen and flagged. A narrowing that would leave no day at all is contradictory and is not applied.
"""

import calendar
from dataclasses import dataclass
from datetime import date

from outcomes.derivations.days import days_after
from outcomes.history import Span

LAST_DAY = 31


@dataclass(frozen=True, slots=True)
class Imputation:
    """Which day stands for a date: `day` if only the day is unknown, `year_end_half` ("30 June"),
    "midpoint" of the possible days, or "" (not used) if the month is unknown too."""

    day: int
    month_unknown: str


BIRTH = DISEASE_EVENT = Imputation(15, "30 June")
TREATMENT_START = Imputation(1, "")
TREATMENT_END = Imputation(LAST_DAY, "")
DEATH = Imputation(15, "midpoint")


def narrow(span: Span, not_before: date | None, not_after: date | None) -> Span:
    """The span without the days that the order of events rules out."""
    earliest, latest = span.earliest, span.latest
    if not_before is not None and earliest < not_before <= latest:
        earliest = not_before
    if not_after is not None and earliest <= not_after < latest:
        latest = not_after
    return Span(earliest, latest, span.analysis, span.imputed)


def settled(
    span: Span,
    rule: Imputation,
    choice: str,
    not_before: date | None = None,
    not_after: date | None = None,
) -> Span:
    """The span with its analysis day and flag: "D" the day, "M" month and day were unknown.

    `choice` is "imputed", or "earliest" or "latest" to see how far a result moves.
    """
    if span.is_full:
        return span if span.analysis else Span.on(span.earliest)
    month_known = (span.earliest.year, span.earliest.month) == (span.latest.year, span.latest.month)
    bounds = narrow(span, not_before, not_after)
    flag = "D" if month_known else "M"
    if not month_known and not rule.month_unknown:
        return Span(bounds.earliest, bounds.latest, None, flag)
    return Span(bounds.earliest, bounds.latest, _chosen(bounds, span, rule, choice, month_known), flag)


def _chosen(bounds: Span, span: Span, rule: Imputation, choice: str, month_known: bool) -> date:
    if choice == "earliest":
        return bounds.earliest
    if choice == "latest":
        return bounds.latest
    if month_known:
        wanted = _day_of_month(span.earliest, rule.day)
    elif rule.month_unknown == "midpoint":
        wanted = days_after(bounds.earliest, bounds.width_days // 2)
    else:
        wanted = date(span.earliest.year, 6, 30)
    return min(max(wanted, bounds.earliest), bounds.latest)


def _day_of_month(month: date, day: int) -> date:
    return month.replace(day=min(day, calendar.monthrange(month.year, month.month)[1]))
