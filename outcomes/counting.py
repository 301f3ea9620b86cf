"""How many patients each choice of a cohort's rule would leave.

Whatever cohorts choose by is held in memory as numbers, one row for each regimen, and kept in step with the
derived rows by their journal: only the patients that changed are read again. A count is then a few
operations on whole columns.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

import numpy as np
from django.db.models import QuerySet
from numpy.typing import NDArray

from outcomes.derived_changes import Mark, changed_since, latest_mark
from outcomes.membership import DRUGS, FILTERS, Condition, Membership
from outcomes.models import RegimenOutcome

DRUG_COLUMNS = tuple(f"contains_{drug}" for drug, _ in DRUGS)
COLUMNS = ("start_on", *dict.fromkeys(one.column for one in FILTERS), *DRUG_COLUMNS)
MOST_PATCHED = 500
"""So many patients are read again one by one; more than that, and everything is."""
ROWS_AT_A_TIME = 2_000
SITE = "site_id"
Mask = NDArray[np.bool_]
ByChoice = Mapping[str, Mapping[Any, int]]


@dataclass(frozen=True, slots=True)
class Counts:
    """total: patients under the rule. by_choice: filter → code → patients with that choice alone.

    foreign, foreign_by_choice: the same of sites that are not the reader's and have such a patient.
    """

    total: int
    by_choice: ByChoice
    foreign: int
    foreign_by_choice: ByChoice

    def of(self, name: str, code: Any) -> int:
        return self.by_choice[name].get(code, 0)

    def foreign_of(self, name: str, code: Any) -> int:
        return self.foreign_by_choice[name].get(code, 0)


@dataclass(frozen=True)
class _Table:
    """Every regimen with a start. patients: (n,) in order; codes: column → (n,) places among its levels."""

    mark: Mark | None
    patients: NDArray[np.int64]
    codes: Mapping[str, NDArray[np.int32]]
    levels: Mapping[str, list[Any]]

    @cached_property
    def places(self) -> NDArray[np.int64]:
        """(n,) each row's patient as a place among all patients."""
        places: NDArray[np.int64] = np.cumsum(np.diff(self.patients, prepend=self.patients[:1]) != 0)
        return places

    @cached_property
    def size(self) -> int:
        """How many patients there are."""
        return int(self.places[-1]) + 1 if len(self.places) else 0

    def passed(self, condition: Condition) -> Mask:
        """(n,) whether each row meets the condition; a value is tested once, however often it occurs."""
        verdicts = np.array([condition.accepts(one) for one in self.levels[condition.column]], dtype=bool)
        return verdicts[self.codes[condition.column]]

    def patients_by(self, column: str, chosen: Mask) -> dict[Any, int]:
        """Value → patients with a chosen row of that value."""
        levels = self.levels[column]
        found = np.zeros((self.size, len(levels)), dtype=bool)
        found[self.places[chosen], self.codes[column][chosen]] = True
        return dict(zip(levels, found.sum(axis=0).tolist(), strict=True))

    def sites_by(self, column: str, chosen: Mask, own: Collection[int]) -> dict[Any, int]:
        """Value → sites other than one's own with a chosen row of that value."""
        levels = self.levels[column]
        found = np.zeros((len(levels), len(self.levels[SITE])), dtype=bool)
        found[self.codes[column][chosen], self.codes[SITE][chosen]] = True
        return dict(zip(levels, (found & self._foreign(own)).sum(axis=1).tolist(), strict=True))

    def sites_in(self, chosen: Mask, own: Collection[int]) -> int:
        found = np.zeros(len(self.levels[SITE]), dtype=bool)
        found[self.codes[SITE][chosen]] = True
        return int((found & self._foreign(own)).sum())

    def _foreign(self, own: Collection[int]) -> Mask:
        return np.array([site not in own for site in self.levels[SITE]], dtype=bool)

    def patients_in(self, chosen: Mask) -> int:
        found = np.zeros(self.size, dtype=bool)
        found[self.places[chosen]] = True
        return int(found.sum())


_held: _Table | None = None


def counts_under(rule: Membership, own: Collection[int] = frozenset()) -> Counts:
    """Patients under a rule, and under each rule that differs from it in one filter.

    own: sites of the reader, to tell where patients of others come from.
    """
    table = _table()
    passed = {one.name: table.passed(one) for one in rule.conditions() if one.name != "start"}
    everything = _all_of(passed.values(), len(table.patients))

    def without(name: str) -> Mask:
        others = (mask for other, mask in passed.items() if other != name)
        return _all_of(others, len(table.patients)) if name in passed else everything

    def by_choice(count: Callable[[str, Mask], Mapping[Any, int]]) -> ByChoice:
        found = {one.name: count(one.column, without(one.name)) for one in FILTERS}
        found |= {one.name: _as_answers(found[one.name]) for one in FILTERS if one.is_flag}
        of_drugs = without("drug")
        return found | {"drug": {drug: count(f"contains_{drug}", of_drugs).get(True, 0) for drug, _ in DRUGS}}

    return Counts(
        table.patients_in(everything),
        by_choice(table.patients_by),
        table.sites_in(everything, own),
        by_choice(lambda column, chosen: table.sites_by(column, chosen, own)),
    )


def left_under(rule: Membership) -> list[int]:
    """Patients left after each condition of a rule, in its order: any of their regimens meets all so far."""
    table = _table()
    so_far, left = np.ones(len(table.patients), dtype=bool), []
    for condition in rule.conditions():
        so_far &= table.passed(condition)
        left.append(table.patients_in(so_far))
    return left


def _all_of(masks: Iterable[Mask], size: int) -> Mask:
    together = np.ones(size, dtype=bool)
    for mask in masks:
        together &= mask
    return together


def _as_answers(counted: Mapping[Any, int]) -> dict[Any, int]:
    return {"yes": counted.get(True, 0), "no": counted.get(False, 0)}


def _table() -> _Table:
    """The columns as the database has them now."""
    global _held
    table = _followed(_held) if _held else None
    if table is None:
        # The mark comes first: rows that change in between are read again by whoever follows it.
        mark = latest_mark()
        table = _read(mark, None, {name: [] for name in COLUMNS})
    _held = table if table.mark else None
    return table


def _followed(table: _Table) -> _Table | None:
    """The table with the rows of changed patients replaced; None where it has to be read anew."""
    since = changed_since(table.mark) if table.mark else None
    if since is None or len(since[1]) > MOST_PATCHED:
        return None
    mark, changed = since
    if not changed:
        return table
    fresh = _read(mark, changed, table.levels)
    stays = ~np.isin(table.patients, list(changed))
    patients = np.concatenate([table.patients[stays], fresh.patients])
    order = np.argsort(patients, kind="stable")
    codes = {name: np.concatenate([table.codes[name][stays], fresh.codes[name]])[order] for name in COLUMNS}
    return _Table(mark, patients[order], codes, fresh.levels)


def _read(mark: Mark | None, patients: Iterable[int] | None, known: Mapping[str, list[Any]]) -> _Table:
    """The rows of these patients, or of all, coded by the levels known so far and new ones after them."""
    rows = RegimenOutcome.objects.filter(start_on__isnull=False).order_by("patient_id")
    if patients is not None:
        rows = rows.filter(patient__in=list(patients))
    levels = {name: dict(zip(values, range(len(values)), strict=True)) for name, values in known.items()}
    parts = [_coded(batch, levels) for batch in _batches(rows.values_list("patient_id", *COLUMNS))]
    together = np.concatenate([np.zeros((len(COLUMNS) + 1, 0), dtype=np.int64), *parts], axis=1)
    codes = {name: own.astype(np.int32) for name, own in zip(COLUMNS, together[1:], strict=True)}
    return _Table(mark, together[0], codes, {name: list(values) for name, values in levels.items()})


def _batches(rows: QuerySet[Any, tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    waiting = rows.iterator(ROWS_AT_A_TIME)
    while batch := list(islice(waiting, ROWS_AT_A_TIME)):
        yield batch


def _coded(rows: list[tuple[Any, ...]], levels: Mapping[str, dict[Any, int]]) -> NDArray[np.int64]:
    """(1 + columns, n) patients, and places of their values; new levels come after the others."""
    patients, *columns = zip(*rows, strict=True)
    coded = (
        [levels[name].setdefault(value, len(levels[name])) for value in values]
        for name, values in zip(COLUMNS, columns, strict=True)
    )
    return np.array([patients, *coded], dtype=np.int64)
