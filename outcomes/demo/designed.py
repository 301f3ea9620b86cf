"""The designed facts of the synthetic patients, read from the two tables of the designed cohorts.

What each column means is said in docs/synthetic-cohorts.md. Days count from the start of the regimen (day 0).
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).resolve().parent
TABLES = {"A": "failure_cohort.csv", "B": "combination_cohort.csv"}


class Seen(NamedTuple):
    """One assessment: day, category (CR, CRp, CRi, NR, PD, or REL for relapse), marrow blasts in percent."""

    day: int
    category: str
    blasts: int


class Earlier(NamedTuple):
    """One salvage line before the regimen: its code, first day and result (CR or NR)."""

    code: str
    day: int
    result: str


@dataclass(frozen=True)
class Designed:
    """One row of a designed cohort. An absent fact is None."""

    facts: Mapping[str, str]

    def text(self, name: str) -> str | None:
        return self.facts[name] or None

    def is_yes(self, name: str) -> bool:
        return self.facts[name] == "yes"

    def number(self, name: str) -> Decimal | None:
        return Decimal(self.facts[name]) if self.facts[name] else None

    def whole(self, name: str) -> int | None:
        return int(Decimal(self.facts[name])) if self.facts[name] else None

    def listed(self, name: str) -> list[str]:
        return [item for item in self.facts[name].split(";") if item]

    def given(self, name: str) -> int:
        """A whole number that every row has."""
        return int(self.facts[name])

    def on(self, day: int) -> date:
        """The date of a day."""
        return self.start_on + timedelta(days=day)

    def date_of(self, name: str) -> date | None:
        """The date of a day that is named by its column."""
        day = self.whole(name)
        return None if day is None else self.on(day)

    @property
    def code(self) -> str:
        return self.facts["patient"]

    @cached_property
    def start_on(self) -> date:
        return date.fromisoformat(self.facts["start_on"])

    @cached_property
    def diagnosed_on(self) -> date:
        return date.fromisoformat(self.facts["diagnosis_on"])

    @cached_property
    def cycle_days(self) -> list[int]:
        return [int(day) for day in self.listed("cycle_start_days")]

    @cached_property
    def assessments(self) -> list[Seen]:
        parts = (item.split(":") for item in self.listed("assessments"))
        return [Seen(int(day), category, int(blasts)) for day, category, blasts in parts]

    @cached_property
    def earlier(self) -> list[Earlier]:
        parts = (item.split(":") for item in self.listed("prior_salvage"))
        return [Earlier(code, int(day), result) for code, day, result in parts]

    @property
    def last_alive_day(self) -> int:
        return self.given("last_alive_day")

    @property
    def is_dead(self) -> bool:
        return self.facts["vital_status"] == "dead"


def designed_cohort(site: str) -> list[Designed]:
    """The patients of synthetic centre "A" or "B", in order of their numbers."""
    with (FOLDER / TABLES[site]).open(newline="", encoding="utf-8") as lines:
        return [Designed(row) for row in csv.DictReader(lines)]
