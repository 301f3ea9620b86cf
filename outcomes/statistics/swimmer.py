"""Courses of single patients from regimen start: what was given and what happened when, one lane a patient.

Patients stand for themselves here: whoever shows lanes has checked that each patient may be seen.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
import pandas as pd

from outcomes.statistics.columns import Floats
from outcomes.statistics.courses import FAMILIES, OTHER
from outcomes.statistics.frame import column, days_between, flags, numbers
from outcomes.statistics.given import Given
from outcomes.statistics.labels import REGIMEN

MOST_LANES = 150
RESPONSE, RELAPSE, TRANSPLANT, DEATH, ONGOING = (
    "Response",
    "Relapse",
    "Transplantation",
    "Death",
    "Alive at last contact",
)


@dataclass(frozen=True, slots=True)
class Treatment:
    """Days `start` to `stop` under one treatment. cycles: the first days of those within them."""

    name: str
    family: str
    line: str
    start: int
    stop: int
    cycles: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    event: str
    day: int


@dataclass(frozen=True, slots=True)
class Lane:
    """One patient: days under observation from regimen start, treatments without overlap, marks in order.

    response: first and last day in response, None without one.
    """

    label: str
    days: int
    treatments: tuple[Treatment, ...]
    response: tuple[int, int] | None
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Swimmer:
    """lanes: the longest first, at most MOST_LANES. n: patients with a time; missing: those without."""

    lanes: tuple[Lane, ...]
    n: int
    missing: int


def by_time(frame: pd.DataFrame, labels: Sequence[str]) -> list[int]:
    """The places of the patients with a time, the longest first; `labels` names them, row by row."""
    days = _days(frame)
    known = np.flatnonzero(~np.isnan(days) & (days >= 0)).tolist()
    return sorted(known, key=lambda at: (-days[at], labels[at]))


def longest(frame: pd.DataFrame, labels: Sequence[str]) -> list[int]:
    """The places of the patients who are drawn, in their order."""
    return by_time(frame, labels)[:MOST_LANES]


def swimmer(
    frame: pd.DataFrame, labels: Sequence[str], given: Mapping[int, Sequence[Given]] | None = None
) -> Swimmer:
    """Lanes of the patients of a frame. given: by place, what each was given, in order of start."""
    days, died = _days(frame), numbers(frame, "os_start_event")
    on = {name: days_between(frame, "start_on", f"{name}_on") for name in ("response", "relapse", "failure")}
    on["asct"] = np.where(flags(frame, "asct"), days_between(frame, "start_on", "asct_on"), np.nan)
    starts = np.asarray(column(frame, "start_on").days, dtype="datetime64[D]")
    lanes = []
    for at in longest(frame, labels):
        last, own = int(days[at]), (given or {}).get(at, ())
        happened = {name: _day(values[at], last) for name, values in on.items()}
        treatments = tuple(_treatments(own, starts[at].astype(date), last))
        lanes.append(_lane(labels[at], last, bool(died[at]), happened, treatments))
    known = int((~np.isnan(days) & (days >= 0)).sum())
    return Swimmer(tuple(lanes), known, len(frame) - known)


def _days(frame: pd.DataFrame) -> Floats:
    """Days under observation; nan where nobody knows how they ended."""
    days = numbers(frame, "os_start_days")
    return np.where(np.isnan(numbers(frame, "os_start_event")), np.nan, days)


def _lane(
    label: str, last: int, died: bool, on: dict[str, int | None], treatments: tuple[Treatment, ...]
) -> Lane:
    named = ((RESPONSE, on["response"]), (TRANSPLANT, on["asct"]), (RELAPSE, on["relapse"]))
    marks = [Mark(event, day) for event, day in named if day is not None]
    marks.append(Mark(DEATH if died else ONGOING, last))
    marks.sort(key=lambda mark: mark.day)
    return Lane(label, last, treatments, _in_response(on, last), tuple(marks))


def _in_response(on: dict[str, int | None], last: int) -> tuple[int, int] | None:
    """From the response to the relapse, or to the failure without one, or to the last day."""
    begun, relapse, failure = on["response"], on["relapse"], on["failure"]
    if begun is None:
        return None
    ended = relapse if relapse is not None else failure
    return begun, last if ended is None or ended < begun else ended


def _day(value: float, last: int) -> int | None:
    """A day within the time under observation, else None."""
    return int(value) if not np.isnan(value) and 0 <= value <= last else None


def _treatments(given: Sequence[Given], origin: date, last: int) -> Iterator[Treatment]:
    """What was given within the time under observation; each ends with the next at the latest."""
    for one, following in pairwise([*given, None]):
        assert one
        start = (one.start_on - origin).days
        ends = [last, *([(following.start_on - origin).days] if following else [])]
        ends += [(one.stop_on - origin).days] if one.stop_on else []
        stop = min(ends)
        if start < 0 or stop < start or start > last:
            continue
        cycles = tuple(day for begun, _ in one.cycles if start <= (day := (begun - origin).days) <= stop)
        # What was given on one day, such as cells, is a bar of a day.
        name, family = REGIMEN.get(one.code, one.code or "Not stated"), FAMILIES.get(one.code, OTHER)
        yield Treatment(name, family, one.line, start, max(stop, start + 1), cycles)
