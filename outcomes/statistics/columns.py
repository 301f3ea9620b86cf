"""Columns of the analysis table: typed, so that a hundred thousand patients are read in milliseconds.

A column holds numbers, codes (any few values: text, yes or no, days) or nested values. Columns never change;
taking rows or replacing some gives another column. What is read of a column is the same whatever its type.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from outcomes.statistics.column import Column, Floats, Mask, Objects, Places, day_numbers
from outcomes.statistics.nested import Nested

ABSENT = -1


class Numbers(Column):
    def __init__(self, values: Floats, *, whole: bool) -> None:
        """whole: every value came as a whole number."""
        self.values, self.whole = values, whole

    def __len__(self) -> int:
        return len(self.values)

    @property
    def floats(self) -> Floats:
        return self.values.copy()

    @cached_property
    def known(self) -> Mask:
        return ~np.isnan(self.values)

    @property
    def objects(self) -> Objects:
        found = np.full(len(self), None, dtype=object)
        present = self.values[self.known]
        found[self.known] = present.astype(np.int64).tolist() if self.whole else present.tolist()
        return found

    def is_any(self, values: Iterable[object]) -> Mask:
        return np.isin(self.values, [value for value in values if isinstance(value, int | float)])

    def taken(self, places: Places) -> Column:
        return Numbers(self.values[places], whole=self.whole)

    def _content(self) -> Iterable[bytes]:
        yield b"numbers"
        yield self.values.tobytes()


class Codes(Column):
    """levels: the values that may occur, each once. codes: (n,) places among them, or ABSENT."""

    def __init__(self, codes: NDArray[np.int32], levels: Sequence[Any]) -> None:
        self.codes, self.levels = codes, levels

    def __len__(self) -> int:
        return len(self.codes)

    @cached_property
    def known(self) -> Mask:
        return self.codes >= 0

    @property
    def objects(self) -> Objects:
        return self._each(self.levels, None, object)

    @property
    def floats(self) -> Floats:
        return self._each(pd.to_numeric(pd.Series(self.levels, dtype=object)), np.nan, float)

    @cached_property
    def days(self) -> Floats:
        return self._each(day_numbers(self.levels), np.nan, float)

    def is_any(self, values: Iterable[object]) -> Mask:
        wanted = list(values)
        return self._each([level in wanted for level in self.levels], False, bool)

    def present(self) -> dict[Any, int]:
        """The levels that occur, in the order in which they first do, with their places among the levels."""
        first = np.full(len(self.levels) + 1, len(self.codes), dtype=np.int64)
        first[self.codes[::-1]] = np.arange(len(self.codes))[::-1]
        occurring = np.flatnonzero(first[:-1] < len(self.codes))
        return {self.levels[at]: at for at in occurring[np.argsort(first[occurring])].tolist()}

    def taken(self, places: Places) -> Column:
        return Codes(self.codes[places], self.levels)

    def _each(self, of_levels: Any, missing: Any, kind: Any) -> Any:
        """(n,) what belongs to the level of each row."""
        table = np.empty(len(self.levels) + 1, dtype=kind)
        table[:-1], table[-1] = np.asarray(of_levels, dtype=kind), missing
        return table[self.codes]

    def _content(self) -> Iterable[bytes]:
        yield b"codes"
        # Which place a level has depends on what came before; the hash of the level itself does not.
        yield self._each([_hash(level) for level in self.levels], 0, np.uint64).tobytes()


def _hash(value: Any) -> int:
    text = json.dumps(value, sort_keys=True, default=str)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())


def column_of(values: Sequence[Any]) -> Column:
    """The column of these values, None (or NaN) being missing."""
    kinds = set(map(type, values)) - {type(None)}
    if kinds & {dict, list, tuple}:
        return Nested.of(values)
    if kinds and kinds <= {int, float}:
        numbers = np.array([np.nan if value is None else value for value in values], dtype=float)
        return Numbers(numbers, whole=float not in kinds)
    return coded_column(values)


def coded_column(values: Sequence[Any]) -> Codes:
    """Any values as codes."""
    # One is not yes: values of several types are told apart by them.
    mixed = len(set(map(type, values)) - {type(None)}) > 1
    keys = list(zip(map(type, values), values, strict=True)) if mixed else values
    distinct = dict.fromkeys(keys)
    levels = [key for key in distinct if not _is_missing(key[1] if mixed else key)]
    places = dict.fromkeys(distinct, ABSENT) | dict(zip(levels, range(len(levels)), strict=True))
    codes = np.fromiter(map(places.__getitem__, keys), dtype=np.int32, count=len(keys))
    return Codes(codes, [level for _, level in levels] if mixed else levels)


def _is_missing(value: Any) -> bool:
    return value is None or value != value


def joined(parts: Sequence[Column]) -> Column:
    """One column after the other."""
    if len(parts) == 1:
        return parts[0]
    typed = [part for part in parts if not _is_empty(part)] or parts[:1]
    if all(isinstance(part, Numbers) for part in typed):
        whole = all(part.whole for part in typed if isinstance(part, Numbers))
        return Numbers(np.concatenate([part.floats for part in parts]), whole=whole)
    if all(isinstance(part, Codes) for part in typed):
        return _joined_codes([part if isinstance(part, Codes) else _no_codes(len(part)) for part in parts])
    if all(isinstance(part, Nested) for part in typed):
        return Nested.joined(
            [part if isinstance(part, Nested) else Nested.empty(len(part)) for part in parts]
        )
    return column_of([value for part in parts for value in part.objects.tolist()])


def _is_empty(part: Column) -> bool:
    """Without a single value a column has no type of its own."""
    return isinstance(part, Codes) and not part.levels


def _no_codes(length: int) -> Codes:
    return Codes(np.full(length, ABSENT, dtype=np.int32), [])


def _joined_codes(parts: Sequence[Codes]) -> Codes:
    places: dict[tuple[type, Any], int] = {}
    pieces = []
    for part in parts:
        own = [places.setdefault((type(level), level), len(places)) for level in part.levels]
        pieces.append(np.array([*own, ABSENT], dtype=np.int32)[part.codes])
    return Codes(np.concatenate(pieces), [level for _, level in places])


def columns_of(rows: Sequence[Mapping[str, Any]], names: Iterable[str]) -> dict[str, Column]:
    """Columns of plain rows; what a row lacks is missing."""
    first = list(rows[0]) if rows else []
    if all(list(row) == first for row in rows):
        # Rows of one making have all names in one order, and are turned at once.
        turned = dict(zip(first, zip(*(row.values() for row in rows), strict=True), strict=True))
        lacking = (None,) * len(rows)
        return {name: column_of(turned.get(name, lacking)) for name in names}
    return {name: column_of([row.get(name) for row in rows]) for name in names}
