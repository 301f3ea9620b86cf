"""Dates of which a part may be unknown, and laboratory values with their comparator."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Span:
    """A date between two days; `analysis` is the day used in analyses, None where none may be chosen.

    `imputed` is the ADaM flag: "" nothing, "D" the day, "M" month and day, "Y" all of it.
    """

    earliest: date
    latest: date
    analysis: date | None = None
    imputed: str = ""

    @classmethod
    def on(cls, day: date) -> "Span":
        return cls(day, day, day)

    @property
    def is_full(self) -> bool:
        return self.earliest == self.latest

    @property
    def width_days(self) -> int:
        return (self.latest - self.earliest).days


@dataclass(frozen=True, slots=True)
class Reading:
    """A laboratory value with its comparator "=", "<" or ">": "<0.1" is not 0.1."""

    value: float
    comparator: str = "="

    def at_least(self, limit: float) -> bool | None:
        """Whether the true value is ≥ limit; None where the comparator leaves it open."""
        if self.comparator == "<":
            return False if self.value <= limit else None
        if self.comparator == ">":
            return True if self.value >= limit else None
        return self.value >= limit

    def above(self, limit: float) -> bool | None:
        """Whether the true value is > limit; None where the comparator leaves it open."""
        if self.comparator == "=":
            return self.value > limit
        return self.at_least(limit)

    def __str__(self) -> str:
        return f"{'' if self.comparator == '=' else self.comparator}{self.value:g}"
