"""What is certain of partial dates and of results printed as a bound."""

from datetime import date

import pytest

from registry.edit_checks.certainty import (
    fewest_days,
    most_days,
    possibly_by,
    surely_above,
    surely_at_least,
    surely_before,
    surely_below,
    within_days,
)
from registry.measured import Measured
from registry.partial_dates import PartialDate

MARCH, THE_10TH, YEAR = PartialDate("2023-03"), PartialDate("2023-03-10"), PartialDate("2023")

ORDERS = [
    # first, second, surely before, possibly by
    (THE_10TH, PartialDate("2023-03-11"), True, True),
    (THE_10TH, THE_10TH, False, True),
    (MARCH, THE_10TH, False, True),
    (THE_10TH, MARCH, False, True),
    (MARCH, PartialDate("2023-04-01"), True, True),
    (PartialDate("2023-04-01"), MARCH, False, False),
    (YEAR, MARCH, False, True),
    (date(2022, 12, 31), YEAR, True, True),
    (None, THE_10TH, False, False),
    (THE_10TH, None, False, False),
]


@pytest.mark.parametrize(("first", "second", "surely", "possibly"), ORDERS)
def test_order_of_partial_dates(first, second, surely, possibly) -> None:
    assert surely_before(first, second) is surely
    assert possibly_by(first, second) is possibly


def test_days_between_a_day_and_a_month() -> None:
    assert (fewest_days(THE_10TH, MARCH), most_days(THE_10TH, MARCH)) == (-9, 21)


@pytest.mark.parametrize(("day", "near"), [("2023-02-15", True), ("2023-02-14", False), ("2023-04-14", True)])
def test_within_a_fortnight_of_a_month(day: str, near: bool) -> None:
    assert within_days(PartialDate(day), MARCH, 14) is near


BOUNDS = [
    # result, surely below 5, surely at least 5, surely above 5
    ("4.9", True, False, False),
    ("5", False, True, False),
    ("5.1", False, True, True),
    ("<5", True, False, False),
    ("<6", False, False, False),
    (">5", False, True, True),
    (">4", False, False, False),
]


@pytest.mark.parametrize(("result", "below", "at_least", "above"), BOUNDS)
def test_result_against_5(result: str, below: bool, at_least: bool, above: bool) -> None:
    value = Measured.parse(result)
    assert surely_below(value, 5) is below
    assert surely_at_least(value, 5) is at_least
    assert surely_above(value, 5) is above


def test_an_absent_result_is_nothing_for_certain() -> None:
    assert not (surely_below(None, 5) or surely_at_least(None, 5) or surely_above(None, 5))
