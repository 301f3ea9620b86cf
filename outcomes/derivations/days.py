"""Days, and records in the order of their days."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

Placed = Callable[[Any], Any]


def first_day(days: Iterable[date | None]) -> date | None:
    """The earliest of the days that are known."""
    first: date | None = None
    for day in days:
        if day is not None and (first is None or day < first):
            first = day
    return first


def last_day(days: Iterable[date | None]) -> date | None:
    """The latest of the days that are known."""
    last: date | None = None
    for day in days:
        if day is not None and (last is None or day > last):
            last = day
    return last


def days_after(day: date, number: int) -> date:
    """The day so many days after another; before it, if the number is negative."""
    return day + _days(number)


# Making one takes ten times as long as adding it.
@cache
def _days(number: int) -> timedelta:
    return timedelta(days=number)


def by_time(records: Sequence[Any], placed: Placed) -> tuple[Any, ...]:
    """Records by the day on which `placed` puts them, those of one day by their id.

    Most come in order, and to see that takes less than sorting. A tuple that is in order comes back itself.
    """
    if _in_order(records, placed):
        return tuple(records)
    # What is equal keeps its order, so the last sorting counts most; pairs would take twice as long.
    return tuple(sorted(sorted(records, key=lambda record: record.id), key=placed))


def _in_order(records: Sequence[Any], placed: Placed) -> bool:
    if len(records) < 2:
        return True
    before, day_before = records[0], placed(records[0])
    for record in records[1:]:
        day = placed(record)
        if day < day_before or (day == day_before and record.id < before.id):
            return False
        before, day_before = record, day
    return True
