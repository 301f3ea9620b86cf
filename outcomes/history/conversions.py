"""Answers as the registry holds them, as values of a history. Absent stays absent."""

from datetime import date
from functools import lru_cache
from typing import Any

from .values import Reading, Span


# The same days and counts come again and again, and what is made of them never changes.
@lru_cache(maxsize=50_000)
def span(value: Any) -> Span | None:
    """A Span of a calendar day or of a date with missing parts."""
    if value is None:
        return None
    if isinstance(value, date):
        return Span.on(value)
    return Span(value.earliest, value.latest, value.date)


@lru_cache(maxsize=50_000)
def reading(value: Any) -> Reading | None:
    """A laboratory value with its comparator; a plain number is equal to itself."""
    return None if value is None else Reading(float(value), getattr(value, "comparator", "="))


def number(value: Any) -> float | None:
    return None if value is None else float(value)


def text(value: Any) -> str:
    return value or ""


def same(value: Any) -> Any:
    return value


def codes(value: Any) -> tuple[str, ...]:
    return tuple(value or ())
