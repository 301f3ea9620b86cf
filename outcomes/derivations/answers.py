"""A derived value with the sentence that explains it."""

from collections.abc import Callable
from functools import cache
from typing import Any

Told = str | Callable[[], str]


class Answer:
    """A value, or None, and why: one sentence for a clinician, or a function that makes it when it is read.

    Most sentences are never read: the refresh stores values alone. They are functions of what never changes.
    """

    __slots__ = ("told", "value")

    def __init__(self, value: Any, told: Told) -> None:
        self.value = value
        self.told = told

    @property
    def why(self) -> str:
        return sentence(self.told)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Answer) and (self.value, self.why) == (other.value, other.why)

    def __repr__(self) -> str:
        return f"Answer({self.value!r}, {self.why!r})"


def sentence(told: Told) -> str:
    return told if isinstance(told, str) else told()


def not_derived(reason: Told) -> Answer:
    """No value; `reason` ends the sentence "Not derived: …"."""
    return Answer(None, why_not(reason))


def why_not(reason: Told) -> Told:
    """The sentence "Not derived: …", or what makes it."""
    return _without_value(reason) if isinstance(reason, str) else lambda: f"Not derived: {reason()}."


# There are a few dozen, and every patient lacks most of them.
@cache
def _without_value(reason: str) -> str:
    return f"Not derived: {reason}."


def named(code: str | None) -> str:
    """A response code as a clinician writes it."""
    return {"SD_NR": "NR", "CRi_or_better_unclassified": "CRi or better (counts missing)"}.get(
        code or "NE", code or "NE"
    )
