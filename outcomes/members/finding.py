"""The patients behind a count, found by counting again: the statistic itself says whom it counts.

Nothing here knows how any statistic chooses its patients, so that a list cannot differ from the count: half
of the patients are counted alone, then half of those, until each is in or out. A half that counts nobody, or
everybody, is not halved again.
"""

from collections.abc import Iterator
from math import inf
from time import monotonic

import numpy as np
import pandas as pd

from outcomes.members.counts import Key, counts_in
from outcomes.statistics.catalogue import Statistic
from outcomes.statistics.groupings import Grouping
from outcomes.statistics.options import NOTHING_CHOSEN, Chosen


def places_of(
    frame: pd.DataFrame,
    statistic: Statistic,
    grouping: Grouping,
    key: Key,
    chosen: Chosen = NOTHING_CHOSEN,
    seconds: float = inf,
) -> list[int] | None:
    """Places in the frame of the patients whom the count takes in, in order; None for a count it has not.

    TimeoutError once it has taken so many seconds: a slow statistic, counted for each of many patients.
    """
    end = monotonic() + seconds
    counts = counts_in(statistic.result(frame, grouping, chosen))
    if key not in counts:
        return None

    def counted(places: np.ndarray) -> int:
        if monotonic() > end:
            raise TimeoutError
        mask = np.zeros(len(frame), dtype=bool)
        mask[places] = True
        return counts_in(statistic.result(frame[mask], grouping, chosen)).get(key, 0)

    def among(places: np.ndarray, n: int) -> Iterator[int]:
        if n == len(places):
            yield from places.tolist()
        elif n:
            first, second = np.array_split(places, 2)
            in_first = counted(first)
            yield from among(first, in_first)
            yield from among(second, n - in_first)

    return list(among(np.arange(len(frame)), counts[key]))
