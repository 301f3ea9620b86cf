"""Published survival figures as windows, and how far a set of designed days lies outside them."""

import csv
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from outcomes.demo.design import survival
from outcomes.demo.design.survival import DAYS_PER_MONTH, Observation

TARGETS_CSV = Path(__file__).with_name("targets.csv")
YEAR_DAYS = 12 * DAYS_PER_MONTH
Groups = Mapping[tuple[str, str, str], Sequence[Observation]]
"""(endpoint, grouping, group) to the observations; the whole cohort has empty grouping and group."""

STATISTICS: dict[str, Callable[[Sequence[Observation]], float]] = {
    "median_months": lambda rows: survival.median_days(rows) / DAYS_PER_MONTH,
    "survival_12_pct": lambda rows: 100 * survival.survival_at(rows, YEAR_DAYS),
    "reverse_median_months": lambda rows: (
        survival.median_days(survival.reversed_events(rows)) / DAYS_PER_MONTH
    ),
    "censored_median_months": lambda rows: survival.censored_median_days(rows) / DAYS_PER_MONTH,
}
WEIGHTS = {"survival_12_pct": 1.0, "logrank_p": 8.0}
USUAL_WEIGHT = 3.0
FAR = 100.0


@dataclass(frozen=True)
class Target:
    """One figure: low and high are in the unit the statistic is named for (months, percent, probability)."""

    figure: str
    endpoint: str
    grouping: str
    group: str
    statistic: str
    low: float
    high: float


def read(cohort: str) -> list[Target]:
    """Targets of one cohort ("failure" or "combination"), in file order."""
    with TARGETS_CSV.open(newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row.pop("cohort") == cohort]
    return [Target(low=float(row.pop("low")), high=float(row.pop("high")), **row) for row in rows]


def value(target: Target, groups: Groups) -> float:
    """The figure computed from the observations."""
    if target.statistic == "logrank_p":
        chosen = [
            rows
            for (endpoint, grouping, _), rows in sorted(groups.items())
            if (endpoint, grouping) == (target.endpoint, target.grouping)
        ]
        return survival.logrank_p(chosen)
    return STATISTICS[target.statistic](groups[target.endpoint, target.grouping, target.group])


def distance(target: Target, groups: Groups) -> float:
    """0 inside the window, otherwise how far outside, weighted (a P value by its logarithm)."""
    found = value(target, groups)
    if not math.isfinite(found) or found <= 0:
        return FAR
    scale = math.log if target.statistic == "logrank_p" else float
    outside = max(scale(target.low) - scale(found), scale(found) - scale(target.high), 0.0)
    return WEIGHTS.get(target.statistic, USUAL_WEIGHT) * outside


def loss(targets: Sequence[Target], groups: Groups) -> float:
    """Sum of the distances; 0 when every figure lies in its window."""
    return sum(distance(target, groups) for target in targets)
