"""Whoever adds and subtracts: what all tables of a cohort page, put together, say of a count that is hidden.

Every count that a page could print is an unknown, with the range in which the page leaves it. Sums of counts
that must agree are equations. The auditor narrows the ranges by every equation until nothing narrows further,
and asks a linear program for the least and greatest value where certainty is wanted.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

SMALL = range(1, 8)
# What a count counts, in words and levels.
Cell = Any
Bounds = tuple[np.ndarray, np.ndarray]


@dataclass
class Audit:
    """truth: cell → count. shown: cell → (least, greatest) as published; what is not published is unknown."""

    truth: dict[Cell, int]
    shown: dict[Cell, tuple[int, int]]
    most: int
    equations: list[dict[Cell, int]] = field(default_factory=list)

    def recovered(self) -> list[Cell]:
        """Cells whose true count of 1 to 7 was not shown and is now known."""
        low, high = self._propagated()
        return [cell for at, cell in enumerate(self.truth) if low[at] == high[at] and self._is_secret(cell)]

    def recovered_for_certain(self) -> list[Cell]:
        """The same by linear programs over all equations at once: slower, and overlooks nothing linear."""
        low, high = self._propagated()
        secrets = [at for at, cell in enumerate(self.truth) if self._is_secret(cell)]
        return [list(self.truth)[at] for at in secrets if self._extreme(at, low, high)]

    def _is_secret(self, cell: Cell) -> bool:
        low, high = self.shown.get(cell, (0, self.most))
        return self.truth[cell] in SMALL and low < high

    def _matrix(self) -> csr_matrix:
        place = {cell: at for at, cell in enumerate(self.truth)}
        entries = [(row, place[c], sign) for row, one in enumerate(self.equations) for c, sign in one.items()]
        rows, columns, signs = zip(*entries, strict=True)
        return csr_matrix((signs, (rows, columns)), shape=(len(self.equations), len(place)), dtype=float)

    def _propagated(self) -> Bounds:
        matrix = self._matrix().tocoo()
        pairs = np.array([self.shown.get(cell, (0, self.most)) for cell in self.truth], dtype=float)
        low, high = pairs[:, 0].copy(), pairs[:, 1].copy()
        while True:
            before = low.copy(), high.copy()
            least = np.where(matrix.data > 0, low[matrix.col], -high[matrix.col])
            most = np.where(matrix.data > 0, high[matrix.col], -low[matrix.col])
            others_least = np.bincount(matrix.row, least)[matrix.row] - least
            others_most = np.bincount(matrix.row, most)[matrix.row] - most
            np.maximum.at(low, matrix.col, np.where(matrix.data > 0, -others_most, others_least))
            np.minimum.at(high, matrix.col, np.where(matrix.data > 0, -others_least, others_most))
            if np.array_equal(before[0], low) and np.array_equal(before[1], high):
                return low, high

    def _extreme(self, at: int, low: np.ndarray, high: np.ndarray) -> bool:
        """Whether one whole number alone is possible."""
        goal, matrix = np.zeros(len(low)), self._matrix()
        ends = []
        for sign in (1, -1):
            goal[at] = sign
            found = linprog(goal, A_eq=matrix, b_eq=np.zeros(matrix.shape[0]), bounds=np.c_[low, high])
            ends.append(sign * found.fun)
        return bool(np.ceil(ends[0] - 1e-6) == np.floor(ends[1] + 1e-6))


def is_sum(whole: Cell, parts: Iterable[Cell]) -> dict[Cell, int]:
    return {whole: -1} | dict.fromkeys(parts, 1)
