"""Whether hazards are proportional: the score test of Grambsch and Therneau, as R's `cox.zph` does since 3.0.

Each term is multiplied with a function of time, g(t) = 1 − S(t−) by Kaplan and Meier of all patients; the
test asks whether the likelihood would rise if that product had a coefficient. It is not read off residuals.

Source: Grambsch and Therneau, Biometrika 1994;81:515–26.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2

from outcomes.statistics.partial_likelihood import likelihood
from outcomes.statistics.regression import CoxFit
from outcomes.statistics.spells import Indices, Spells
from outcomes.statistics.survival import Floats

EMPTYING = 24.0
"""The logarithm of a risk, relative to another, beside which the other no longer counts."""


@dataclass(frozen=True, slots=True)
class ScoreTest:
    """NaN where the test cannot be computed."""

    chi_square: float
    df: int
    p: float


def proportionality(spells: Spells, fit: CoxFit, sets: Sequence[Sequence[int]]) -> tuple[ScoreTest, ...]:
    """One test for each set of terms (the columns of one covariate), and last the test of all together.

    Terms without an estimate are held where they are and take no part.
    """
    settled = np.flatnonzero(fit.estimated)
    with np.errstate(all="ignore"):
        # Beside a term that is held, the others may be too steep to be evaluated: there is no test then.
        score, both = _with_time(spells, fit, settled)
    places = {int(column): at for at, column in enumerate(settled)}
    own = [[places[column] for column in columns if column in places] for columns in sets]
    return tuple(_test(score, both, at) for at in (*own, list(range(len(settled)))))


def _with_time(spells: Spells, fit: CoxFit, settled: Indices) -> tuple[Floats, Floats]:
    """Of the K terms settled: the (K,) score of their products with g(t), and the (2K, 2K) information of the
    terms and these products."""
    held = np.where(fit.estimated, fit.coefficients, _held(spells, fit))
    here = likelihood(spells.with_covariates(spells.covariates - spells.mean()), held)
    weight, within = _lost_by(spells, here.time), np.ix_(settled, settled)
    plain, once, twice = (here.information(factor)[within] for factor in (None, weight, weight**2))
    return here.score(weight)[settled], np.block([[plain, once], [once, twice]])


def _held(spells: Spells, fit: CoxFit) -> Floats:
    """Nought for what says nothing; what runs to infinity, where it has all but emptied its risk sets."""
    width = np.ptp(spells.covariates, axis=0)
    far = np.divide(EMPTYING, width, out=np.zeros_like(width), where=width > 0)
    return np.where(fit.unbounded, np.copysign(far, fit.coefficients), 0.0)


def _test(score: Floats, both: Floats, columns: list[int]) -> ScoreTest:
    if not columns:
        return ScoreTest(np.nan, 0, np.nan)
    terms = len(score)
    kept = [*range(terms), *(terms + column for column in columns)]
    whole = np.concatenate([np.zeros(terms), score[columns]])
    within = both[np.ix_(kept, kept)]
    if not np.isfinite(within).all() or np.linalg.matrix_rank(within, hermitian=True) < len(kept):
        return ScoreTest(np.nan, len(columns), np.nan)
    try:
        chi_square = float(whole @ np.linalg.solve(within, whole))
    except np.linalg.LinAlgError:
        # Rank is judged with a tolerance, elimination without: on the edge they disagree.
        return ScoreTest(np.nan, len(columns), np.nan)
    return ScoreTest(chi_square, len(columns), float(chi2.sf(chi_square, len(columns))))


def _lost_by(spells: Spells, times: Floats) -> Floats:
    """1 − S(t−) at each time, by Kaplan and Meier of all spells, less its mean over the events."""
    days, at = np.unique(spells.stop[spells.event], return_inverse=True)
    events = np.bincount(at, spells.count[spells.event])
    at_risk = _before(spells.entry, spells, days) - _before(spells.stop, spells, days)
    survival = np.concatenate([[1.0], np.cumprod(1 - events / at_risk)])
    lost = 1 - survival
    mean = np.average(lost[:-1], weights=events)
    return np.asarray(lost[np.searchsorted(days, times, side="left")] - mean)


def _before(when: Floats, spells: Spells, days: Floats) -> Floats:
    """(D,) spells whose time is before each day."""
    order = np.argsort(when, kind="stable")
    total = np.concatenate([[0.0], spells.count[order].cumsum()])
    return np.asarray(total[np.searchsorted(when[order], days, side="left")])
