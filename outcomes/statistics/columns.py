"""Columns of the analysis table: typed, so that a hundred thousand patients are read in milliseconds.

A column holds numbers, codes (any few values: text, yes or no, days) or nested values. Columns never change;
taking rows or replacing some gives another column. What is read of a column is the same whatever its type.
"""

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Places = NDArray[np.int64]
Objects = NDArray[np.object_]

ABSENT = -1


class Column(ABC):
    """(n,) values, any of which may be missing."""

    @abstractmethod
    def __len__(self) -> int: ...

    @property
    @abstractmethod
    def known(self) -> Mask:
        """(n,) whether there is a value."""

    @property
    @abstractmethod
    def objects(self) -> Objects:
        """(n,) the values as they came; None where missing."""

    @abstractmethod
    def taken(self, places: Places) -> "Column":
        """The rows at these places, in their order."""

    @abstractmethod
    def _content(self) -> Iterable[bytes]:
        """The values in bytes, the same for the same values whatever came before."""

    @property
    def floats(self) -> Floats:
        """(n,) the values as numbers, NaN where missing."""
        return pd.to_numeric(pd.Series(self.objects, dtype=object)).to_numpy(dtype=float, na_value=np.nan)

    @property
    def days(self) -> Floats:
        """(n,) the values as days since 1970, NaN where missing."""
        return _day_numbers(self.objects)

    def is_any(self, values: Iterable[object]) -> Mask:
        """(n,) whether the value is one of these. Yes is 1, as everywhere in Python."""
        return pd.Series(self.objects, dtype=object).isin(list(values)).to_numpy(dtype=bool)

    @cached_property
    def series(self) -> pd.Series:
        return pd.Series(self.objects, dtype=object)

    @cached_property
    def digest(self) -> str:
        """Equal for equal columns."""
        digest = hashlib.blake2b(digest_size=16)
        for part in self._content():
            digest.update(part)
        return digest.hexdigest()

    def at(self, place: int) -> Any:
        return self.taken(np.array([place])).objects[0]


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
        return self._each(_day_numbers(self.levels), np.nan, float)

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


class Nested(Column):
    """Lists and dictionaries."""

    def __init__(self, values: Objects) -> None:
        self.values = values

    def __len__(self) -> int:
        return len(self.values)

    @cached_property
    def known(self) -> Mask:
        return np.array([value is not None for value in self.values], dtype=bool)

    @property
    def objects(self) -> Objects:
        return self.values

    @cached_property
    def hashes(self) -> NDArray[np.uint64]:
        """(n,) one for each value."""
        return np.array([_hash(value) for value in self.values], dtype=np.uint64)

    def taken(self, places: Places) -> Column:
        taken = Nested(self.values[places])
        if "hashes" in self.__dict__:
            taken.hashes = self.hashes[places]
        return taken

    def _content(self) -> Iterable[bytes]:
        yield b"nested"
        yield self.hashes.tobytes()


def _day_numbers(values: Iterable[Any]) -> Floats:
    days = np.array(list(values), dtype="datetime64[D]")
    return np.where(np.isnat(days), np.nan, days.astype(np.int64))


def _hash(value: Any) -> int:
    text = json.dumps(value, sort_keys=True, default=str)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())


def column_of(values: Sequence[Any]) -> Column:
    """The column of these values, None (or NaN) being missing."""
    kinds = set(map(type, values)) - {type(None)}
    if kinds & {dict, list, tuple}:
        return Nested(_as_objects(values))
    if kinds and kinds <= {int, float}:
        numbers = np.array([np.nan if value is None else value for value in values], dtype=float)
        return Numbers(numbers, whole=float not in kinds)
    return coded_column(values)


def coded_column(values: Sequence[Any]) -> Codes:
    """Any values as codes."""
    places: dict[tuple[type, Any], int] = {}
    codes = np.fromiter(
        (
            ABSENT if _is_missing(value) else places.setdefault((type(value), value), len(places))
            for value in values
        ),
        dtype=np.int32,
        count=len(values),
    )
    return Codes(codes, [level for _, level in places])


def _is_missing(value: Any) -> bool:
    return value is None or value != value


def _as_objects(values: Sequence[Any]) -> Objects:
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found


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
        return _joined_nested(parts)
    return column_of([value for part in parts for value in part.objects.tolist()])


def _joined_nested(parts: Sequence[Column]) -> Nested:
    whole = Nested(np.concatenate([part.objects for part in parts]))
    # To hash all values once more would cost more than anything else that is done with them.
    if "hashes" in parts[0].__dict__:
        nested = [part if isinstance(part, Nested) else Nested(part.objects) for part in parts]
        whole.hashes = np.concatenate([part.hashes for part in nested])
    return whole


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
    return {name: column_of([row.get(name) for row in rows]) for name in names}
