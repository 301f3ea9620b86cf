"""Sums over sets of spells, such as those at risk at each event time: what Cox's likelihood is made of."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from outcomes.statistics.survival import Floats

Indices = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Moments:
    """Sums over T sets of spells: of risk (T,), risk × covariate (T, K), risk × covariate × covariate."""

    zeroth: Floats
    first: Floats
    second: Floats

    @classmethod
    def by(cls, group: Indices, groups: int, x: Floats, risk: Floats) -> "Moments":
        """Spells by the number of their group."""
        rows, weighted, sorted_groups = x, x * risk[:, None], group
        first = sums_by(group, groups, weighted)
        # Spells come by the day on which they end, so that most groups are in order already. Row after row
        # they lie in either case: the last digit of a product depends on how its numbers lie.
        if not x.flags.c_contiguous or (group[1:] < group[:-1]).any():
            order = np.argsort(group, kind="stable")
            rows, weighted, sorted_groups = x[order], weighted[order], group[order]
        bounds = np.searchsorted(sorted_groups, np.arange(groups + 1))
        second = np.zeros((groups, x.shape[1], x.shape[1]))
        for at in np.flatnonzero(np.diff(bounds)):
            own = slice(bounds[at], bounds[at + 1])
            second[at] = weighted[own].T @ rows[own]
        return cls(np.bincount(group, risk, groups).astype(float), first, second)

    def and_later(self) -> "Moments":
        """Each set joined with all that come after it, without the first set."""
        return Moments(*(_from_the_end(part) for part in (self.zeroth, self.first, self.second)))

    def less(self, others: "Moments") -> "Moments":
        return Moments(self.zeroth - others.zeroth, self.first - others.first, self.second - others.second)


def moments_at_risk(spells: tuple[Floats, Floats, Floats, Floats], time: Floats) -> Moments:
    """Moments of entry, stop, covariates and risk over the spells at risk at each event time."""
    entry, stop, x, risk = spells
    last = np.searchsorted(time, stop, side="right")
    leaving_later = Moments.by(last, len(time) + 1, x, risk).and_later()
    first = np.searchsorted(time, entry, side="right")
    if not first.any():
        return leaving_later
    return leaving_later.less(Moments.by(first, len(time) + 1, x, risk).and_later())


def _from_the_end(values: Floats) -> Floats:
    total: Floats = values[::-1].cumsum(axis=0)[::-1][1:]
    return total


def sums_by(group: Indices, groups: int, values: Floats) -> Floats:
    """(groups, K) sums of the rows of each group."""
    columns = [np.bincount(group, column, groups) for column in values.T]
    return np.stack(columns, axis=1) if columns else np.zeros((groups, 0))


def outer(left: Floats, right: Floats) -> Floats:
    product: Floats = left[:, :, None] * right[:, None, :]
    return product
