"""Three hundred cohorts of a million patients: curves and tests of three endpoints in ten strata of each.

A cohort is a random rule over five columns, which have 2,160 combinations. The patients are put in the order
of their combinations first, so that those whom a rule admits lie in some hundred stretches of rows; they are
counted by one pass over their cells, and every estimate reads the counts. All of this is timed.
"""

from dataclasses import dataclass

import numpy as np

from benchmarks.timing import seconds, show, text
from outcomes.statistics.columns import Mask, Places
from outcomes.statistics.comparison import log_rank
from outcomes.statistics.counts import Cells
from outcomes.statistics.survival import kaplan_meier

PATIENTS, COHORTS, ENDPOINTS, STRATA, LAST_DAY = 1_000_000, 300, 3, 10, 3_650
LEVELS = (3, 12, 2, 6, 5)
COMBINATIONS = int(np.prod(LEVELS))


@dataclass(frozen=True, slots=True)
class Registry:
    """All (n,): place of each patient's combination, stratum, and (days, event) of every endpoint."""

    combination: Places
    stratum: Places
    endpoints: list[tuple[Places, Places]]


def run() -> None:
    random = np.random.default_rng(300)
    registry, rules = _registry(random), [_rule(random) for _ in range(COHORTS)]
    whole = seconds(lambda: _all(registry, rules), repeats=1)
    counting = seconds(lambda: _all(registry, rules, estimate=False), repeats=1)
    mean = np.mean([rule[registry.combination].sum() for rule in rules[:20]])
    headings = ("cohorts", "of patients", "in each, about", "endpoints", "strata", "all", "of it counting")
    row = (COHORTS, f"{PATIENTS:,}", f"{mean:,.0f}", ENDPOINTS, STRATA, text(whole), text(counting))
    show("Cohorts × endpoints × strata: Kaplan–Meier and log-rank", headings, [tuple(map(str, row))])


def _registry(random: np.random.Generator) -> Registry:
    columns = [random.integers(0, levels, PATIENTS) for levels in LEVELS]
    strata = random.integers(0, STRATA, PATIENTS)
    return Registry(
        np.ravel_multi_index(columns, LEVELS), strata, [_endpoint(random) for _ in range(ENDPOINTS)]
    )


def _endpoint(random: np.random.Generator) -> tuple[Places, Places]:
    days = np.minimum(random.exponential(500, PATIENTS).astype(np.int64), LAST_DAY)
    return days, random.integers(0, 2, PATIENTS)


def _rule(random: np.random.Generator) -> Mask:
    """Whether each combination is admitted: half of the levels of each of two columns."""
    admitted = np.ones(LEVELS, dtype=bool)
    for at in random.choice(len(LEVELS), 2, replace=False):
        accepts = np.zeros(LEVELS[at], dtype=bool)
        accepts[random.choice(LEVELS[at], max(1, LEVELS[at] // 2), replace=False)] = True
        admitted &= accepts.reshape([-1 if axis == at else 1 for axis in range(len(LEVELS))])
    return admitted.ravel()


def _all(registry: Registry, rules: list[Mask], *, estimate: bool = True) -> None:
    order = np.argsort(registry.combination.astype(np.int16), kind="stable")
    stratum = registry.stratum[order]
    cells = [
        Cells.of(days[order], event[order], stratum, groups=STRATA) for days, event in registry.endpoints
    ]
    bounds = np.searchsorted(registry.combination[order], np.arange(COMBINATIONS + 1))
    for rule in rules:
        stretches = _admitted(rule, bounds)
        for endpoint in cells:
            table = endpoint.counted(stretches)
            if estimate:
                log_rank(table)
                for group in range(STRATA):
                    kaplan_meier(table, group)


def _admitted(rule: Mask, bounds: Places) -> list[slice]:
    """The stretches of rows that a rule admits; bounds: the first row of each combination, and the end."""
    edges = np.flatnonzero(np.diff(rule.astype(np.int8), prepend=0, append=0))
    return [slice(first, end) for first, end in bounds[edges].reshape(-1, 2)]
