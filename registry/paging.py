"""Pages of a long list without counting it: a page knows whether another one follows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

COUNTED_UP_TO = 1000


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list; the first page has number 1."""

    rows: Sequence[Any]
    number: int
    size: int
    has_next: bool

    @property
    def start(self) -> int:
        """How many rows come before this page."""
        return (self.number - 1) * self.size

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def previous_page_number(self) -> int:
        return self.number - 1

    @property
    def next_page_number(self) -> int:
        return self.number + 1


def page_of(rows: QuerySet[Any], wanted: str | None, size: int) -> Page:
    """The page of that number, the first one for anything that is no number; one query."""
    number = max(int(wanted), 1) if wanted and wanted.isdecimal() and len(wanted) < 7 else 1
    found = list(rows[(number - 1) * size : number * size + 1])
    return Page(found[:size], number, size, len(found) > size)


def counted(rows: QuerySet[Any], page: Page) -> tuple[int, bool]:
    """How many rows there are, and whether there are more than could be counted quickly.

    The last page, and with it a search that finds little, tells the number without counting.
    """
    if not page.has_next and (page.rows or not page.has_previous):
        return page.start + len(page.rows), False
    number = rows.order_by()[: COUNTED_UP_TO + 1].count()
    return min(number, COUNTED_UP_TO), number > COUNTED_UP_TO
