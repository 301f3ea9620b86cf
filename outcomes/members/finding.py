"""The patients behind a count, found by counting again: the statistic itself says whom it counts.

Nothing here knows how any statistic chooses its patients, so that a list cannot differ from the count: half
of the patients are counted alone, then half of those, until each is in or out. A half that counts nobody, or
everybody, is not halved again, and one that lies outside the page wanted is not looked into: a page of a list
costs a few counts of all patients, however many the list has.
"""

from collections.abc import Iterator
from functools import cached_property
from math import inf
from time import monotonic

import numpy as np
import pandas as pd

from outcomes.members.counts import count_of, counts_in, settings_of
from outcomes.members.keys import PARTIAL_DATES, Key, month_at_risk
from outcomes.statistics.catalogue import Statistic
from outcomes.statistics.columns import Places
from outcomes.statistics.groupings import Grouping
from outcomes.statistics.options import NOTHING_CHOSEN, Chosen
from outcomes.statistics.results import Result


class Unfindable(Exception):
    """The count is not the sum of what patients contribute, so that nobody can be named."""


class Count:
    """A count of a statistic of the patients in a frame, who are named by their places there.

    KeyError for a count that the statistic has not. Everything raises TimeoutError once it has taken so many
    seconds: a slow statistic, counted for each of many patients.
    """

    def __init__(
        self,
        frame: pd.DataFrame,
        statistic: Statistic,
        grouping: Grouping,
        key: Key,
        chosen: Chosen = NOTHING_CHOSEN,
        seconds: float = inf,
    ) -> None:
        self._frame, self._end = frame, monotonic() + seconds
        self._statistic, self._grouping, self._chosen = statistic, grouping, chosen
        self._key = key
        self.everybody: Places = np.arange(len(frame))
        whole = self._whole()
        self.n = count_of(whole, key)
        self._settings = settings_of(whole, key)
        self._chosen = chosen.of_part(whole, month_at_risk(key))

    def of(self, places: Places) -> int:
        """How many of the patients at these places it counts."""
        if self._company is None or self._company in places:
            return self._counted(places)
        return self._counted(np.union1d(places, [self._company])) - self._counted_company

    def page(self, places: Places, first: int = 0, last: int | None = None) -> list[int]:
        """Those of these patients whom it counts, in order: a slice of the list. Raises Unfindable."""
        n = self.of(places)
        return list(self._among(places, n, first, n if last is None else last))

    def _among(self, places: Places, n: int, first: int, last: int) -> Iterator[int]:
        """Of n who are counted among these places, from the first-th to before the last-th."""
        if not 0 <= n <= len(places):
            raise Unfindable
        if n <= max(first, 0) or last <= 0:
            return
        if n == len(places):
            yield from places[max(first, 0) : last].tolist()
        else:
            half, rest = np.array_split(places, 2)
            in_half = self.of(half)
            yield from self._among(half, in_half, first, last)
            yield from self._among(rest, n - in_half, first - in_half, last - in_half)

    @cached_property
    def _company(self) -> int | None:
        """A patient beside whom alone the count is told, where it is not told of just anybody."""
        if not self._settings:
            return None
        for which in range(len(self._settings)):
            if len(found := self._bringing(which)):
                return int(found[0])
        raise Unfindable

    def _bringing(self, which: int) -> Places:
        """A patient who alone brings one of the settings; empty if it takes several."""
        places = self.everybody
        while len(places) > 1:
            halves = np.array_split(places, 2)
            places = next((half for half in halves if self._brings(half, which)), places[:0])
        return places

    def _brings(self, places: Places, which: int) -> bool:
        return bool(settings_of(self._result(places), self._key)[which] == self._settings[which])

    @cached_property
    def _counted_company(self) -> int:
        return self._counted(np.array([self._company]))

    def _counted(self, places: Places) -> int:
        return counts_in(self._result(places)).get(self._key, 0)

    def _whole(self) -> Result:
        """The result of all patients; with its range under partial dates only where that is counted."""
        if self._key[0] == PARTIAL_DATES[0]:
            return self._statistic.result(self._frame, self._grouping, self._chosen)
        return self._result(self.everybody)

    def _result(self, places: Places) -> Result:
        if monotonic() > self._end:
            raise TimeoutError
        mask = np.zeros(len(self._frame), dtype=bool)
        mask[places] = True
        return self._statistic.counted(self._frame[mask], self._grouping, self._chosen)


def places_of(
    frame: pd.DataFrame, statistic: Statistic, grouping: Grouping, key: Key, chosen: Chosen = NOTHING_CHOSEN
) -> list[int]:
    """Places in the frame of all patients whom a count takes in, in order. Raises KeyError and Unfindable."""
    count = Count(frame, statistic, grouping, key, chosen)
    return count.page(count.everybody)
