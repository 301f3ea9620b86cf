"""The replication table arranged for reading: by publication, with counts of each status."""

from collections import Counter
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from outcomes.models import Cohort

STATUS_LABELS = {"match": "Equal", "explained": "Explained", "differs": "Differs"}


@dataclass(frozen=True, slots=True)
class Publication:
    """Rows of one cohort: id, description, population, printed, computed, status, explanation."""

    title: str
    slug: str
    rows: list[Any]

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """(status, its label, how many)."""
        found = Counter(row.status for row in self.rows)
        return [(status, label, found[status]) for status, label in STATUS_LABELS.items()]


def publications() -> list[Publication]:
    rows = _rows()
    names = dict(Cohort.objects.values_list("slug", "name"))
    slugs = list(dict.fromkeys(row.cohort for row in rows))
    return [
        Publication(
            names.get(slug, slug), slug if slug in names else "", [row for row in rows if row.cohort == slug]
        )
        for slug in slugs
    ]


def _rows() -> list[Any]:
    if find_spec("outcomes.replication") is None:
        return []
    from outcomes import replication

    return list(replication.rows()) if hasattr(replication, "rows") else []
