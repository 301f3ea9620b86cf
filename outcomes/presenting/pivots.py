"""Rows that come group by group, turned so that groups stand side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from outcomes.statistics.results import Proportion, ToxicityRow, ValueRow


@dataclass(frozen=True, slots=True)
class Line:
    """One label with its row for each group, None where a group has none."""

    label: str
    note: str
    cells: list[Any]


@dataclass(frozen=True, slots=True)
class Pivot:
    """groups: headings of the columns; lines: one for each label, in the order of first appearance."""

    groups: list[str]
    lines: list[Line]


def pivot(rows: Sequence[Proportion] | Sequence[ValueRow]) -> Pivot:
    """Labels down, groups across."""
    groups = list(dict.fromkeys(row.group for row in rows))
    found = {(row.label, row.group): row for row in rows}
    notes: dict[str, str] = {}
    for row in rows:
        notes.setdefault(row.label, row.note)
    return Pivot(
        groups, [Line(label, note, [found.get((label, g)) for g in groups]) for label, note in notes.items()]
    )


def by_version(rows: Sequence[ToxicityRow]) -> list[tuple[str, str, list[ToxicityRow]]]:
    """(group, CTCAE version, rows) in the order in which they come."""
    keyed = groupby(rows, key=lambda row: (row.group, row.ctcae_version))
    return [(group, version, list(own)) for (group, version), own in keyed]
