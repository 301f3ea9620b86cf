"""Three hundred cohorts of a million patients: curves and tests of three endpoints in ten strata of each.

A cohort is a random rule over five columns, which have 2,160 combinations. Each rule is evaluated once, for
the combinations; the patients it admits are counted by one pass over their cells, and every estimate reads
the counts.
"""

import numpy as np

from benchmarks.timing import seconds, show, text
from outcomes.statistics.columns import Mask, Places
from outcomes.statistics.comparison import log_rank
from outcomes.statistics.counts import Cells
from outcomes.statistics.survival import kaplan_meier

PATIENTS, COHORTS, ENDPOINTS, STRATA, LAST_DAY = 1_000_000, 300, 3, 10, 3_650
LEVELS = (3, 12, 2, 6, 5)


def run() -> None:
    random = np.random.default_rng(300)
    columns = [random.integers(0, levels, PATIENTS) for levels in LEVELS]
    combination = np.ravel_multi_index(columns, LEVELS)
    strata = random.integers(0, STRATA, PATIENTS)
    cells = [_endpoint(random, strata) for _ in range(ENDPOINTS)]
    rules = [_rule(random) for _ in range(COHORTS)]
    whole = seconds(lambda: _all(combination, cells, rules), repeats=1)
    counting = seconds(lambda: _all(combination, cells, rules, estimate=False), repeats=1)
    mean = np.mean([len(_admitted(combination, rule)) for rule in rules[:20]])
    headings = ("cohorts", "of patients", "in each, about", "endpoints", "strata", "all", "of it counting")
    row = (COHORTS, f"{PATIENTS:,}", f"{mean:,.0f}", ENDPOINTS, STRATA, text(whole), text(counting))
    show("Cohorts × endpoints × strata: Kaplan–Meier and log-rank", headings, [tuple(map(str, row))])


def _endpoint(random: np.random.Generator, strata: Places) -> Cells:
    days = np.minimum(random.exponential(500, PATIENTS).astype(np.int64), LAST_DAY)
    return Cells.of(days, random.integers(0, 2, PATIENTS), strata, groups=STRATA)


def _rule(random: np.random.Generator) -> Mask:
    """Whether each combination is admitted: half of the levels of each of two columns."""
    admitted = np.ones(LEVELS, dtype=bool)
    for at in random.choice(len(LEVELS), 2, replace=False):
        accepts = np.zeros(LEVELS[at], dtype=bool)
        accepts[random.choice(LEVELS[at], max(1, LEVELS[at] // 2), replace=False)] = True
        admitted &= accepts.reshape([-1 if axis == at else 1 for axis in range(len(LEVELS))])
    return admitted.ravel()


def _admitted(combination: Places, rule: Mask) -> Places:
    """The places of the patients whom a rule admits."""
    return np.flatnonzero(rule.take(combination))


def _all(combination: Places, cells: list[Cells], rules: list[Mask], *, estimate: bool = True) -> None:
    for rule in rules:
        patients = _admitted(combination, rule)
        for endpoint in cells:
            table = endpoint.counted(patients)
            if estimate:
                log_rank(table)
                for stratum in range(STRATA):
                    kaplan_meier(table, stratum)
