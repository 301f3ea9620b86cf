"""Which regimens a cohort takes in: one rule, as a test of a row and as a database query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from outcomes.models import RegimenOutcome

DRUGS = [("inotuzumab", "Inotuzumab ozogamicin"), ("blinatumomab", "Blinatumomab")]
LINES = {"1": "First salvage", "2": "Second salvage", "3+": "Third or later salvage"}


@dataclass(frozen=True, slots=True)
class Membership:
    """Conditions that all must hold; an empty one admits everything."""

    sites: frozenset[int] = frozenset()
    drug: str = ""
    regimen_codes: frozenset[str] = frozenset()
    line_groups: frozenset[str] = frozenset()
    started_from: date | None = None
    started_to: date | None = None

    def admits(self, row: "RegimenOutcome") -> bool:
        return (
            row.start_on is not None
            and (not self.sites or row.site_id in self.sites)
            and (not self.drug or bool(getattr(row, f"contains_{self.drug}")))
            and (not self.regimen_codes or row.regimen_code in self.regimen_codes)
            and (not self.line_groups or row.line_group in self.line_groups)
            and (self.started_from is None or row.start_on >= self.started_from)
            and (self.started_to is None or row.start_on <= self.started_to)
        )

    def query(self) -> Q:
        """The same conditions for the database."""
        chosen = Q(start_on__isnull=False)
        if self.sites:
            chosen &= Q(site__in=self.sites)
        if self.drug:
            chosen &= Q(**{f"contains_{self.drug}": True})
        if self.regimen_codes:
            chosen &= Q(regimen_code__in=self.regimen_codes)
        if self.line_groups:
            chosen &= Q(line_group__in=self.line_groups)
        if self.started_from:
            chosen &= Q(start_on__gte=self.started_from)
        if self.started_to:
            chosen &= Q(start_on__lte=self.started_to)
        return chosen

    def index_rows(self, rows: Iterable["RegimenOutcome"]) -> list["RegimenOutcome"]:
        """Of each patient the first row that is admitted; rows come by patient, in order of start."""
        first: dict[int, RegimenOutcome] = {}
        for row in rows:
            if self.admits(row):
                first.setdefault(row.patient_id, row)
        return list(first.values())
