"""Aggregate first: patients are counted once by day, group and way of leaving; estimation reads the counts.

Counting is one pass over the patients; what follows costs the number of distinct days.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csc_array

Ints = NDArray[np.int64]
Whole = NDArray[np.signedinteger[Any]]
"""Integers of any width: narrow ones are counted in less time."""


BLOCK = 2**18
"""Patients counted at once."""
ONES = np.ones(BLOCK, dtype=np.int32)
"""(BLOCK,) a one for each patient of a block: what is added up in the cells."""
ALL_OF_THE_FIRST = np.int8(0)
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
        place, exits = _on_days_of_exits(self.exits[:, index : index + 1])
        return CountTable(self.day[place], exits, self.entry_day, self.entries[index : index + 1])

    def flipped(self) -> "CountTable":
        """Censoring and events exchanged, for follow-up by reverse Kaplan–Meier."""
        turned = np.stack([self.exits[1:].sum(axis=0), self.exits[0]])
        return CountTable(self.day, turned, self.entry_day, self.entries)


@dataclass(frozen=True, slots=True)
class Cells:
    """Patients as numbers of the cells of a count table, so that many cohorts of them are counted quickly.

    cell: (n,) place of the patient's day, way of leaving and group among kinds × groups of each day.
    """

    cell: Whole
    size: int
    kinds: int
    groups: int

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
        patients = _Patients(_whole(days, "Times"), kind, group, kinds, groups)
        cells = patients.cells(slice(None), patients.rooms(len(patients.days)))
        return cls(cells, patients.size, kinds, groups)

    def counted(self, stretches: Iterable[slice]) -> CountTable:
        """The count table of the patients in these stretches of rows, the fewer the better."""
        cells = np.concatenate([self.cell[rows] for rows in stretches])
        tally = _tally((cells[block] for block in _blocks(len(cells))), self.size)
        return _from_origin(*_by_day(tally, self.kinds, self.groups))


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
    day, exits = _Patients(exit_days, kind, group, kinds, groups).counted()
    if entry is None:
        return _from_origin(day, exits)
    entry_days = _whole(entry, "Entry times", FROM_ORIGIN)
    if (entry_days >= exit_days).any():
        raise ValueError("A patient must come under observation before leaving it.")
    # Days from the origin on are counted from 0, so FROM_ORIGIN is shifted there for the counting.
    shifted, entries = _Patients(entry_days - FROM_ORIGIN, None, group, 1, groups).counted()
    return CountTable(day, exits, shifted + FROM_ORIGIN, entries[0])


class _Patients:
    """Patients as they come, with a day, a kind and a group of each; without codes all are of the first."""

    def __init__(
        self, days: Whole, kind: ArrayLike | None, group: ArrayLike | None, kinds: int, groups: int
    ) -> None:
        self.days, self.kinds, self.groups = days, kinds, groups
        self.size = (int(days.max(initial=-1)) + 1) * kinds * groups
        self.kind, self.group = (
            np.broadcast_to(_integers(ALL_OF_THE_FIRST if codes is None else codes), days.shape)
            for codes in (kind, group)
        )

    def counted(self) -> tuple[Ints, Ints]:
        """(D,) distinct days and (kinds, groups, D) patients on them.

        Counted block by block, so that what is worked on stays in the processor's cache.
        """
        rooms = self.rooms(min(BLOCK, len(self.days)))
        tally = _tally((self.cells(block, rooms) for block in _blocks(len(self.days))), self.size)
        return _by_day(tally, self.kinds, self.groups)

    def cells(self, some: slice, rooms: tuple[Whole, Whole]) -> Whole:
        """The places of some patients among kinds × groups of each day, written into the first room."""
        days = self.days[some]
        cell, code = (room[: len(days)] for room in rooms)
        kind = _within(self.kind[some], self.kinds, "kind of exit")
        np.multiply(kind, self.groups, out=code, dtype=code.dtype)
        code += _within(self.group[some], self.groups, "group")
        np.multiply(days, self.kinds * self.groups, out=cell, dtype=cell.dtype)
        cell += code
        return cell

    def rooms(self, patients: int) -> tuple[Whole, Whole]:
        """For the cells of so many patients, and for their kinds and groups: as narrow as these allow."""
        codes = _narrowest(self.kinds * self.groups, self.kind.dtype, self.group.dtype)
        cells = _narrowest(self.size, self.days.dtype, codes)
        return np.empty(patients, cells), np.empty(patients, codes)


def _narrowest(size: int, *given: np.dtype[Any]) -> np.dtype[Any]:
    """The narrowest integers that hold what is given, and places among so many."""
    return np.result_type(np.min_scalar_type(-size), *given)


def _blocks(patients: int) -> Iterator[slice]:
    return (slice(start, start + BLOCK) for start in range(0, patients, BLOCK))


def _tally(blocks: Iterable[Whole], size: int) -> Ints:
    """(size,) how many patients are in each cell, from the cells of one block of them after another."""
    tally = np.zeros(size, dtype=np.int64)
    for cells in blocks:
        # One column with a one in the cell of each patient; times 1, all in a cell add up. `bincount` does
        # the same in half as long again: it copies narrow integers to wide ones and looks for the largest.
        ends = np.array([0, len(cells)], dtype=np.int32)
        tally += csc_array((ONES[: len(cells)], cells, ends), shape=(size, 1)) @ ONES[:1]
    return tally


def _by_day(tally: Ints, kinds: int, groups: int) -> tuple[Ints, Ints]:
    """(D,) distinct days and (kinds, groups, D) patients on them, from the patients of every cell."""
    # Without groups there is nobody to count, and no cell either.
    days = tally.reshape(-1, max(kinds * groups, 1))
    return _on_days_of_exits(np.ascontiguousarray(days.T).reshape(kinds, groups, len(days)))


def _on_days_of_exits(table: Ints) -> tuple[Ints, Ints]:
    """The places of the days on which anybody is counted, and the table of these days alone."""
    place = np.flatnonzero(table.any(axis=(0, 1)))
    return place, table if len(place) == table.shape[2] else table.take(place, axis=2)


def _from_origin(day: Ints, exits: Ints) -> CountTable:
    """Everybody came under observation at the origin."""
    return CountTable(day, exits, np.array([FROM_ORIGIN]), exits.sum(axis=(0, 2))[:, np.newaxis])


def _before(day: Ints, counts: Ints, wanted: NDArray[np.float64]) -> Ints:
    """(G, len(wanted)) patients counted on days before each wanted one."""
    total = np.zeros((len(counts), len(day) + 1), dtype=np.int64)
    counts.cumsum(axis=1, out=total[:, 1:])
    return total[:, np.searchsorted(day, wanted, side="left")]


def _whole(values: ArrayLike, name: str, smallest: int = 0) -> Whole:
    whole = _integers(values)
    if whole is not values and (whole != values).any():
        raise ValueError(f"{name} must be whole days.")
    if whole.min(initial=smallest) < smallest:
        raise ValueError(f"{name} must not be negative.")
    return whole


def _integers(values: ArrayLike) -> Whole:
    """As they are if they are integers of any width; else what is left of them as integers."""
    given = np.asarray(values)
    return given if given.dtype.kind == "i" else given.astype(np.int64)


def _within(codes: Whole, size: int, name: str) -> Whole:
    # Read without its sign a negative code is the largest of all, so that one pass finds both.
    if len(codes) and codes.view(f"u{codes.itemsize}").max() >= size:
        raise ValueError(f"Unknown {name}: expected 0 to {size - 1}.")
    return codes
