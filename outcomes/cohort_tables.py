"""The analysis tables of cohorts, held in memory by each worker and kept in step with the derived rows.

A table is read whole once. After that only the patients are read whose rows changed, as the journal of
derived rows says; the table is then what it would be if it were read anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import chain, islice

import numpy as np
import pandas as pd

from outcomes.derived_changes import Mark, changed_since, latest_mark
from outcomes.index_regimens import ALL, ROWS_AT_A_TIME, IndexRegimen, Names, index_regimens
from outcomes.loading import Site
from outcomes.membership import Membership
from outcomes.statistics.column_names import COLUMNS
from outcomes.statistics.columns import Codes, Column, Places, coded_column, column_of, columns_of, joined
from outcomes.statistics.frame import AnalysisFrame, frame_of_columns

MOST_ROWS_HELD = 400_000
"""Rows of all tables in memory together: four kilobytes each, with what statistics made of them."""
FEWEST_TO_READ_ANEW = 500
SITE = "site_id"


@dataclass(frozen=True)
class CohortTable:
    """(n,) patients in the order of their registry ids, and the columns of their index regimens.

    names: of the columns that were read, where that is not all.
    """

    membership: Membership
    mark: Mark | None
    patients: Places
    registry_ids: tuple[str, ...]
    columns: Mapping[str, Column]
    names: Names = ALL

    def __len__(self) -> int:
        return len(self.patients)

    def frame(self) -> pd.DataFrame:
        """The analysis table with the names of the sites as they are now."""
        sites = self.columns[SITE]
        assert isinstance(sites, Codes)
        names = dict(Site.objects.values_list("pk", "site_name"))
        named = Codes(sites.codes, [names[site] for site in sites.levels])
        columns = {name: column for name, column in self.columns.items() if name != SITE}
        return frame_of_columns(columns | {"site_name": named}, len(self))


_held: dict[tuple[int, Names], CohortTable] = {}
_frames: dict[int, AnalysisFrame] = {}
"""The last analysis table of each cohort held, with what statistics remember of it."""


def frame_of(cohort_id: int, membership: Membership) -> pd.DataFrame:
    """The analysis table of a cohort as the database has it now; ask within a transaction."""
    frame = table_of(cohort_id, membership).frame()
    assert isinstance(frame, AnalysisFrame)
    if cohort_id in _frames:
        frame.follow(_frames.pop(cohort_id))
    if (cohort_id, ALL) in _held:
        _frames[cohort_id] = frame
    return frame


def table_of(cohort_id: int, membership: Membership, names: Names = ALL) -> CohortTable:
    """The table of a cohort as the database has it now, or later where rows change while it is read.

    names: columns without which it is of no use; where it is not in memory, no others are read.
    """
    key = cohort_id, ALL if (cohort_id, ALL) in _held else names
    held = _held.pop(key, None)
    table = _followed(held, membership) if held else None
    if table is None:
        table = _read(membership, key[1])
    if table.mark is not None:
        _hold(key, table)
    return table


def _hold(key: tuple[int, Names], table: CohortTable) -> None:
    """Keep the table, and forget those that were not asked for for longest where there are too many."""
    _held[key] = table
    while len(_held) > 1 and sum(map(len, _held.values())) > MOST_ROWS_HELD:
        cohort_id, names = next(iter(_held))
        _held.pop((cohort_id, names))
        if names == ALL:
            _frames.pop(cohort_id, None)


def _followed(table: CohortTable, membership: Membership) -> CohortTable | None:
    """The table with the patients replaced who changed; None where it is quicker or safer to read anew."""
    since = changed_since(table.mark) if table.mark and table.membership == membership else None
    if since is None:
        return None
    mark, patients = since
    if len(patients) > max(FEWEST_TO_READ_ANEW, len(table) // 20):
        return None
    return replace(_patched(table, patients), mark=mark) if patients else replace(table, mark=mark)


def _read(membership: Membership, names: Names) -> CohortTable:
    # The mark comes first: rows that change in between are read again by whoever follows it.
    mark = latest_mark()
    rows = index_regimens(membership, names=names)
    batches = iter(lambda: list(islice(rows, ROWS_AT_A_TIME)), [])
    parts = [_part(membership, batch, names) for batch in batches]
    return replace(_together(parts or [_part(membership, [], names)]), mark=mark)


def _part(membership: Membership, rows: list[IndexRegimen], names: Names) -> CohortTable:
    known = dict.fromkeys(names or chain(COLUMNS, *(row.values for row in rows)))
    columns = columns_of([row.values for row in rows], known)
    columns.pop("site_name", None)
    columns[SITE] = coded_column([row.site for row in rows])
    patients = np.array([row.patient for row in rows], dtype=np.int64)
    registry_ids = tuple(row.registry_id for row in rows)
    return CohortTable(membership, None, patients, registry_ids, columns, names)


def _together(parts: list[CohortTable]) -> CohortTable:
    """All patients in order; a column that one of the tables lacks is missing there.

    Column by column the parts are given up, so that never everything is in memory twice.
    """
    registry_ids = [one for part in parts for one in part.registry_ids]
    order = np.array(sorted(range(len(registry_ids)), key=registry_ids.__getitem__), dtype=np.int64)
    patients = np.concatenate([part.patients for part in parts])[order]
    own = [dict(part.columns) for part in parts]
    lengths = [len(part) for part in parts]
    first = parts[0]
    parts.clear()
    columns = {name: _taken_out(name, own, lengths).taken(order) for name in dict.fromkeys(chain(*own))}
    ids = tuple(registry_ids[place] for place in order.tolist())
    return replace(first, patients=patients, registry_ids=ids, columns=columns)


def _taken_out(name: str, tables: list[dict[str, Column]], lengths: list[int]) -> Column:
    parts = [
        own.pop(name) if name in own else _missing(length)
        for own, length in zip(tables, lengths, strict=True)
    ]
    return joined(parts)


def _column(table: CohortTable, name: str) -> Column:
    return table.columns[name] if name in table.columns else _missing(len(table))


def _missing(length: int) -> Column:
    return column_of([None] * length)


def _taken(table: CohortTable, places: Places) -> CohortTable:
    columns = {name: column.taken(places) for name, column in table.columns.items()}
    registry_ids = tuple(table.registry_ids[place] for place in places.tolist())
    return replace(table, patients=table.patients[places], registry_ids=registry_ids, columns=columns)


def _patched(table: CohortTable, patients: set[int]) -> CohortTable:
    rows = list(index_regimens(table.membership, patients, table.names))
    fresh = _together([_part(table.membership, rows, table.names)])
    gone = np.isin(table.patients, list(patients))
    if set(fresh.patients.tolist()) != set(table.patients[gone].tolist()):
        return _together([_taken(table, np.flatnonzero(~gone)), fresh])
    return _replaced(table, fresh, np.flatnonzero(gone))


def _replaced(table: CohortTable, fresh: CohortTable, places: Places) -> CohortTable:
    """The same patients, some with other values. A column in which nothing changed stays the same object."""
    order = np.arange(len(table))
    order[places] = len(table) + np.arange(len(places))
    names = dict.fromkeys((*table.columns, *fresh.columns))
    columns = {}
    for name in names:
        old, new = _column(table, name), _column(fresh, name)
        same = old.taken(places).objects.tolist() == new.objects.tolist()
        columns[name] = old if same else joined([old, new]).taken(order)
    return replace(table, columns=columns)
