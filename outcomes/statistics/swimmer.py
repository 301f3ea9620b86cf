"""Courses of single patients from regimen start: what was when, one lane a patient.

Patients stand for themselves here: whoever shows lanes has checked that each patient may be seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from outcomes.statistics.columns import Floats
from outcomes.statistics.frame import days_between, flags, numbers

MOST_LANES = 60
BEFORE, IN_RESPONSE, AFTERWARDS = "Before response", "In response", "After relapse or failure"
RESPONSE, RELAPSE, TRANSPLANT, NEXT, DEATH, ONGOING = (
    "Response",
    "Relapse",
    "Transplantation",
    "Next treatment",
    "Death",
    "Alive at last contact",
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days `start` to `stop` in one state."""

    state: str
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Mark:
    event: str
    day: int


@dataclass(frozen=True, slots=True)
class Lane:
    """One patient: days under observation from regimen start, stretches without gaps, marks in order."""

    label: str
    days: int
    stretches: tuple[Stretch, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Swimmer:
    """lanes: the longest first, at most MOST_LANES. n: patients with a time; missing: those without."""

    lanes: tuple[Lane, ...]
    n: int
    missing: int


def swimmer(frame: pd.DataFrame, labels: Sequence[str]) -> Swimmer:
    """Lanes of the patients of a frame; `labels` names them, row by row."""
    days, event = numbers(frame, "os_start_days"), numbers(frame, "os_start_event")
    known = np.flatnonzero(~np.isnan(days) & ~np.isnan(event) & (days >= 0))
    on = {name: days_between(frame, "start_on", f"{name}_on") for name in ("response", "relapse", "failure")}
    on["asct"] = np.where(flags(frame, "asct"), days_between(frame, "start_on", "asct_on"), np.nan)
    on["next"] = days_between(frame, "start_on", "next_start_on")
    order = sorted(known.tolist(), key=lambda at: (-days[at], labels[at]))
    lanes = [_lane(labels[at], int(days[at]), bool(event[at]), on, at) for at in order[:MOST_LANES]]
    return Swimmer(tuple(lanes), len(known), len(frame) - len(known))


def _lane(label: str, last: int, died: bool, on: dict[str, Floats], at: int) -> Lane:
    response, relapse, failure = (_day(on[name][at], last) for name in ("response", "relapse", "failure"))
    named = (
        (RESPONSE, response),
        (TRANSPLANT, _day(on["asct"][at], last)),
        (RELAPSE, relapse),
        (NEXT, _day(on["next"][at], last)),
    )
    marks = [Mark(event, day) for event, day in named if day is not None]
    marks.append(Mark(DEATH if died else ONGOING, last))
    ended = relapse if relapse is not None else failure
    return Lane(
        label, last, _stretches(last, response, ended), tuple(sorted(marks, key=lambda mark: mark.day))
    )


def _day(value: float, last: int) -> int | None:
    """A day within the time under observation, else None."""
    return int(value) if not np.isnan(value) and 0 <= value <= last else None


def _stretches(last: int, response: int | None, ended: int | None) -> tuple[Stretch, ...]:
    turns = [(BEFORE, 0)]
    if response is not None:
        turns.append((IN_RESPONSE, response))
    if ended is not None and ended >= (response or 0):
        turns.append((AFTERWARDS, ended))
    stops = [*(day for _, day in turns[1:]), last]
    found = (Stretch(state, start, stop) for (state, start), stop in zip(turns, stops, strict=True))
    return tuple(one for one in found if one.stop > one.start)
