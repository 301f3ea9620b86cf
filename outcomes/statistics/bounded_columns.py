"""The columns of the analysis table with partial dates at their earliest, and at their latest, possible day.

They stand beside the others under names of their own, so that what a result depends on can say so. A column
that moves in nobody is the same object at its bounds.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
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


def columns_behind(names: Iterable[str]) -> tuple[str, ...]:
    """The columns of which those of these names are made, and the bounds themselves; none of none."""
    own = {name.partition("@")[0] for name in names}
    return tuple(sorted(own | {DATE_BOUNDS})) if own else ()


class _Bounds:
    """The bounds of all patients, and the columns at them; kept for as long as the column of bounds is."""

    def __init__(self, column: Column) -> None:
        self.moves = Codes(np.where(column.known, 0, ABSENT).astype(np.int32), [True])
        self._moved: dict[tuple[str, str], dict[int, Any]] = defaultdict(dict)
        self._made: dict[tuple[str, str], tuple[Column, Column]] = {}
        places = np.flatnonzero(column.known)
        for place, bounds in zip(places.tolist(), column.taken(places).each(), strict=True):
            for bound, names in bounds.items():
                for name, value in names.items():
                    self._moved[name, bound][place] = value

    def moved(self, own: Column, name: str, bound: str) -> Column:
        """A column with the values that are others at the bound."""
        if (name, bound) not in self._moved:
            return own
        before, made = self._made.get((name, bound), (None, own))
        if before is not own:
            made = self._at(own, self._moved[name, bound])
            self._made[name, bound] = own, made
        return made

    def _at(self, own: Column, others: Mapping[int, Any]) -> Column:
        order = np.arange(len(own))
        order[list(others)] = len(own) + np.arange(len(others))
        return joined([own, column_of(list(others.values()))]).taken(order)


_known: WeakKeyDictionary[Column, _Bounds] = WeakKeyDictionary()


def _bounds_of(column: Column) -> _Bounds:
    if column not in _known:
        _known[column] = _Bounds(column)
    return _known[column]
