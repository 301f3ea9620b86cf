"""Partial dates and measured values: what is read, what is refused, and that nothing is made up."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.measured import Measured, parse_decimal
from registry.partial_dates import PartialDate


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("2024-03-15", "2024-03-15", "2024-03-15", "day"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2023-02", "2023-02-01", "2023-02-28", "month"),
        ("2024", "2024-01-01", "2024-12-31", "year"),
    ],
)
def test_a_partial_date_knows_its_bounds(text, earliest, latest, precision):
    found = PartialDate.parse(text)
    assert (str(found.earliest), str(found.latest), found.precision) == (earliest, latest, precision)
    assert str(found) == text, "the text stays as it was entered"


@pytest.mark.parametrize(
    "text",
    ["03/04/2020", "2020-02-30", "2023-02-29", "1/2/06", "Oct 1 2020", "0001-01-01", "9999-12-31", "2020-3",
     "UNK",
     "２０２０-01-01",
     "٢٠٢٠", "2020-13", "2020-00", "20200101", "2020-01-01\n2", ""],
)  # fmt: skip
def test_a_date_that_could_mislead_is_refused_with_a_sentence(text):
    with pytest.raises(ValueError, match=r"\.$"):
        PartialDate.parse(text)


def test_a_full_date_gives_its_day_and_a_partial_one_does_not():
    assert PartialDate("2024-03-15").date == datetime.date(2024, 3, 15)
    assert PartialDate("2024-03").date is None


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)))
def test_every_day_lies_within_its_own_month_and_year(day):
    for text in (day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]):
        assert PartialDate(text).earliest <= day <= PartialDate(text).latest


@pytest.mark.parametrize(
    ("text", "value", "comparator"),
    [
        ("4.1", "4.1", "="),
        ("<0.1", "0.1", "<"),
        ("> 500", "500", ">"),
        ("0", "0", "="),
        ("-2.5", "-2.5", "="),
    ],
)
def test_a_measured_value_keeps_its_comparator(text, value, comparator):
    assert Measured.parse(text) == Measured(Decimal(value), comparator)


@pytest.mark.parametrize(
    "text",
    [
        "1_000",
        "1_0.5",
        "1,5",
        "1.500,2",
        "1e5",
        "NaN",
        "inf",
        "٣",
        "３",
        "",
        "abc",
        "1.",
        ".5",
        "--1",
        "9" * 5000,
    ],
)
def test_a_number_that_another_program_would_misread_is_refused(text):
    with pytest.raises(ValueError, match=r"\.$"):
        parse_decimal(text)
