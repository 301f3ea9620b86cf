"""The replication table arranged for reading: by publication, with counts of each status."""

from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import dataclass

from outcomes.models import Cohort
from outcomes.replication import Replicated, rows

STATUS_LABELS = {"match": "Equal", "explained": "Explained", "differs": "Differs"}


@dataclass(frozen=True, slots=True)
class Publication:
    """The figures that one publication prints; title and slug are those of its cohort."""

    title: str
    slug: str
    rows: list[Replicated]

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """(status, its label, how many)."""
        return counts_of(self.rows)


def publications(shown: Container[str]) -> list[Publication]:
    """In the order of their rows; a cohort that was not loaded has none. shown: slugs of cohorts."""
    found = [row for row in rows() if row.cohort in shown]
    names = dict(Cohort.objects.values_list("slug", "name"))
    slugs = list(dict.fromkeys(row.cohort for row in found))
    return [Publication(names[slug], slug, [row for row in found if row.cohort == slug]) for slug in slugs]


def counts_of(figures: Iterable[Replicated]) -> list[tuple[str, str, int]]:
    found = Counter(row.status for row in figures)
    return [(status, label, found[status]) for status, label in STATUS_LABELS.items()]
