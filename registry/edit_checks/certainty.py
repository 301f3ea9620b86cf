"""What is certain of values that are known in part: partial dates, and results such as "<0.1".

Every question is answered "no" when a value is absent: an unknown value fails no check.
"""

import math
from datetime import date
from decimal import Decimal

from registry.measured import Measured
from registry.partial_dates import PartialDate

AnyDate = PartialDate | date
Number = Measured | Decimal | int | float


def earliest(day: AnyDate) -> date:
    return day.earliest if isinstance(day, PartialDate) else day


def latest(day: AnyDate) -> date:
    return day.latest if isinstance(day, PartialDate) else day


def surely_before(first: AnyDate | None, second: AnyDate | None) -> bool:
    """Whether the first lies before the second however the unknown parts are completed."""
    return first is not None and second is not None and latest(first) < earliest(second)


def possibly_by(first: AnyDate | None, second: AnyDate | None) -> bool:
    """Whether the first can lie on or before the second: some completion allows it."""
    return first is not None and second is not None and earliest(first) <= latest(second)


def fewest_days(first: AnyDate, second: AnyDate) -> int:
    """Days from the first to the second, at least."""
    return (earliest(second) - latest(first)).days


def most_days(first: AnyDate, second: AnyDate) -> int:
    """Days from the first to the second, at most."""
    return (latest(second) - earliest(first)).days


def within_days(first: AnyDate | None, second: AnyDate | None, days: int) -> bool:
    """Whether the two can lie no more than so many days apart, in either order."""
    if first is None or second is None:
        return False
    return fewest_days(first, second) <= days and fewest_days(second, first) <= days


def number(value: Number | None) -> float | None:
    return None if value is None else float(value)


def lowest(value: Number) -> float:
    """The smallest number that the result can stand for; counts and percentages are never negative."""
    return 0.0 if _comparator(value) == "<" else float(value)


def highest(value: Number) -> float:
    return math.inf if _comparator(value) == ">" else float(value)


def surely_below(value: Number | None, bound: float) -> bool:
    if value is None or _comparator(value) == ">":
        return False
    return float(value) <= bound if _comparator(value) == "<" else float(value) < bound


def surely_above(value: Number | None, bound: float) -> bool:
    if value is None or _comparator(value) == "<":
        return False
    return float(value) >= bound if _comparator(value) == ">" else float(value) > bound


def surely_at_least(value: Number | None, bound: float) -> bool:
    return value is not None and _comparator(value) != "<" and float(value) >= bound


def _comparator(value: Number) -> str:
    return value.comparator if isinstance(value, Measured) else "="
