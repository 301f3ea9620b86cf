"""Aggregate first: patients are counted once by day, group and way of leaving; estimation reads the counts.

Counting is one pass over the patients (numpy `bincount`); what follows costs the number of distinct days.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Ints = NDArray[np.int64]

FROM_ORIGIN = -1
"""Entry day of a patient observed from the origin on: before day 0, so that day 0 counts."""


@dataclass(frozen=True, slots=True)
class CountTable:
    """Patients by day, group and way of leaving observation.

    day: (D,) sorted distinct days on which anyone leaves.
    exits: (K, G, D) patients leaving; kind 0 is censoring, 1 … K-1 are events by cause.
    entry: G sorted arrays of entry days; a patient is at risk on day t if entry < t ≤ exit.
    """

    day: Ints
    exits: Ints
    entry: tuple[Ints, ...]

    @property
    def groups(self) -> int:
        return self.exits.shape[1]

    @property
    def n(self) -> Ints:
        """(G,) patients in each group."""
        return np.array([len(days) for days in self.entry], dtype=np.int64)

    @property
    def delayed(self) -> int:
        """Patients who came under observation after the origin."""
        return int(sum((days > FROM_ORIGIN).sum() for days in self.entry))

    def at_risk_on(self, days: ArrayLike) -> Ints:
        """(G, len(days)) patients with entry < day ≤ exit; days may be fractions."""
        wanted = np.asarray(days, dtype=float)
        entered = np.array([np.searchsorted(own, wanted, side="left") for own in self.entry], dtype=np.int64)
        gone = np.zeros((self.groups, len(self.day) + 1), dtype=np.int64)
        gone[:, 1:] = self.exits.sum(axis=0).cumsum(axis=1)
        before: Ints = entered - gone[:, np.searchsorted(self.day, wanted, side="left")]
        return before

    @property
    def at_risk(self) -> Ints:
        """(G, D) patients at risk on each day of the table."""
        return self.at_risk_on(self.day)

    def group(self, index: int) -> "CountTable":
        """One group alone, on the days on which one of its own patients leaves."""
        own = self.exits[:, index : index + 1, :]
        kept = own.any(axis=(0, 1))
        return CountTable(self.day[kept], own[:, :, kept], self.entry[index : index + 1])

    def flipped(self) -> "CountTable":
        """Censoring and events exchanged, for follow-up by reverse Kaplan–Meier."""
        turned = np.stack([self.exits[1:].sum(axis=0), self.exits[0]])
        return CountTable(self.day, turned, self.entry)


def count(
    days: ArrayLike,
    kind: ArrayLike,
    group: ArrayLike | None = None,
    *,
    groups: int = 1,
    kinds: int = 2,
    entry: ArrayLike | None = None,
) -> CountTable:
    """Count patients.

    All arrays are (n,). days: whole, from origin to leaving, 0 or more. kind: 0 censored, 1 … kinds-1 event.
    group: 0 … groups-1. entry: day of coming under observation, FROM_ORIGIN where that is the origin.
    Raises ValueError for fractions of days, negative times, unknown kinds or groups, entry not before exit.
    """
    exit_days = _whole(days, "Times")
    kinds_of = _within(kind, kinds, "kind of exit")
    groups_of = np.zeros_like(exit_days) if group is None else _within(group, groups, "group")
    entry_days = (
        np.full_like(exit_days, FROM_ORIGIN) if entry is None else _whole(entry, "Entry times", FROM_ORIGIN)
    )
    if (entry_days >= exit_days).any():
        raise ValueError("A patient must come under observation before leaving it.")
    day, exits = _tally(exit_days, kinds_of, groups_of, groups, kinds)
    own_entries = tuple(np.sort(entry_days[groups_of == index]) for index in range(groups))
    return CountTable(day, exits, own_entries)


def _tally(days: Ints, kind: Ints, group: Ints, groups: int, kinds: int) -> tuple[Ints, Ints]:
    length = int(days.max(initial=-1)) + 1
    cell = (kind * groups + group) * length + days
    dense = np.bincount(cell, minlength=kinds * groups * length).reshape(kinds, groups, length)
    day = np.flatnonzero(dense.any(axis=(0, 1)))
    return day, dense[:, :, day]


def _whole(values: ArrayLike, name: str, smallest: int = 0) -> Ints:
    given = np.asarray(values)
    whole = given.astype(np.int64)
    if (whole != given).any():
        raise ValueError(f"{name} must be whole days.")
    if (whole < smallest).any():
        raise ValueError(f"{name} must not be negative.")
    return whole


def _within(values: ArrayLike, size: int, name: str) -> Ints:
    codes = np.asarray(values).astype(np.int64)
    if ((codes < 0) | (codes >= size)).any():
        raise ValueError(f"Unknown {name}: expected 0 to {size - 1}.")
    return codes
