"""What every column of the analysis table can do, whatever its type."""

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Places = NDArray[np.int64]
Objects = NDArray[np.object_]


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

    def each(self) -> Iterator[Any]:
        """The values one after the other, None where missing."""
        yield from self.objects.tolist()

    @property
    def floats(self) -> Floats:
        """(n,) the values as numbers, NaN where missing."""
        return pd.to_numeric(pd.Series(self.objects, dtype=object)).to_numpy(dtype=float, na_value=np.nan)

    @property
    def days(self) -> Floats:
        """(n,) the values as days since 1970, NaN where missing."""
        return day_numbers(self.objects)

    def is_any(self, values: Iterable[object]) -> Mask:
        """(n,) whether the value is one of these. Yes is 1, as everywhere in Python."""
        return pd.Series(self.objects, dtype=object).isin(list(values)).to_numpy(dtype=bool)

    @property
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


def day_numbers(values: Iterable[Any]) -> Floats:
    """Days since 1970, NaN where missing."""
    days = np.array(list(values), dtype="datetime64[D]")
    return np.where(np.isnat(days), np.nan, days.astype(np.int64))
