"""Asking the database for very many records by their numbers."""

from collections.abc import Collection

from django.db.models import Q


def among(field: str, numbers: Collection[int]) -> Q:
    """The condition that a field holds one of these numbers.

    Where they follow one another without a gap, as in a rebuild, the first and the last say it: naming each
    takes longer than finding what is asked for.
    """
    if numbers and max(numbers) - min(numbers) + 1 == len(set(numbers)):
        return Q(**{f"{field}__gte": min(numbers), f"{field}__lte": max(numbers)})
    return Q(**{f"{field}__in": numbers})
