"""The patients behind a count as a list to page through: those of the reader's sites by name, the rest as a
number."""

from functools import cached_property
from typing import Protocol

import numpy as np

from outcomes.members.finding import Count
from outcomes.members.keys import Key
from outcomes.members.leaving import LeftOut
from outcomes.members.rows import LABELS, Member, Rows, frozen_rows_of, rows_of
from outcomes.models import StatisticResult
from outcomes.presenting.blocks import Block
from outcomes.presenting.derived import FIRST
from outcomes.statistics.columns import Places
from outcomes.statistics.frame import reads_of
from outcomes.statistics.tables import AT_FAILURE, AT_START
from registry.access import patients_of, traced_patients_of
from registry.models import User

LONGEST_SECONDS = 20
"""So long a reader may wait for a list; the server gives a request up after a minute."""
MOST_REASONS = 4
_COLUMNS = {one.title: one.column for one in (*AT_START, *AT_FAILURE)}


class Listed(Protocol):
    """Patients behind a number: `total` of them, of whom a list as long as `self` may be seen by name."""

    @property
    def total(self) -> int: ...

    def __len__(self) -> int: ...

    def __getitem__(self, part: slice) -> list[Member]: ...


class Members:
    """Whom a count takes in."""

    def __init__(self, count: Count, rows: Rows, own: Places, columns: list[str]) -> None:
        self._count, self._rows, self._own, self._columns = count, rows, own, columns

    @property
    def total(self) -> int:
        return self._count.n

    @cached_property
    def _n(self) -> int:
        return self._count.of(self._own)

    def __len__(self) -> int:
        return self._n

    def __getitem__(self, part: slice) -> list[Member]:
        return self._rows.read(self._count.page(self._own, part.start or 0, part.stop), self._columns)


def members_of(user: User, block: Block, key: Key) -> Listed:
    """Whom a count of a block takes in: from the rows as they are now, or as they were frozen.

    Raises KeyError for a count that is not there; this and the list TimeoutError, the list Unfindable.
    """
    if not block.frozen and (around := LeftOut.by(key, block.cohort, user)) is not None:
        return around
    rows = frozen_rows_of(block.frozen) if block.frozen else rows_of(block.cohort, _reads(block))
    # Of a version also those withdrawn since: they are in it, and whoever reads their history may know it.
    visible = traced_patients_of(user) if block.frozen else patients_of(user)
    own = np.flatnonzero(np.isin(rows.patients, list(visible.order_by().values_list("pk", flat=True))))
    count = Count(rows.frame, block.statistic, block.grouping, key, block.chosen, LONGEST_SECONDS)
    return Members(count, rows, own, _columns_read(block, key, rows))


def _reads(block: Block) -> list[str]:
    """The columns that the statistic reads, where they are known."""
    if not isinstance(block.stored, StatisticResult) or not block.chosen.is_default:
        return []
    return list(block.stored.reads)


def _columns_read(block: Block, key: Key, rows: Rows) -> list[str]:
    """The derived values by which patients come into the count, the most telling first."""
    if key[0] in ("level", "known", "unknown") and key[1] in _COLUMNS:
        return [_COLUMNS[key[1]]]
    one = rows.frame[np.arange(len(rows.frame)) < 1]
    with reads_of(one) as reads:
        block.statistic.counted(one, block.grouping, block.chosen)
    read = {name for name in reads if name in LABELS and not name.endswith("_event")}
    ordered = [name for name in FIRST if name in read]
    return [*ordered, *sorted(read - set(ordered))][:MOST_REASONS]
