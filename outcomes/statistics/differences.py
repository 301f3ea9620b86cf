"""Standardised differences between groups: how far apart they are, whatever their size; no test.

Sources: Austin, Stat Med 2009;28:3083–107 (means and proportions); Yang and Dalton, SAS Global Forum
2012:335 (several levels, by the Mahalanobis distance of their proportions). Absolute values; among more than
two groups the largest of all pairs.
"""

from collections.abc import Sequence

import numpy as np

from outcomes.statistics.results import known
from outcomes.statistics.survival import Floats

SMALLEST_SINGULAR = 1e-12
TOLERANCE = 1e-8


def difference_of_values(samples: Sequence[Floats]) -> float | None:
    """|difference of means| / √(mean of the two variances), the largest of all pairs of groups.

    samples: one array of non-missing values per group. None where no pair has two values in each group, or
    where means differ and nothing varies.
    """
    # In order, so that the last digit of a sum does not depend on the order of the patients.
    samples = [sample if is_in_order(sample) else np.sort(sample) for sample in samples]
    several = [sample for sample in samples if len(sample) > 1]
    if len(several) < 2:
        return None
    mean = np.array([sample.mean() for sample in several])
    variance = np.array([sample.var(ddof=1) for sample in several])
    first, second = np.triu_indices(len(several), 1)
    apart, spread = np.abs(mean[first] - mean[second]), (variance[first] + variance[second]) / 2
    return _largest(_ratio(apart, np.sqrt(spread)))


def is_in_order(sample: Floats) -> bool:
    """Whether no value is below the one before."""
    return bool((sample[1:] >= sample[:-1]).all())


def difference_of_counts(counts: np.ndarray) -> float | None:
    """The distance between the proportions of the levels, the largest of all pairs of groups.

    counts: (levels, groups), every patient of whom the value is known in one level. With two levels this is
    Austin's difference of proportions. None where two groups have no level in common.
    """
    used = np.asarray(counts, dtype=float)[:, counts.sum(axis=0) > 0]
    if used.shape[1] < 2 or len(used) < 2:
        return None
    share = (used / used.sum(axis=0)).T
    first, second = np.triu_indices(len(share), 1)
    apart = share[first] - share[second]
    spread = (_covariance(share)[first] + _covariance(share)[second]) / 2
    inverse = np.linalg.pinv(spread, rcond=SMALLEST_SINGULAR, hermitian=True)
    weighed = np.einsum("pij,pj->pi", inverse, apart)
    # Where the difference lies in a direction in which nothing varies, the distance is infinite.
    reached = np.abs(np.einsum("pij,pj->pi", spread, weighed) - apart).max(axis=1) < TOLERANCE
    square = np.einsum("pi,pi->p", apart, weighed)
    return _largest(np.where(reached, np.sqrt(np.maximum(square, 0)), np.inf))


def _covariance(share: Floats) -> Floats:
    """(G, K, K) of one patient's levels in each group: p(1 - p) on the diagonal, -pq beside it."""
    diagonal = np.eye(share.shape[1]) * share[:, :, np.newaxis]
    products: Floats = share[:, :, np.newaxis] * share[:, np.newaxis, :]
    return diagonal - products


def _ratio(apart: Floats, spread: Floats) -> Floats:
    """0 where the groups do not differ, infinity where they do and nothing varies."""
    without = np.where(apart > 0, np.inf, 0.0)
    return np.divide(apart, spread, out=without, where=spread > 0)


def _largest(pairs: Floats) -> float | None:
    return known(float(pairs.max()))
