"""Aggregate first: patients are counted once by day, group and way of leaving; estimation reads the counts.

Counting is one pass over the patients (numpy `bincount`); what follows costs the number of distinct days.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Ints = NDArray[np.int64]

BLOCK = 2**17
"""Patients counted at once."""
FROM_ORIGIN = -1
"""Entry day of a patient observed from the origin on: before day 0, so that day 0 counts."""


@dataclass(frozen=True, slots=True)
class CountTable:
    """Patients by day, group and way of leaving observation.

    day: (D,) sorted distinct days on which anyone leaves.
    exits: (K, G, D) patients leaving; kind 0 is censoring, 1 … K-1 are events by cause.
    entry_day: (E,) sorted distinct days on which anyone comes under observation. entries: (G, E) patients
    doing so. A patient is at risk on day t if entry < t ≤ exit.
    """

    day: Ints
    exits: Ints
    entry_day: Ints
    entries: Ints

    @property
    def groups(self) -> int:
        return self.exits.shape[1]

    @property
    def n(self) -> Ints:
        """(G,) patients in each group."""
        n: Ints = self.entries.sum(axis=1)
        return n

    @property
    def delayed(self) -> int:
        """Patients who came under observation after the origin."""
        return int(self.entries[:, self.entry_day > FROM_ORIGIN].sum())

    def at_risk_on(self, days: ArrayLike) -> Ints:
        """(G, len(days)) patients with entry < day ≤ exit; days may be fractions."""
        wanted = np.asarray(days, dtype=float)
        entered = _before(self.entry_day, self.entries, wanted)
        gone = _before(self.day, self.exits.sum(axis=0), wanted)
        return entered - gone

    @property
    def at_risk(self) -> Ints:
        """(G, D) patients at risk on each day of the table."""
        if len(self.entry_day) != 1 or self.entry_day[0] >= self.day.min(initial=0):
            return self.at_risk_on(self.day)
        # All entered at once, before anyone left: who is at risk is who has not left on a day before.
        leaving = self.exits.sum(axis=0)
        at_risk: Ints = self.entries - leaving.cumsum(axis=1) + leaving
        return at_risk

    def group(self, index: int) -> "CountTable":
        """One group alone, on the days on which one of its own patients leaves."""
        own = self.exits[:, index : index + 1, :]
        kept = own.any(axis=(0, 1))
        return CountTable(self.day[kept], own[:, :, kept], self.entry_day, self.entries[index : index + 1])

    def flipped(self) -> "CountTable":
        """Censoring and events exchanged, for follow-up by reverse Kaplan–Meier."""
        turned = np.stack([self.exits[1:].sum(axis=0), self.exits[0]])
        return CountTable(self.day, turned, self.entry_day, self.entries)


@dataclass(frozen=True, slots=True)
class Cells:
    """Patients as numbers of the cells of a count table, so that any of them are counted in one pass.

    cell: (n,) place of the patient's way of leaving, group and day among all of them.
    """

    cell: NDArray[np.signedinteger[Any]]
    kinds: int
    groups: int
    length: int

    @classmethod
    def of(
        cls,
        days: ArrayLike,
        kind: ArrayLike,
        group: ArrayLike | None = None,
        *,
        groups: int = 1,
        kinds: int = 2,
    ) -> "Cells":
        """Arguments and errors are those of `count`; all patients are observed from the origin on."""
        exit_days = _whole(days, "Times")
        rows = _cells(_within(kind, kinds, "kind of exit"), group, groups)
        length = int(exit_days.max(initial=-1)) + 1
        small = kinds * groups * length <= np.iinfo(np.int32).max
        return cls((rows * length + exit_days).astype(np.int32 if small else np.int64), kinds, groups, length)

    def counted(self, patients: Ints) -> CountTable:
        """The count table of the patients at these places."""
        shape = self.kinds, self.groups, self.length
        dense = np.bincount(self.cell[patients], minlength=self.kinds * self.groups * self.length).reshape(
            shape
        )
        day = np.flatnonzero(dense.any(axis=(0, 1)))
        exits = dense if len(day) == self.length else dense[:, :, day]
        return CountTable(day, exits, np.array([FROM_ORIGIN]), exits.sum(axis=(0, 2))[:, np.newaxis])


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
    groups_of = None if group is None else _within(group, groups, "group")

    def group_of(patients: slice) -> Ints | int:
        return 0 if groups_of is None else groups_of[patients]

    def cell_of(patients: slice) -> Ints:
        cell = kinds_of[patients] * groups
        cell += group_of(patients)
        return cell

    day, exits = _tally(exit_days, cell_of, kinds * groups)
    by_kind = exits.reshape(kinds, groups, len(day))
    if entry is None:
        everybody = by_kind.sum(axis=(0, 2))[:, np.newaxis]
        return CountTable(day, by_kind, np.array([FROM_ORIGIN]), everybody)
    entry_days = _whole(entry, "Entry times", FROM_ORIGIN)
    if (entry_days >= exit_days).any():
        raise ValueError("A patient must come under observation before leaving it.")
    # Days from the origin on are counted from 0, so FROM_ORIGIN is shifted there for the counting.
    shifted, entries = _tally(entry_days - FROM_ORIGIN, group_of, groups)
    return CountTable(day, by_kind, shifted + FROM_ORIGIN, entries)


def _cells(kind: Ints, group: ArrayLike | None, groups: int) -> Ints:
    """(n,) one number for each combination of kind and group."""
    return kind * groups + (0 if group is None else _within(group, groups, "group"))


def _tally(days: Ints, cell_of: Callable[[slice], Ints | int], number: int) -> tuple[Ints, Ints]:
    """(D,) distinct days and (number, D) patients of each cell on them; cell_of: the cells of some patients.

    Patients are counted block by block, so that what is worked on stays in the processor's cache.
    """
    length = int(days.max(initial=-1)) + 1
    tally = np.zeros(number * length, dtype=np.int64)
    block = max(BLOCK, len(tally))
    for start in range(0, len(days), block):
        own = slice(start, start + block)
        place = cell_of(own) * length
        place += days[own]
        tally += np.bincount(place, minlength=len(tally))
    dense = tally.reshape(number, length)
    day = np.flatnonzero(dense.any(axis=0))
    return day, dense if len(day) == length else dense[:, day]


def _before(day: Ints, counts: Ints, wanted: NDArray[np.float64]) -> Ints:
    """(G, len(wanted)) patients counted on days before each wanted one."""
    total = np.zeros((len(counts), len(day) + 1), dtype=np.int64)
    counts.cumsum(axis=1, out=total[:, 1:])
    return total[:, np.searchsorted(day, wanted, side="left")]


def _whole(values: ArrayLike, name: str, smallest: int = 0) -> Ints:
    given = np.asarray(values)
    whole = given.astype(np.int64, copy=False)
    if whole is not given and (whole != given).any():
        raise ValueError(f"{name} must be whole days.")
    if whole.min(initial=smallest) < smallest:
        raise ValueError(f"{name} must not be negative.")
    return whole


def _within(values: ArrayLike, size: int, name: str) -> Ints:
    codes = np.asarray(values).astype(np.int64, copy=False)
    # Read without its sign a negative code is the largest of all, so that one pass finds both.
    if len(codes) and codes.view(np.uint64).max() >= size:
        raise ValueError(f"Unknown {name}: expected 0 to {size - 1}.")
    return codes
