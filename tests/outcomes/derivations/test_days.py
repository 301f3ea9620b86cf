"""Days, and records in the order of their days."""

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes.derivations.days import by_time, days_after, first_day, last_day


@dataclass(frozen=True)
class Sample:
    id: int
    on: date


def sampled_on(sample: Sample) -> date:
    return sample.on


MONDAY, TUESDAY = date(2024, 1, 1), date(2024, 1, 2)


@pytest.mark.parametrize(
    ("days", "first", "last"),
    [
        ((), None, None),
        ((None,), None, None),
        ((TUESDAY, None, MONDAY), MONDAY, TUESDAY),
    ],
)
def test_days_that_are_not_known_are_neither_first_nor_last(days, first, last):
    assert (first_day(days), last_day(days)) == (first, last)


@pytest.mark.parametrize(
    ("number", "day"), [(0, date(2024, 2, 28)), (2, date(2024, 3, 1)), (-59, date(2023, 12, 31))]
)
def test_days_are_counted_over_leap_days_and_back_over_the_new_year(number, day):
    assert days_after(date(2024, 2, 28), number) == day


def test_records_of_one_day_come_by_their_id():
    samples = (Sample(3, TUESDAY), Sample(2, MONDAY), Sample(1, TUESDAY))

    assert [sample.id for sample in by_time(samples, sampled_on)] == [2, 1, 3]


def test_records_that_are_in_order_stay_the_same_tuple():
    samples = (Sample(2, MONDAY), Sample(1, TUESDAY), Sample(3, TUESDAY))

    assert by_time(samples, sampled_on) is samples


@given(st.lists(st.builds(Sample, st.integers(), st.dates(MONDAY, TUESDAY)), unique_by=lambda one: one.id))
def test_the_order_does_not_depend_on_how_records_come(samples):
    ordered = by_time(samples, sampled_on)

    assert list(ordered) == sorted(samples, key=lambda one: (one.on, one.id))
