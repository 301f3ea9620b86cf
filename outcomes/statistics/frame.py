"""The analysis table as a data frame, and how its columns are read when values are missing.

One row per patient: the index regimen. Column names and meanings are those of the derivations; any value may
be None.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any, TypeVar, cast, overload

import numpy as np
import pandas as pd

from outcomes.statistics.bounded_columns import bounded_columns
from outcomes.statistics.column_names import COLUMN_NAMES, COLUMNS
from outcomes.statistics.columns import (
    Codes,
    Column,
    Floats,
    Mask,
    Places,
    coded_column,
    column_of,
    columns_of,
)

Kept = TypeVar("Kept")


class AnalysisFrame:
    """Typed columns of equal length, which reads like a data frame and takes only the columns asked for.

    `frame["name"]` is a pandas Series, `frame[mask]` the frame of the rows chosen. `reads` collects the names
    of all columns that were read of it or of any frame taken from it: a result depends on nothing else.
    Anything else that a data frame can do is done by `as_data_frame()`.
    """

    def __init__(
        self, columns: Mapping[str, Column], length: int, parent: "AnalysisFrame | None" = None
    ) -> None:
        self._columns: dict[str, Column] = dict(columns)
        self._length = length
        self._parent = parent
        self._places: Places | None = None
        self._names: list[str] = parent._names if parent else list(columns)
        self._instead: Mapping[str, str] = parent._instead if parent else {}
        self._remembered: dict[object, tuple[Any, frozenset[str]]] = {}
        self.reads: set[str] = parent.reads if parent else set()

    def __len__(self) -> int:
        return self._length

    @property
    def columns(self) -> list[str]:
        return list(self._names)

    @property
    def index(self) -> pd.RangeIndex:
        return pd.RangeIndex(self._length)

    @property
    def whole(self) -> "AnalysisFrame":
        """The table from which the rows were taken."""
        return self._parent.whole if self._parent else self

    def column(self, name: str) -> Column:
        """The column of a name. KeyError if there is none."""
        read = self._instead.get(name, name)
        self.reads.add(read)
        if read not in self._columns:
            if self._parent is None:
                raise KeyError(name)
            column = self._parent.column(read)
            self._columns[read] = column if self._places is None else column.taken(self._places)
        return self._columns[read]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    @overload
    def __getitem__(self, chosen: str) -> pd.Series: ...

    @overload
    def __getitem__(self, chosen: Mask | pd.Series) -> "AnalysisFrame": ...

    def __getitem__(self, chosen: str | Mask | pd.Series) -> "pd.Series | AnalysisFrame":
        if isinstance(chosen, str):
            return self.column(chosen).series
        if isinstance(chosen, list):
            return self.as_data_frame()[chosen]
        return self.taken(np.flatnonzero(np.asarray(chosen, dtype=bool)))

    def taken(self, places: Places) -> "AnalysisFrame":
        """The rows at these places. Their columns are made when they are read."""
        taken = AnalysisFrame({}, len(places), self)
        taken._places = places
        return taken

    def with_columns(self, columns: Mapping[str, Column]) -> "AnalysisFrame":
        """The table with columns that are read by their names only, and not listed among the others."""
        more = AnalysisFrame({**self._columns, **columns}, self._length)
        more._names = self._names
        return more

    def reading(self, instead: Mapping[str, str]) -> "AnalysisFrame":
        """The same rows; by some names other columns are read."""
        reading = AnalysisFrame({}, self._length, self)
        reading._instead = instead
        return reading

    def remembered(self, key: object, make: Callable[[], Kept]) -> Kept:
        """What `make` gives for this frame; made once, and read as often as asked for."""
        made, reads = self._remembered.get(key) or self._shared(key) or self._made(make)
        self._remembered[key] = made, reads
        self.reads |= reads
        return made

    def _shared(self, key: object) -> tuple[Any, frozenset[str]] | None:
        """What the same rows remember, where nothing that was read for it is another column here.

        Rows that were chosen of them read as they do, and not as is read here.
        """
        if self._parent is None or self._places is not None:
            return None
        made, reads = self._parent._remembered.get(key, (None, frozenset()))
        parts = made if isinstance(made, tuple) else (made,)
        are_rows = any(isinstance(part, AnalysisFrame) for part in parts)
        return None if made is None or are_rows or reads & self._instead.keys() else (made, reads)

    def follow(self, before: "AnalysisFrame") -> None:
        """Take over what another table of as many rows remembers and what would be the same here.

        That is whatever was made of columns with the same values. The other table forgets everything.
        """
        if len(self) == len(before):
            self._take_over(before, cache(lambda name: _are_same(self._columns, before._columns, name)))
        before._forget()

    def _forget(self) -> None:
        """Let go of rows that were chosen, which know whence they came: a circle is seldom looked for."""
        for made, _ in self._remembered.values():
            for part in made if isinstance(made, tuple) else (made,):
                if isinstance(part, AnalysisFrame) and part is not self:
                    part._forget()
        self._remembered.clear()

    def _take_over(self, before: "AnalysisFrame", is_same: Callable[[str], bool]) -> None:
        for key, (made, reads) in before._remembered.items():
            if all(map(is_same, reads)):
                self._remembered[key] = self._again(made, before, is_same), reads

    def _again(self, made: Any, before: "AnalysisFrame", is_same: Callable[[str], bool]) -> Any:
        """What was made of the frame before, made of this one: rows that were chosen are chosen again."""
        if isinstance(made, tuple) and any(isinstance(part, AnalysisFrame) for part in made):
            return tuple(self._again(part, before, is_same) for part in made)
        if not isinstance(made, AnalysisFrame) or made is before:
            return self if made is before else made
        again = AnalysisFrame({}, len(made), self)
        again._places, again._instead = made._places, made._instead
        again._take_over(made, is_same)
        return again

    def _made(self, make: Callable[[], Kept]) -> tuple[Kept, frozenset[str]]:
        before = set(self.reads)
        self.reads.clear()
        made = make()
        reads = frozenset(self.reads)
        self.reads |= before
        return made, reads

    def as_data_frame(self) -> pd.DataFrame:
        """All columns, read."""
        return pd.DataFrame({name: self[name] for name in self._names}, index=self.index, dtype=object)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.as_data_frame(), name)


def analysis_frame(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """A frame of every column from plain rows; what a row lacks is missing. No rows give an empty frame."""
    known = list(rows)
    others = dict.fromkeys(name for row in known for name in row if name not in COLUMN_NAMES)
    return frame_of_columns(columns_of(known, [*COLUMNS, *others]), len(known))


def frame_of_columns(columns: Mapping[str, Column], length: int) -> pd.DataFrame:
    """The frame of columns that are there already.

    Statistics take it for a data frame, of which they use little, and may be given one.
    """
    frame = AnalysisFrame(columns, length).with_columns(bounded_columns(columns))
    return cast(pd.DataFrame, frame)


def column(frame: pd.DataFrame, name: str) -> Column:
    """A column with its type, of either kind of frame."""
    if isinstance(frame, AnalysisFrame):
        return frame.column(name)
    return column_of(frame[name].astype(object).where(frame[name].notna(), None).tolist())


def _are_same(one: Mapping[str, Column], other: Mapping[str, Column], name: str) -> bool:
    if name not in one or name not in other:
        return (name in one) == (name in other)
    return one[name] is other[name] or one[name].digest == other[name].digest


def kept_of(frame: pd.DataFrame, kept: Mask) -> pd.DataFrame:
    """The rows of a mask; the frame itself where that is all of them."""
    return frame if kept.all() else frame[kept]


@contextmanager
def reads_of(frame: pd.DataFrame) -> Iterator[set[str]]:
    """Collects the names of the columns that are read of an analysis frame, or of one taken from it."""
    assert isinstance(frame, AnalysisFrame)
    found: set[str] = set()
    frame.reads.clear()
    yield found
    found |= frame.reads


def remembered(frame: pd.DataFrame, key: object, make: Callable[[], Kept]) -> Kept:
    """What `make` gives for the frame, made once where the frame can remember it.

    It is also kept for later frames with the same values in all columns that `make` reads: whatever it
    depends on, it must read itself. What it gives may be rows chosen of the frame, or have them as a part.
    """
    return frame.remembered(key, make) if isinstance(frame, AnalysisFrame) else make()


def numbers(frame: pd.DataFrame, name: str) -> Floats:
    """(n,) values as floats, NaN where missing."""
    return column(frame, name).floats


def flags(frame: pd.DataFrame, name: str) -> Mask:
    """(n,) True only where the column says so: missing is not true."""
    return column(frame, name).is_any([True])


def is_code(frame: pd.DataFrame, name: str, *codes: str) -> Mask:
    """(n,) True where the column holds one of the codes."""
    return column(frame, name).is_any(codes)


def answered(frame: pd.DataFrame, name: str) -> Mask:
    """(n,) True where the column has a value."""
    return column(frame, name).known.copy()


def days_between(frame: pd.DataFrame, first: str, second: str) -> Floats:
    """(n,) days from one date column to another, NaN where either is missing."""
    between: Floats = column(frame, second).days - column(frame, first).days
    return between


def coded(frame: pd.DataFrame, name: str) -> tuple[list[Any], Places]:
    """The values that occur, in the order in which they first do, and (n,) each row's place among them.

    The place is -1 where the value is missing.
    """
    found = column(frame, name)
    codes = found if isinstance(found, Codes) else coded_column(found.objects.tolist())
    present = codes.present()
    places = np.full(len(codes.levels) + 1, -1, dtype=np.int64)
    for place, level in enumerate(present.values()):
        places[level] = place
    return list(present), places[codes.codes]
