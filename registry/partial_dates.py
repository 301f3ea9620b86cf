"""Dates of which the day or the month may be unknown (ODM incompleteDate), as values.

Free of Django, so that edit checks and analyses can use it alone.
"""

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import total_ordering

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1900, 2100
HOW_TO_WRITE = "Write the date as 2024-03-15, or 2024-03 or 2024 if a part is unknown."


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the day, the month or only the year.

    The text is kept as it was entered, so a missing part is never made up.
    """

    text: str

    def __post_init__(self) -> None:
        match = _ISO.fullmatch(self.text)
        if match is None:
            raise ValueError(f"“{self.text}” is not a date. {HOW_TO_WRITE}")
        year, month, day = (int(part) if part else None for part in match.groups())
        if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValueError(f"The year must lie between {FIRST_YEAR} and {LAST_YEAR}.")
        try:
            datetime.date(year, 1 if month is None else month, 1 if day is None else day)
        except ValueError:
            raise ValueError(f"There is no {self.text} in the calendar. {HOW_TO_WRITE}") from None

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read ISO text (YYYY, YYYY-MM or YYYY-MM-DD); raise ValueError with a sentence for anything else."""
        return cls(text.strip())

    @classmethod
    def of(cls, day: datetime.date) -> "PartialDate":
        return cls(day.isoformat())

    @property
    def precision(self) -> str:
        """How much is known: "year", "month" or "day"."""
        return {4: "year", 7: "month", 10: "day"}[len(self.text)]

    @property
    def is_full(self) -> bool:
        return self.precision == "day"

    @property
    def date(self) -> datetime.date | None:
        """The calendar day, or None where a part is unknown."""
        return datetime.date.fromisoformat(self.text) if self.is_full else None

    @property
    def earliest(self) -> datetime.date:
        year, month, day = self._parts()
        return datetime.date(year, month or 1, day or 1)

    @property
    def latest(self) -> datetime.date:
        year, month, day = self._parts()
        month = month or 12
        return datetime.date(year, month, day or calendar.monthrange(year, month)[1])

    def _parts(self) -> tuple[int, int, int]:
        numbers = [int(part) for part in self.text.split("-")] + [0, 0]
        return numbers[0], numbers[1], numbers[2]

    def __str__(self) -> str:
        return self.text

    def __lt__(self, other: "PartialDate") -> bool:
        return (self.earliest, self.latest) < (other.earliest, other.latest)
