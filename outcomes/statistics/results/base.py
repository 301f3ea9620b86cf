"""What every result shares: exclusions, the method in words, plain data out and back in."""

import json
import math
import types
import typing
from abc import ABC, abstractmethod
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, ClassVar, Self

from outcomes.statistics.as_json import as_json

FEWEST_FOR_P = 10


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Patients left out of a result, and why."""

    reason: str
    n: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimate with its 95% limits. None is "not estimable", for a median "not reached"."""

    value: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One test between groups. `p` is always kept; `p_shown` and `reason` say whether a page prints it."""

    test: str
    statistic: float | None
    df: int | None
    p: float | None
    p_shown: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RangeEntry:
    """One number of a result, named by its row (group, and cause or label) and column in the CSV file, with
    partial dates imputed, all at their earliest and all at their latest possible day."""

    group: str
    part: str
    column: str
    as_imputed: float | None
    at_earliest: float | None
    at_latest: float | None

    @property
    def ends(self) -> tuple[float | None, float | None]:
        """Least and most of the three; None, "not reached", is beyond every number."""
        values = (self.as_imputed, self.at_earliest, self.at_latest)
        known = [value for value in values if value is not None]
        return min(known, default=None), None if len(known) < len(values) else max(known)


@dataclass(frozen=True, slots=True)
class DateRange:
    """How a result moves with partial dates. patients: whose times move. events: of the result, and how many
    of them rest on a partial date; None where the result has no events. warning: past the limits of medians
    and rates, why; many_imputed: so many events rest on a partial date that readers are warned of that, too,
    which the warning of a version frozen before says itself."""

    patients: int
    entries: tuple[RangeEntry, ...]
    events: int | None = None
    imputed_events: int | None = None
    warning: str = ""
    many_imputed: bool = False


@dataclass(frozen=True, kw_only=True)
class Result(ABC):
    """A statistic's answer, frozen. `payload()` can be stored as JSON and read back with `from_payload`."""

    kind: ClassVar[str]
    excluded: tuple[Exclusion, ...] = ()
    method: str = ""
    date_range: DateRange | None = None

    @abstractmethod
    def rows(self) -> list[dict[str, Any]]:
        """Flat rows for a CSV file: unrounded values, each with its n and missing."""

    def payload(self) -> dict[str, Any]:
        """JSON-able: only None, bool, int, float, str, list and dict. Infinity and NaN become None."""
        payload: dict[str, Any] = json.loads(self.as_json())
        return payload

    def as_json(self) -> str:
        """The payload as JSON text."""
        return as_json(
            {"kind": self.kind, **{field.name: getattr(self, field.name) for field in fields(self)}}
        )

    @classmethod
    def from_plain(cls, payload: dict[str, Any]) -> Self:
        return restored(cls, payload)


NO_EVENTS = "fewer than two groups have patients at risk when an event happens."


def comparison(
    test: str,
    statistic: float,
    df: int | None,
    p: float,
    sizes: typing.Iterable[int],
    impossible: str = NO_EVENTS,
) -> Comparison:
    """Name a test and decide whether its p value is printed.

    `sizes` are the patients in each group. No p value is printed where a group has fewer than ten.
    `impossible` says what it means where there is none.
    """
    reason = _reason_hidden(known(p), list(sizes), impossible)
    return Comparison(test, known(statistic), df, known(p), not reason, reason)


def _reason_hidden(p: float | None, sizes: list[int], impossible: str) -> str:
    if len(sizes) < 2:
        return "There is only one group to compare."
    if p is None:
        return f"The test cannot be computed: {impossible}"
    if min(sizes) < FEWEST_FOR_P:
        return f"P value not shown: a group has fewer than {FEWEST_FOR_P} patients."
    return ""


def known(value: float | None) -> float | None:
    """The value as a float, or None where it is absent, NaN or infinite."""
    return None if value is None or not math.isfinite(value) else float(value)


def restored(expected: Any, value: Any) -> Any:
    """The inverse of `payload`, guided by the annotations of the dataclass expected.

    A field that was not there yet when the value was stored has its default.
    """
    if value is None:
        return None
    if isinstance(expected, types.UnionType):
        return restored(next(kind for kind in typing.get_args(expected) if kind is not type(None)), value)
    if typing.get_origin(expected) is tuple:
        return tuple(restored(typing.get_args(expected)[0], item) for item in value)
    if isinstance(expected, type) and is_dataclass(expected):
        hints = typing.get_type_hints(expected)
        return expected(
            **{
                field.name: restored(hints[field.name], value[field.name])
                for field in fields(expected)
                if field.name in value
            }
        )
    return value
