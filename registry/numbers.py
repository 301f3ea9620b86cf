"""Asking the database for very many records by their numbers."""

from collections.abc import Collection

from django.db.models import Q


def ends_of(numbers: Collection[int]) -> tuple[int, int] | None:
    """The first and the last of numbers that follow one another without a gap; None of any others.

    These two say as much as all: to name each takes longer than to find what is asked for.
    """
    if not numbers:
        return None
    ends = min(numbers), max(numbers)
    return ends if ends[1] - ends[0] + 1 == len(set(numbers)) else None


def among(field: str, numbers: Collection[int]) -> Q:
    """The condition that a field holds one of these numbers."""
    if ends := ends_of(numbers):
        return Q(**{f"{field}__gte": ends[0], f"{field}__lte": ends[1]})
    return Q(**{f"{field}__in": numbers})
