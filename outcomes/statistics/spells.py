"""Spells under observation as a Cox model reads them: in order, alike ones together, with their risk sets."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from outcomes.statistics.counts import FROM_ORIGIN, Ints
from outcomes.statistics.survival import Floats

Indices = NDArray[np.intp]
Mask = NDArray[np.bool_]
Ranks = tuple[Ints, int]
"""(n,) numbers in an order, the same for the same; and one more than the largest."""
MOST_KEYS = 2**62
MOST_COUNTED = 8
"""Keys are counted instead of sorted where there are at most so many for each row."""
MOST_UNSORTED = 2**20
"""Whole numbers within so wide a range are ranks of their own."""


@dataclass(frozen=True, slots=True)
class Times:
    """When each of n spells begins and ends: at risk at t if entry < t ≤ stop, entry being FROM_ORIGIN where
    that is the origin. event: whether it ends with the event. stratum: codes. rank: numbers in the order of
    stratum, stop, entry and event, the same where all of these are."""

    entry: Floats
    stop: Floats
    event: Mask
    stratum: Floats
    rank: Ints

    @classmethod
    def of(
        cls,
        stop: ArrayLike,
        event: ArrayLike,
        *,
        entry: ArrayLike | None = None,
        stratum: ArrayLike | None = None,
    ) -> "Times":
        ends, events = np.asarray(stop, dtype=float), np.asarray(event, dtype=bool)
        entries = np.full(len(ends), float(FROM_ORIGIN)) if entry is None else np.asarray(entry, dtype=float)
        strata = np.zeros(len(ends)) if stratum is None else np.asarray(stratum, dtype=float)
        return cls(entries, ends, events, strata, combined(map(ranks, [strata, ends, entries, events]))[0])

    def taken(self, rows: Mask | Indices) -> "Times":
        """The spells of a mask, or at some places."""
        return Times(self.entry[rows], self.stop[rows], self.event[rows], self.stratum[rows], self.rank[rows])


@dataclass(frozen=True, slots=True)
class Spells:
    """Time under observation: of each patient one spell, or several that follow each other.

    covariates: (n, K) numbers. entry, stop, event: (n,) as of Times. count: (n,) how many spells a row stands
    for. Rows are in order of strata, stop, entry, event and covariates, none twice. risk_sets: of each
    stratum in which an event happens.
    """

    covariates: Floats
    entry: Floats
    stop: Floats
    event: Mask
    count: Floats
    risk_sets: tuple["RiskSets", ...]

    @classmethod
    def of(cls, covariates: ArrayLike, times: Times) -> "Spells":
        """Spells in an order of their own: sums, to the last digit, do not depend on the order given."""
        columns = np.asarray(covariates, dtype=float).reshape(len(times.stop), -1)
        kinds = combined(map(ranks, columns.T))
        return cls.of_kinds(times, slice(None), kinds, lambda places: columns[places])

    @classmethod
    def of_kinds(
        cls, times: Times, chosen: Indices | slice, kinds: Ranks, covariates: Callable[[Indices], Floats]
    ) -> "Spells":
        """chosen: which of the times are observed. kinds: of these, the same rank where all covariates are;
        covariates: (m, K) of those at m places among all times."""
        kept, count = _first_of_each(times.rank[chosen], *kinds)
        kept = kept if isinstance(chosen, slice) else chosen[kept]
        own = times.taken(kept)
        risk_sets = tuple(
            RiskSets.of(rows, own.entry[rows], own.stop[rows], own.event[rows], count[rows])
            for rows in _strata(own.stratum, own.event)
        )
        # Column after column, as the likelihood sums them.
        columns = np.asfortranarray(covariates(kept))
        return cls(columns, own.entry, own.stop, own.event, count, risk_sets)

    @property
    def n(self) -> int:
        return int(self.count.sum())

    @property
    def events(self) -> int:
        return int(self.count[self.event].sum())

    def mean(self) -> Floats:
        """(K,) of the covariates of all spells."""
        mean: Floats = self.count @ self.covariates / self.count.sum()
        return mean

    def spread(self) -> Floats:
        """(K,) standard deviations of the covariates of all spells."""
        spread: Floats = np.sqrt(self.count @ (self.covariates - self.mean()) ** 2 / self.count.sum())
        return spread

    def with_covariates(self, covariates: Floats) -> "Spells":
        return replace(self, covariates=covariates)


@dataclass(frozen=True, slots=True)
class RiskSets:
    """Who is at risk, and who has the event, at each of T event times of a stratum: n rows in order of stop.

    time: (T,). count: (n,) as of Spells. leaving: (T,) the first row that leaves at each time or later. last:
    (n,) event times until a row leaves. died: (E,) rows with the event, died_at: the number of their time,
    dying_from: (T,) the first of each time. draw_at, share: of every event, its time and Efron's share;
    drawn_from: (T,) the first of each time.
    """

    rows: slice
    time: Floats
    count: Floats
    leaving: Indices
    last: Indices
    late: "Late | None"
    died: Indices
    died_at: Indices
    dying_from: Indices
    draw_at: Indices
    drawn_from: Indices
    share: Floats

    @classmethod
    def of(cls, rows: slice, entry: Floats, stop: Floats, event: Mask, count: Floats) -> "RiskSets":
        died = np.flatnonzero(event)
        # The rows are in order of stop.
        is_first = np.diff(stop[died], prepend=np.nan) != 0
        time, died_at = stop[died][is_first], is_first.cumsum() - 1
        events = np.bincount(died_at, count[died]).astype(np.int64)
        drawn_from = events.cumsum() - events
        draw_at = np.repeat(np.arange(len(time)), events)
        return cls(
            rows,
            time,
            count,
            np.searchsorted(stop, time, side="left"),
            np.searchsorted(time, stop, side="right"),
            Late.of(np.searchsorted(time, entry, side="right"), len(time)),
            died,
            died_at,
            np.searchsorted(died_at, np.arange(len(time))),
            draw_at,
            drawn_from,
            (np.arange(len(draw_at)) - drawn_from[draw_at]) / events[draw_at],
        )

    def at_risk(self, values: Floats) -> Floats:
        """(…, T) sums of (…, n) values over the rows at risk at each time."""
        staying = _from_the_end(np.add.reduceat(values, self.leaving, axis=-1))
        return staying - self.late.after(values) if self.late else staying

    def dying(self, values: Floats) -> Floats:
        """(…, T) sums of (…, n) values over the rows with the event at each time."""
        total: Floats = np.add.reduceat(values[..., self.died], self.dying_from, axis=-1)
        return total

    def drawn(self, values: Floats) -> Floats:
        """(T,) sums of values of every event."""
        total: Floats = np.add.reduceat(values, self.drawn_from)
        return total

    def while_at_risk(self, values: Floats) -> Floats:
        """(n,) sums of (T,) values over the times at which each row is at risk."""
        until = np.concatenate([[0.0], values.cumsum()])
        total: Floats = until[self.last]
        if self.late:
            total[self.late.rows] -= until[self.late.missed]
        return total


@dataclass(frozen=True, slots=True)
class Late:
    """The L rows that enter after an event, in that order. missed: (L,) event times before each. groups: the
    first row of each such number. next_group: (T,) the first group that enters after each time."""

    rows: Indices
    missed: Indices
    groups: Indices
    next_group: Indices

    @classmethod
    def of(cls, missed: Indices, times: int) -> "Late | None":
        """missed: (n,) event times before each row enters."""
        rows = np.flatnonzero(missed)
        if not len(rows):
            return None
        rows = rows[np.argsort(missed[rows], kind="stable")]
        numbers, groups = np.unique(missed[rows], return_index=True)
        return cls(rows, missed[rows], groups, np.searchsorted(numbers, np.arange(times), side="right"))

    def after(self, values: Floats) -> Floats:
        """(…, T) sums of (…, n) values over the rows that enter after each time, or at it."""
        later = _from_the_end(np.add.reduceat(values[..., self.rows], self.groups, axis=-1))
        nobody = np.zeros((*later.shape[:-1], 1))
        total: Floats = np.concatenate([later, nobody], axis=-1)[..., self.next_group]
        return total


def _from_the_end(values: Floats) -> Floats:
    total: Floats = values[..., ::-1].cumsum(axis=-1)[..., ::-1]
    return total


def _strata(stratum: Floats, event: Mask) -> Iterator[slice]:
    """The rows of each stratum in which an event happens."""
    starts = np.flatnonzero(np.diff(stratum, prepend=np.nan) != 0)
    for first, end in zip(starts, [*starts[1:], len(stratum)], strict=True):
        if event[first:end].any():
            yield slice(int(first), int(end))


def _first_of_each(rank: Ints, kind: Ints, kinds: int) -> tuple[Indices, Floats]:
    """(m,) the first place of each combination of rank and kind, in their order; and how many there are."""
    key, size = rank * kinds + kind, (int(rank.max(initial=-1)) + 1) * kinds
    if size > MOST_COUNTED * len(key):
        _, places, counts = np.unique(key, return_index=True, return_counts=True)
        return places, counts.astype(float)
    counts = np.bincount(key, minlength=size)
    places = np.empty(size, dtype=np.intp)
    places[key[::-1]] = np.arange(len(key))[::-1]
    present = np.flatnonzero(counts)
    return places[present], counts[present].astype(float)


def combined(parts: Iterable[Ranks]) -> Ranks:
    """Ranks in the order of all parts, the first before the others: the same where all parts are."""
    key, size = np.zeros(1, dtype=np.int64), 1
    for own, levels in parts:
        if size * levels > MOST_KEYS:
            key, size = _sorted_ranks(key)
        key, size = key * levels + own, size * levels
    if size > MOST_COUNTED * len(key):
        return _sorted_ranks(key)
    occurs = np.zeros(size, dtype=bool)
    occurs[key] = True
    return (occurs.cumsum() - 1)[key], int(occurs.sum())


def ranks(column: NDArray[Any]) -> Ranks:
    """Ranks in the order of the values; those of whole numbers close to each other may have gaps."""
    values = np.asarray(column, dtype=float)
    least, most = values.min(initial=0), values.max(initial=0)
    if most - least > MOST_UNSORTED or (values != np.floor(values)).any():
        return _sorted_ranks(values)
    return (values - least).astype(np.int64), int(most - least) + 1


def _sorted_ranks(values: NDArray[Any]) -> Ranks:
    levels, found = np.unique(values, return_inverse=True)
    return found.astype(np.int64), len(levels)
