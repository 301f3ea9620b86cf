"""The columns of the analysis table with partial dates at their earliest, and at their latest, possible day.

They stand beside the others under names of their own, so that what a result depends on can say so. A column
that moves in nobody is the same object at its bounds.
"""

from collections.abc import Mapping
from weakref import WeakKeyDictionary

import numpy as np

from outcomes.derivations.date_bounds import BOUNDS, DATE_BOUNDS, OF_TIMES
from outcomes.statistics.columns import ABSENT, Codes, Column, column_of, joined

MOVES = f"{DATE_BOUNDS}@any"
"""True for those whose times move."""


def at(name: str, bound: str) -> str:
    """Under which name a column stands as it is at a bound."""
    return f"{name}@{bound}"


AT_BOUND: Mapping[str, Mapping[str, str]] = {
    bound: {name: at(name, bound) for name in OF_TIMES} for bound in BOUNDS
}
"""Of each bound, the names of the columns to be read instead of those with imputed dates."""


def bounded_columns(columns: Mapping[str, Column]) -> dict[str, Column]:
    """MOVES, and every column of times at both bounds; nothing where no bounds are known."""
    if DATE_BOUNDS not in columns:
        return {}
    bounds = _bounds_of(columns[DATE_BOUNDS])
    at_bounds = {
        other: bounds.moved(columns[name], name, bound)
        for bound, names in AT_BOUND.items()
        for name, other in names.items()
        if name in columns
    }
    return at_bounds | {MOVES: bounds.moves}


class _Bounds:
    """The bounds of all patients, and the columns at them; kept for as long as the column of bounds is."""

    def __init__(self, column: Column) -> None:
        self.moves = Codes(np.where(column.known, 0, ABSENT).astype(np.int32), [True])
        self._places = np.flatnonzero(column.known)
        self._found = column.taken(self._places).objects
        self._moving = {(name, bound) for own in self._found for bound in BOUNDS for name in own[bound]}
        self._made: dict[tuple[str, str], tuple[Column, Column]] = {}

    def moved(self, own: Column, name: str, bound: str) -> Column:
        """A column with the values that are others at the bound."""
        if (name, bound) not in self._moving:
            return own
        before, made = self._made.get((name, bound), (None, own))
        if before is not own:
            made = self._at(own, name, bound)
            self._made[name, bound] = own, made
        return made

    def _at(self, own: Column, name: str, bound: str) -> Column:
        values = own.taken(self._places).objects
        others = [bounds[bound].get(name, was) for bounds, was in zip(self._found, values, strict=True)]
        order = np.arange(len(own))
        order[self._places] = len(own) + np.arange(len(self._places))
        return joined([own, column_of(others)]).taken(order)


_known: WeakKeyDictionary[Column, _Bounds] = WeakKeyDictionary()


def _bounds_of(column: Column) -> _Bounds:
    if column not in _known:
        _known[column] = _Bounds(column)
    return _known[column]
