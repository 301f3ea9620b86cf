"""Tests between groups for Table 1. Each names itself; none is chosen by its p value."""

from collections.abc import Sequence

import numpy as np
from scipy import stats

from outcomes.statistics.results import Comparison, comparison
from outcomes.statistics.survival import Floats

SMALLEST_EXPECTED = 5
TABLES = 9_999
SEED = 20_180_201
EXACT_BELOW = 50


def compare_values(samples: Sequence[Floats]) -> Comparison:
    """Wilcoxon rank-sum test for two groups, Kruskal–Wallis for more, as in R.

    samples: one array of non-missing values per group. Exact for small groups without ties.
    """
    sizes = [len(sample) for sample in samples]
    test = "Wilcoxon rank-sum test" if len(samples) == 2 else "Kruskal–Wallis test"
    together = np.concatenate([*samples, []])
    if min(sizes, default=0) == 0 or len(np.unique(together)) < 2:
        return comparison(test, np.nan, None, np.nan, sizes)
    if len(samples) == 2:
        tied = len(np.unique(together)) < len(together)
        exact = max(sizes) < EXACT_BELOW and not tied
        found = stats.mannwhitneyu(*samples, method="exact" if exact else "asymptotic")
        return comparison(test, found.statistic, None, found.pvalue, sizes)
    found = stats.kruskal(*samples)
    return comparison(test, found.statistic, len(samples) - 1, found.pvalue, sizes)


def compare_counts(counts: np.ndarray) -> Comparison:
    """Chi-square test without Yates' correction if every expected count is at least 5, else Fisher's test.

    counts: (levels, groups). Levels nobody has are left out. Beyond 2 × 2, Fisher's test samples tables
    with the same margins, with a fixed seed so that the same data give the same p value.
    """
    sizes = counts.sum(axis=0)
    used = counts[counts.sum(axis=1) > 0]
    if len(used) < 2 or counts.shape[1] < 2 or min(sizes, default=0) == 0:
        return comparison("chi-square test", np.nan, None, np.nan, sizes)
    if stats.contingency.expected_freq(used).min() >= SMALLEST_EXPECTED:
        found = stats.chi2_contingency(used, correction=False)
        return comparison("chi-square test", found.statistic, int(found.dof), found.pvalue, sizes)
    return comparison("Fisher's exact test", np.nan, None, _fisher(used), sizes)


def _fisher(counts: np.ndarray) -> float:
    if counts.shape == (2, 2):
        return float(stats.fisher_exact(counts).pvalue)
    sampled = stats.MonteCarloMethod(n_resamples=TABLES, rng=np.random.default_rng(SEED))
    # scipy answers some margins with an array of one.
    return float(np.asarray(stats.fisher_exact(counts, method=sampled).pvalue).item())
