"""A derived value with the sentence that explains it."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple


class Answer(NamedTuple):
    """A value, or None, and why: one sentence for a clinician."""

    value: Any
    why: str


def not_derived(reason: str) -> Answer:
    """No value; `reason` ends the sentence "Not derived: …"."""
    return Answer(None, f"Not derived: {reason}.")


def named(code: str | None) -> str:
    """A response code as a clinician writes it."""
    return {"SD_NR": "NR", "CRi_or_better_unclassified": "CRi or better (counts missing)"}.get(
        code or "NE", code or "NE"
    )


def first_day(days: Iterable[date | None]) -> date | None:
    """The earliest of the days that are known."""
    return min((day for day in days if day is not None), default=None)


def last_day(days: Iterable[date | None]) -> date | None:
    """The latest of the days that are known."""
    return max((day for day in days if day is not None), default=None)
