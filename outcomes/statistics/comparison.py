"""Tests between survival curves on counts: log-rank for k groups, weighted, stratified, with delayed entry.

Sources: Mantel 1966; Peto and Peto 1972; Harrington and Fleming 1982 (`rho`); R's `survdiff`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from outcomes.statistics.counts import CountTable
from outcomes.statistics.survival import Floats


@dataclass(frozen=True, slots=True)
class LogRank:
    """observed, expected: (G,) events (weighted if rho > 0). NaN chi_square and p where not computable."""

    observed: Floats
    expected: Floats
    chi_square: float
    df: int
    p: float


def log_rank(*strata: CountTable, rho: float = 0) -> LogRank:
    """Compare the groups of one table; several tables are the strata of a stratified test.

    df = groups with an expected event, minus 1: a group that is gone before the first event does not count.
    rho = 1 weights by the pooled survival just before each event (Peto–Peto).
    """
    parts = [_stratum(table, rho) for table in strata]
    observed = sum((part[0] for part in parts), start=np.zeros(strata[0].groups))
    expected = sum((part[1] for part in parts), start=np.zeros(strata[0].groups))
    variance = sum((part[2] for part in parts), start=np.zeros((strata[0].groups, strata[0].groups)))
    chi_square, df, p = quadratic_form(observed - expected, variance, expected > 0)
    return LogRank(observed, expected, chi_square, df, p)


def quadratic_form(
    score: Floats, variance: Floats, counted: Sequence[bool] | np.ndarray
) -> tuple[float, int, float]:
    """(chi-square, df, p) of a score that sums to 0 over the groups counted; one of them is redundant."""
    kept = np.flatnonzero(counted)[:-1]
    if len(kept) == 0:
        return np.nan, 0, np.nan
    within = variance[np.ix_(kept, kept)]
    if np.linalg.matrix_rank(within) < len(kept):
        return np.nan, len(kept), np.nan
    chi_square = float(score[kept] @ np.linalg.solve(within, score[kept]))
    return chi_square, len(kept), float(chdtrc(len(kept), chi_square))


def _stratum(table: CountTable, rho: float) -> tuple[Floats, Floats, Floats]:
    """Observed (G,), expected (G,) and hypergeometric variance (G, G) of one stratum."""
    events, at_risk = table.exits[1:].sum(axis=0), table.at_risk
    d, n = events.sum(axis=0), at_risk.sum(axis=0)
    weight = _before_each(np.cumprod(1 - d / n)) ** rho if rho else 1.0
    share = at_risk / n
    spread = share * (weight**2 * d * (n - d) / np.maximum(n - 1, 1))
    # Summed by numpy itself: so small a product is slower on several processors than on one.
    shared = np.einsum("gd,hd->gh", spread, share)
    observed, expected = (weight * events).sum(axis=1), np.einsum("gd,d->g", share, weight * d)
    return observed, expected, np.diag(spread.sum(axis=1)) - shared


def _before_each(survival: Floats) -> Floats:
    """The pooled survival just before each of its days."""
    return np.concatenate([[1.0], survival[:-1]])[: len(survival)]
