"""Rows put in order of a date, or together by what they belong to."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from registry.edit_checks.certainty import AnyDate, earliest, latest
from registry.rows import Row


def in_order(rows: Iterable[Row], field: str) -> list[tuple[AnyDate, Row]]:
    """The rows that have the date, in its order, each with the date."""
    dated = [(value, row) for row in rows if (value := getattr(row, field)) is not None]
    return sorted(dated, key=lambda pair: (earliest(pair[0]), latest(pair[0]), pair[1].id))


def grouped(rows: Iterable[Row], key: Callable[[Row], int | None]) -> dict[int | None, list[Row]]:
    groups: dict[int | None, list[Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups
