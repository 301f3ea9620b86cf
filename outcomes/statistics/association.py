"""Tests between groups for Table 1. Each names itself; none is chosen by its p value."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from scipy import stats

from outcomes.statistics.fisher import TooManyTables, fisher_p
from outcomes.statistics.results import Comparison, comparison
from outcomes.statistics.survival import Floats

SMALLEST_EXPECTED = 5
TABLES = 9_999
SEED = 20_180_201
EXACT_BELOW = 50
NOTHING_DIFFERS = "all patients have the same value, or a group has no known one."
EXACT, SAMPLED = "Fisher's exact test", f"Fisher's test on {TABLES:,} sampled tables"


def compare_values(samples: Sequence[Floats]) -> Comparison:
    """Wilcoxon rank-sum test for two groups, Kruskal–Wallis for more, as in R.

    samples: one array of non-missing values per group. Exact for small groups without ties.
    """
    sizes = [len(sample) for sample in samples]
    test = "Wilcoxon rank-sum test" if len(samples) == 2 else "Kruskal–Wallis test"
    together = np.concatenate([*samples, []])
    if min(sizes, default=0) == 0 or len(np.unique(together)) < 2:
        return comparison(test, np.nan, None, np.nan, sizes, NOTHING_DIFFERS)
    if len(samples) == 2:
        tied = len(np.unique(together)) < len(together)
        exact = max(sizes) < EXACT_BELOW and not tied
        found = stats.mannwhitneyu(*samples, method="exact" if exact else "asymptotic")
        return comparison(test, found.statistic, None, found.pvalue, sizes)
    found = stats.kruskal(*samples)
    return comparison(test, found.statistic, len(samples) - 1, found.pvalue, sizes)


def compare_counts(counts: np.ndarray) -> Comparison:
    """Chi-square test without Yates' correction if every expected count is at least 5, else Fisher's test.

    counts: (levels, groups). Levels nobody has are left out. Fisher's test is exact; where too many tables
    have the same margins it samples them, says so in its name, and has a fixed seed so that the same data
    give the same p value.
    """
    sizes = counts.sum(axis=0)
    used = counts[counts.sum(axis=1) > 0]
    if len(used) < 2 or counts.shape[1] < 2 or min(sizes, default=0) == 0:
        return comparison("chi-square test", np.nan, None, np.nan, sizes, NOTHING_DIFFERS)
    if stats.contingency.expected_freq(used).min() >= SMALLEST_EXPECTED:
        found = stats.chi2_contingency(used, correction=False)
        return comparison("chi-square test", found.statistic, int(found.dof), found.pvalue, sizes)
    name, p = _fisher(tuple(map(tuple, used.tolist())))
    return comparison(name, np.nan, None, p, sizes)


@lru_cache(maxsize=4096)
def _fisher(counts: tuple[tuple[int, ...], ...]) -> tuple[str, float]:
    """Name and p value of Fisher's test. Kept: most tables of a cohort survive an edit of one patient."""
    table = np.array(counts)
    if table.shape == (2, 2):
        return EXACT, float(stats.fisher_exact(table).pvalue)
    try:
        return EXACT, fisher_p(table)
    except TooManyTables:
        return SAMPLED, _sampled(table)


def _sampled(table: np.ndarray) -> float:
    sampled = stats.MonteCarloMethod(n_resamples=TABLES, rng=np.random.default_rng(SEED))
    # scipy answers some margins with an array of one.
    return float(np.asarray(stats.fisher_exact(table, method=sampled).pvalue).item())
