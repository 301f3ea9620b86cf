"""The figures as they were printed. Nothing that computes reads this module."""

import csv
from dataclasses import dataclass
from pathlib import Path

FIGURES_CSV = Path(__file__).resolve().parent / "published.csv"
UNITS = {"months": " months", "%": "%"}
# A median with its range in brackets stands without its unit.
RANGE = "["


@dataclass(frozen=True, slots=True)
class Figure:
    """One published figure. `printed` is written as the readings write computed values."""

    id: str
    description: str
    population: str
    printed: str

    @property
    def publication(self) -> str:
        """Number of the publication, as cohorts name it: "1" or "2"."""
        return self.id.split(".")[0]


def figures() -> list[Figure]:
    """Every published figure, in the order of the file."""
    with FIGURES_CSV.open(newline="", encoding="utf-8") as lines:
        return [_figure(row) for row in csv.DictReader(lines)]


def _figure(row: dict[str, str]) -> Figure:
    return Figure(row["id"], row["description"], row["population"], _printed(row))


def _printed(row: dict[str, str]) -> str:
    """A count with its percentage where both were printed; what was restored by arithmetic is not printed."""
    value, counted = row["printed_value"], row["numerator"]
    if not value:
        return counted
    written = value if RANGE in value else value + UNITS.get(row["unit"], "")
    if counted and row["status"] != "restored":
        return f"{counted} of {row['denominator']} ({written})"
    return written
