"""Lists and dictionaries as a column, kept as JSON text: as objects they take fifteen times the room."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from outcomes.statistics.column import Column, Mask, Objects, Places

# Databases may give the keys of one dictionary in another order than it was written in.
CANONICAL = orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS | orjson.OPT_SERIALIZE_NUMPY
MOST_UNUSED = 2
"""Text is copied without what no row needs any more once it is so many times as long as what they need."""


class Nested(Column):
    """text: of all rows, perhaps of others too; start, stop: (n,) where each row's is, nowhere if missing."""

    def __init__(self, text: bytes, start: Places, stop: Places) -> None:
        self._text, self._start, self._stop = text, start, stop

    @classmethod
    def of(cls, values: Sequence[Any]) -> "Nested":
        """The column of these values, None being missing."""
        return cls._of_texts([b"" if value is None else _written(value) for value in values])

    @classmethod
    def empty(cls, length: int) -> "Nested":
        """A column without a value."""
        return cls._of_texts([b""] * length)

    @classmethod
    def joined(cls, parts: Sequence["Nested"]) -> "Nested":
        """One column after the other."""
        compact = [part._compact() for part in parts]
        before = np.cumsum([0, *(len(part._text) for part in compact)])[:-1]
        start, stop = (
            np.concatenate([bounds + first for bounds, first in zip(own, before, strict=True)])
            for own in ([part._start for part in compact], [part._stop for part in compact])
        )
        return cls(b"".join(part._text for part in compact), start, stop)

    @classmethod
    def _of_texts(cls, texts: Sequence[bytes]) -> "Nested":
        ends = np.cumsum([0, *map(len, texts)])
        return cls(b"".join(texts), ends[:-1], ends[1:])

    def __len__(self) -> int:
        return len(self._start)

    @property
    def held(self) -> int:
        """Bytes of text in memory, also of rows that are no longer here."""
        return len(self._text)

    @property
    def known(self) -> Mask:
        return self._lengths > 0

    @property
    def objects(self) -> Objects:
        found = np.empty(len(self), dtype=object)
        for place, value in enumerate(self.each()):
            found[place] = value
        return found

    def each(self) -> Iterator[Any]:
        return (orjson.loads(text) if text else None for text in self._texts())

    def taken(self, places: Places) -> Column:
        return Nested(self._text, self._start[places], self._stop[places])

    def _content(self) -> Iterable[bytes]:
        yield b"nested"
        yield self._lengths.tobytes()
        yield b"".join(self._texts())

    @property
    def _lengths(self) -> NDArray[np.int64]:
        return self._stop - self._start

    def _texts(self) -> Iterator[memoryview]:
        text = memoryview(self._text)
        for start, stop in zip(self._start.tolist(), self._stop.tolist(), strict=True):
            yield text[start:stop]

    def _compact(self) -> "Nested":
        """The same without text that belongs to no row, where there is much of it."""
        if len(self._text) <= MOST_UNUSED * self._lengths.sum():
            return self
        return self._of_texts([bytes(text) for text in self._texts()])


def _written(value: Any) -> bytes:
    return orjson.dumps(value, option=CANONICAL, default=str)
