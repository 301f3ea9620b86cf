"""Every count of every protected statistic under every grouping, and the sums that a reader can do."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from outcomes.disclosure import Ranged, protected
from outcomes.members import Key, counts_in
from outcomes.members.keys import NO_GROUP, cause
from outcomes.statistics.catalogue import CATALOGUE
from outcomes.statistics.groupings import ALL_PATIENTS, OVERALL, SITE
from outcomes.statistics.results import FlowResult, IncidenceResult, Result, TableResult
from tests.outcomes.disclosure.auditor import Audit, Cell, is_sum

# Its groups are states, and who is transplanted has been in both.
STATES = "survival-around-transplant"
Ranges = dict[Cell, tuple[int, int]]
Show = Callable[[Result], Mapping[Key, tuple[int, int]]]


def in_ranges(result: Result) -> dict[Key, tuple[int, int]]:
    """The counts as they leave the care team."""
    told = protected(result)
    counts = counts_in(told) if told else {}
    return {key: (int(n), n.highest) for key, n in counts.items() if isinstance(n, Ranged)}


def with_small_counts_blanked(result: Result) -> dict[Key, tuple[int, int]]:
    """The naive way: only counts of 1 to 7 are hidden."""
    return {key: (1, 7) if 0 < n < 8 else (n, n) for key, n in counts_in(result).items()}


class Sums:
    """Gathers counts and the equations between them; what is printed nowhere is an unknown."""

    def __init__(self, most: int) -> None:
        self.truth: dict[Cell, int] = {}
        self.shown: Ranges = {}
        self.equations: list[dict[Cell, int]] = []
        self.most = most

    def is_whole(self, whole: Cell, parts: Iterable[Cell], rest: str = "") -> None:
        """whole = the parts, and an unknown rest where that is named."""
        there = [part for part in parts if part in self.truth]
        if whole not in self.truth or (rest and not there):
            return
        if rest:
            left = self.truth[whole] - sum(self.truth[part] for part in there)
            assert 0 <= left <= self.most, (whole, there)
            unknown = rest, whole, len(self.equations)
            self.truth[unknown] = left
            there.append(unknown)
        assert self.truth[whole] == sum(self.truth[part] for part in there), (whole, there)
        self.equations.append(is_sum(whole, there))

    def audit(self) -> Audit:
        return Audit(self.truth, self.shown, self.most, self.equations)


def audit_of(frame: pd.DataFrame, show: Show) -> Audit:
    """All that a page and every choice of its groups tell of these patients."""
    sums = Sums(len(frame) + 50)
    sums.truth["everybody"] = len(frame)
    for statistic in (one for one in CATALOGUE if one.section != "regression"):
        for grouping in (one for one in statistic.groupings if one != SITE):
            result = statistic.counted(frame, grouping)
            where = statistic.slug, grouping.slug
            if protected(result):
                _gather(sums, where, result, show)
                _within(sums, where, result)
        for grouping in statistic.groupings[1:]:
            _across(sums, statistic.slug, grouping.slug)
    return sums.audit()


def _gather(sums: Sums, where: Cell, result: Result, show: Show) -> None:
    sums.truth |= {(where, key): n for key, n in counts_in(result).items()}
    sums.shown |= {(where, key): ends for key, ends in show(result).items()}


def _within(sums: Sums, where: Cell, result: Result) -> None:
    """Sums within one table, by what its rows mean."""
    keys = list(counts_in(result))
    for key in (key for key in keys if key[0] == "part"):
        sums.is_whole((where, ("of", *key[1:])), [(where, key)], "the others")
    for one in _groups(keys):
        _endings(sums, where, result, one)
        if where[0].startswith("best-response"):
            first = next(key for key in keys if key[:2] == ("of", one))
            sums.is_whole((where, first), [(where, key) for key in keys if key[:2] == ("part", one)], "other")
    _falling(sums, where, keys)
    _everybody(sums, where, result, keys)
    if isinstance(result, FlowResult):
        _boxes(sums, where, result)
    if isinstance(result, TableResult):
        _characteristics(sums, where, result)


def _endings(sums: Sums, where: Cell, result: Result, group: str) -> None:
    """A group of a curve is its events, by cause if there are several, and its censored."""
    names = map(cause, result.causes) if isinstance(result, IncidenceResult) else ("events",)
    parts = [(where, ("group", group, name)) for name in (*names, "censored")]
    if all(part in sums.truth for part in parts):
        sums.is_whole((where, ("group", group, "n")), parts)


def _everybody(sums: Sums, where: Cell, result: Result, keys: Sequence[Key]) -> None:
    """The groups and those left out are everybody, with those of no group, some of whom are left out, too."""
    left_out = [(where, key) for key in keys if key[0] == "excluded"]
    sizes = [(where, ("group", one, "n")) for one in _groups(keys)]
    if not sizes or where[0] == STATES or any(size not in sums.truth for size in sizes):
        return
    if isinstance(result, TableResult) and not left_out:
        sums.is_whole("everybody", [(where, NO_GROUP), *sizes])
    else:
        sums.is_whole("everybody", [*left_out, *sizes], "not said")


def _groups(keys: Sequence[Key]) -> list[str]:
    return list(dict.fromkeys(key[1] for key in keys if key[0] in ("group", "part")))


def _falling(sums: Sums, where: Cell, keys: Sequence[Key]) -> None:
    """Who is at risk later was at risk before; who had an event by then had it later, too."""
    for what, whole_first in (("at-risk", True), ("events-by", False)):
        by_group = defaultdict(list)
        for key in (key for key in keys if key[0] == what):
            by_group[key[1]].append((where, key))
        for ticks in by_group.values():
            for pair in pairwise(ticks):
                whole, part = pair if whole_first else pair[::-1]
                if sums.truth[whole] >= sums.truth[part]:
                    sums.is_whole(whole, [part], "between")


def _characteristics(sums: Sums, where: Cell, result: TableResult) -> None:
    for column in (column.label for column in result.columns):
        levels = defaultdict(list)
        for line in result.lines:
            if line.level:
                levels[line.characteristic].append(
                    (where, ("level", line.characteristic, line.level, column))
                )
        for name, cells in levels.items():
            unknown = (where, ("unknown", name, column))
            rest = "another level" if len(cells) == 1 else ""
            sums.is_whole((where, ("group", column, "n")), [*cells, unknown], rest or "of no level")


def _boxes(sums: Sums, where: Cell, result: FlowResult) -> None:
    box = {one.slug: (where, ("box", one.slug)) for one in result.boxes}
    left = {
        one.slug: [(where, ("left-out", one.slug, reason.reason)) for reason in one.excluded]
        for one in result.boxes
    }
    sums.is_whole(box["treated"], [box["evaluable"], *left["evaluable"]])
    sums.is_whole(box["evaluable"], [box["responders"], box["refractory"]])
    sums.is_whole(box["evaluable"], [box["failures"], *left["failures"]])
    sums.is_whole(box["failures"], [box["relapsed"], box["refractory"]])
    sums.is_whole(box["failures"], [box["analysed"], *left["analysed"]])
    sums.is_whole("everybody", [box["treated"]])


def _across(sums: Sums, slug: str, grouping: str) -> None:
    """A count among all is those in the groups, and an unknown number in none of them."""
    overall, grouped = (slug, OVERALL.slug), (slug, grouping)
    labels = _groups([cell[1] for cell in sums.truth if cell[0] == grouped])
    for cell in [cell for cell in sums.truth if cell[0] == overall and ALL_PATIENTS in cell[1]]:
        parts = [(grouped, _among(cell[1], label)) for label in labels]
        if all(part in sums.truth for part in parts):
            left = sums.truth[cell] - sum(sums.truth[part] for part in parts)
            if left >= 0:
                sums.is_whole(cell, parts, "of no group")


def _among(key: Key, label: str) -> Key:
    return tuple(label if part == ALL_PATIENTS else part for part in key)


def pairs_audit(patients: Mapping[str, np.ndarray], show: Callable[[int], tuple[int, int]]) -> Audit:
    """The counts of the form of a cohort under no filter, each single choice, and each pair of choices.

    patients: filter → (n,) the choice that each patient meets, "" for none. One regimen of each patient is
    taken, as if filters made sums; with several regimens a reader knows less.
    """
    size = len(next(iter(patients.values())))
    sums = Sums(size + 50)
    masks = {(name, code): values == code for name, values in patients.items() for code in set(values)}
    cells: dict[Cell, np.ndarray] = {frozenset[Cell](): np.ones(size, dtype=bool)}
    cells |= {frozenset([one]): mask for one, mask in masks.items()}
    cells |= {
        frozenset([one, other]): masks[one] & masks[other]
        for one in masks
        for other in masks
        if one[0] < other[0]
    }
    sums.truth = {cell: int(mask.sum()) for cell, mask in cells.items()}
    # What meets no choice of a filter cannot be chosen, and is told nowhere.
    sums.shown = {cell: show(n) for cell, n in sums.truth.items() if all(code for _, code in cell)}
    for cell in [cell for cell in cells if len(cell) < 2]:
        for name in patients.keys() - {one for one, _ in cell}:
            sums.is_whole(cell, [cell | {choice} for choice in masks if choice[0] == name])
    return sums.audit()


def choices_of_a_list(rows: Iterator[Mapping[str, str]], names: Sequence[str]) -> dict[str, np.ndarray]:
    known = list(rows)
    return {name: np.array([row[name] for row in known]) for name in names}
