"""The analysis tables of cohorts, held in memory by each worker and kept in step with the derived rows.

A table is read whole once. After that only the patients are read whose rows changed, as the journal of
derived rows says; the table is then what it would be if it were read anew.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import numpy as np
import pandas as pd

from outcomes.derived_changes import Mark, changed_since, latest_mark
from outcomes.loading import Site
from outcomes.membership import Membership
from outcomes.models import RegimenOutcome
from outcomes.statistics.columns import Codes, Column, Places, column_of, joined
from outcomes.statistics.frame import COLUMNS, frame_of_columns

ROWS_AT_A_TIME = 2_000
MOST_ROWS_HELD = 400_000
"""Rows of all tables in memory together: some 800 bytes each."""
FEWEST_TO_READ_ANEW = 500
SITE = "site_id"


@dataclass(frozen=True)
class CohortTable:
    """(n,) patients in the order of their registry ids, and the columns of their index regimens."""

    membership: Membership
    mark: Mark | None
    patients: Places
    registry_ids: tuple[str, ...]
    columns: Mapping[str, Column]

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


_held: dict[int, CohortTable] = {}


def table_of(cohort_id: int, membership: Membership) -> CohortTable:
    """The table of a cohort as the database has it now; ask within a transaction."""
    held = _held.pop(cohort_id, None)
    table = _followed(held, membership) if held else None
    if table is None:
        table = _read(membership)
    if table.mark is not None:
        _hold(cohort_id, table)
    return table


def _hold(cohort_id: int, table: CohortTable) -> None:
    """Keep the table, and forget those that were not asked for for longest where there are too many."""
    _held[cohort_id] = table
    while len(_held) > 1 and sum(map(len, _held.values())) > MOST_ROWS_HELD:
        _held.pop(next(iter(_held)))


def _followed(table: CohortTable, membership: Membership) -> CohortTable | None:
    """The table with the patients replaced who changed; None where it is quicker or safer to read anew."""
    since = changed_since(table.mark) if table.mark and table.membership == membership else None
    if since is None:
        return None
    mark, patients = since
    if len(patients) > max(FEWEST_TO_READ_ANEW, len(table) // 20):
        return None
    return replace(_patched(table, patients), mark=mark) if patients else replace(table, mark=mark)


def _read(membership: Membership) -> CohortTable:
    # The mark comes first: rows that change in between are read again by whoever follows it.
    mark = latest_mark()
    parts = [_part(membership, rows) for rows in _batches(_index_rows(membership))]
    return replace(_in_order(_together(parts or [_part(membership, [])])), mark=mark)


def _index_rows(membership: Membership, patients: Iterable[int] | None = None) -> Iterator[RegimenOutcome]:
    """Of each patient the first regimen that the rule admits, in order of patients."""
    rows = RegimenOutcome.objects.filter(membership.query()).select_related("patient")
    if patients is not None:
        rows = rows.filter(patient__in=patients)
    last = None
    for row in rows.order_by("patient_id", "position").iterator(ROWS_AT_A_TIME):
        if row.patient_id != last and membership.admits(row):
            last = row.patient_id
            yield row


def _batches(rows: Iterator[RegimenOutcome]) -> Iterator[list[RegimenOutcome]]:
    while batch := list(islice(rows, ROWS_AT_A_TIME)):
        yield batch


def _part(membership: Membership, rows: list[RegimenOutcome]) -> CohortTable:
    names = dict.fromkeys((*COLUMNS, *(name for row in rows for name in row.values)))
    columns = {name: column_of([row.values.get(name) for row in rows]) for name in names}
    columns.pop("site_name", None)
    columns[SITE] = _coded([row.site_id for row in rows])
    patients = np.array([row.patient_id for row in rows], dtype=np.int64)
    return CohortTable(membership, None, patients, tuple(row.patient.registry_id for row in rows), columns)


def _coded(values: list[Any]) -> Column:
    levels = list(dict.fromkeys(values))
    return Codes(np.array([levels.index(value) for value in values], dtype=np.int32), levels)


def _together(parts: list[CohortTable]) -> CohortTable:
    """One table after the other; a column that one of them lacks is missing there."""
    names = dict.fromkeys(name for part in parts for name in part.columns)
    columns = {name: joined([_column(part, name) for part in parts]) for name in names}
    patients = np.concatenate([part.patients for part in parts])
    registry_ids = tuple(one for part in parts for one in part.registry_ids)
    return replace(parts[0], patients=patients, registry_ids=registry_ids, columns=columns)


def _column(table: CohortTable, name: str) -> Column:
    return table.columns[name] if name in table.columns else column_of([None] * len(table))


def _in_order(table: CohortTable) -> CohortTable:
    order = sorted(range(len(table)), key=table.registry_ids.__getitem__)
    return _taken(table, np.array(order, dtype=np.int64))


def _taken(table: CohortTable, places: Places) -> CohortTable:
    columns = {name: column.taken(places) for name, column in table.columns.items()}
    registry_ids = tuple(table.registry_ids[place] for place in places.tolist())
    return replace(table, patients=table.patients[places], registry_ids=registry_ids, columns=columns)


def _patched(table: CohortTable, patients: set[int]) -> CohortTable:
    fresh = _in_order(_part(table.membership, list(_index_rows(table.membership, patients))))
    gone = np.isin(table.patients, list(patients))
    if set(fresh.patients.tolist()) != set(table.patients[gone].tolist()):
        return _in_order(_together([_taken(table, np.flatnonzero(~gone)), fresh]))
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
