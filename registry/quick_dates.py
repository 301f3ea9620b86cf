"""Dates as they are typed: ISO text, 12mar24, +21, today. One reading each, or a refusal with a sentence.

Free of Django. Numbers with slashes or points (03/04/2020) have two readings and are refused, and so is a
month before its day (Oct 1 2020). A year of two digits is this century up to this year, otherwise refused.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from registry.partial_dates import FIRST_YEAR, HOW_TO_WRITE, LAST_YEAR, PartialDate

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_DAY_FIRST = re.compile(r"(\d{1,2})[ -]?([a-z]{3,9})[ -]?(\d{4}|\d{2})", re.ASCII | re.IGNORECASE)
_MONTH_ONLY = re.compile(r"([a-z]{3,9})[ -]?(\d{4})", re.ASCII | re.IGNORECASE)
_DAYS_AFTER = re.compile(r"\+ ?(\d{1,4})", re.ASCII)
_TODAY = {"t", "today"}


@dataclass(frozen=True, slots=True)
class Anchor:
    """What +21 counts from. name: in words, such as “cycle day 1”; on: None while that day is not known."""

    name: str
    on: date | None = None

    def __str__(self) -> str:
        return f"{self.name} ({self.on})" if self.on else self.name


def read(text: str, *, today: date, anchor: Anchor | None = None) -> PartialDate:
    """The date that a text means; ValueError with a sentence if it means none, or more than one.

    today: at the site. A part that was not typed stays unknown.
    """
    text = " ".join(text.split())
    if text.lower() in _TODAY:
        return PartialDate.of(today)
    if "/" in text or "." in text:
        raise ValueError(
            f"“{text}” could be read in two ways. Write the month as a word, 12mar{today:%y}, or "
            f"the date as 2024-03-15."
        )
    if match := _DAYS_AFTER.fullmatch(text):
        return PartialDate.of(_after(anchor, int(match[1])))
    if match := _DAY_FIRST.fullmatch(text):
        return _named(text, match[2], _year(match[3], text, today), int(match[1]))
    if match := _MONTH_ONLY.fullmatch(text):
        return _named(text, match[1], int(match[2]))
    return PartialDate.parse(text)


def in_full(day: PartialDate) -> str:
    """As a person reads it: “12 March 2024”, “March 2024” or “2024”."""
    first = day.earliest
    month = MONTHS[first.month - 1].capitalize()
    return {"day": f"{first.day} {month} {first.year}", "month": f"{month} {first.year}"}.get(
        day.precision, str(first.year)
    )


def _after(anchor: Anchor | None, days: int) -> date:
    if anchor is None:
        raise ValueError("There is nothing to count days from here. Write the date as 2024-03-15.")
    if anchor.on is None:
        raise ValueError(f"Days count from {anchor.name}, whose day is not known here. Write the whole date.")
    found = anchor.on + timedelta(days=days)
    if found.year > LAST_YEAR:
        raise ValueError(f"The year must lie between {FIRST_YEAR} and {LAST_YEAR}.")
    return found


def _named(text: str, word: str, year: int, day: int | None = None) -> PartialDate:
    month = next((n for n, name in enumerate(MONTHS, 1) if word.lower() in (name, name[:3])), None)
    if month is None and word.lower() == "sept":
        month = 9
    if month is None:
        raise ValueError(f"“{word}” is not a month. {HOW_TO_WRITE}")
    written = f"{year:04}-{month:02}" if day is None else f"{year:04}-{month:02}-{day:02}"
    try:
        return PartialDate(written)
    except ValueError as error:
        raise ValueError(str(error).replace(written, text, 1)) from None


def _year(digits: str, text: str, today: date) -> int:
    if len(digits) == 4:
        return int(digits)
    year = today.year // 100 * 100 + int(digits)
    if year > today.year:
        raise ValueError(f"Write the year of “{text}” in full: {digits} may mean {year - 100} or {year}.")
    return year
