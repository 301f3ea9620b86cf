"""Dates as coordinators type them, on 5 April 2024 and, where days are counted, from 1 March 2024."""

from datetime import date

import pytest

from registry.partial_dates import PartialDate
from registry.quick_dates import Anchor, in_full, read

TODAY = date(2024, 4, 5)
DAY_1 = Anchor("cycle day 1", date(2024, 3, 1))

READ = [
    ("2024-03-12", "2024-03-12"),
    ("2024-03", "2024-03"),
    ("2024", "2024"),
    ("12mar24", "2024-03-12"),
    ("12MAR24", "2024-03-12"),
    ("1 feb 06", "2006-02-01"),
    ("12 Mar 2024", "2024-03-12"),
    ("12-Mar-2024", "2024-03-12"),
    ("12  March  2024", "2024-03-12"),
    ("3sept1999", "1999-09-03"),
    ("29feb24", "2024-02-29"),
    ("Mar 2024", "2024-03"),
    ("+0", "2024-03-01"),
    ("+21", "2024-03-22"),
    ("+ 31", "2024-04-01"),
    ("today", "2024-04-05"),
    ("T", "2024-04-05"),
]


@pytest.mark.parametrize(("typed", "meant"), READ)
def test_a_date_with_one_reading_is_read(typed, meant):
    assert str(read(typed, today=TODAY, anchor=DAY_1)) == meant


REFUSED = [
    ("03/04/2020", "two ways"),
    ("1/2/06", "two ways"),
    ("15.03.2024", "two ways"),
    ("12mar25", "1925 or 2025"),
    ("12mar85", "in full"),
    ("mar24", "not a date"),
    ("Oct 1 2020", "not a date"),
    ("010203", "not a date"),
    ("29 Feb 2023", "no 29 Feb 2023 in the calendar"),
    ("31apr24", "no 31apr24 in the calendar"),
    ("12 foo 2024", "not a month"),
    ("12 ma 2024", "not a date"),
    ("1 Jan 0001", "between 1900 and 2100"),
    ("+9999999", "not a date"),
    ("-3", "not a date"),
    ("１２mar24", "not a date"),
    ("yesterday", "not a date"),
    ("UNK", "not a date"),
]


@pytest.mark.parametrize(("typed", "sentence"), REFUSED)
def test_a_date_with_two_readings_or_none_is_refused_with_a_sentence(typed, sentence):
    with pytest.raises(ValueError, match=sentence) as refused:
        read(typed, today=TODAY, anchor=DAY_1)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    ("anchor", "sentence"),
    [
        (None, "nothing to count"),
        (Anchor("regimen start"), "regimen start"),
        (Anchor("x", date(2099, 1, 1)), "year"),
    ],
)
def test_days_are_counted_only_from_a_day_that_is_known(anchor, sentence):
    with pytest.raises(ValueError, match=sentence):
        read("+9999", today=TODAY, anchor=anchor)


@pytest.mark.parametrize(
    ("iso", "words"), [("2024-03-02", "2 March 2024"), ("2024-03", "March 2024"), ("2024", "2024")]
)
def test_a_date_is_echoed_in_full_and_no_part_is_made_up(iso, words):
    assert in_full(PartialDate(iso)) == words
