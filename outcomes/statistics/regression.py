"""Cox regression: estimates by Newton's method, with what cannot be estimated named instead of printed.

Conventions of R's `coxph`: Efron's method for ties, Wald limits and p values. Estimates agree with R to 1e-8.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.stats import chi2, norm

from outcomes.statistics.counts import FROM_ORIGIN
from outcomes.statistics.partial_likelihood import Likelihood, likelihood
from outcomes.statistics.spells import Spells, Times
from outcomes.statistics.survival import Z95, Floats

MOST_STEPS, MOST_HALVINGS = 60, 20
# The likelihood stands still where its relative change is below this; a coefficient that then still moves by
# more than RUNNING of itself runs to infinity (R's `coxph` warns of the same by the same comparison).
STILL, RUNNING, NOTICEABLE = 1e-12, 1e-3, 1e-5
# A column of which less than this share is not explained by those before it says nothing of its own.
ALIASED = 1e-9


class NotEstimable(Exception):
    """The model has no estimate at all. The text says why, to the reader."""


@dataclass(frozen=True, slots=True)
class CoxFit:
    """All arrays are (K,), in the order of the K terms; limits are 95%, p values are Wald's.

    aliased: terms that say nothing beside those before them; their numbers are NaN. unbounded: terms whose
    estimate runs to plus or minus infinity; the hazard ratio is 0 or infinite, and limits are NaN.
    variance: (K, K), NaN for both kinds. log_likelihood: without covariates, and at the estimate.
    """

    terms: tuple[str, ...]
    coefficients: Floats
    std_errors: Floats
    hazard_ratios: Floats
    lower: Floats
    upper: Floats
    p: Floats
    n: int
    events: int
    variance: Floats
    log_likelihood: tuple[float, float]
    aliased: NDArray[np.bool_]
    unbounded: NDArray[np.bool_]

    @property
    def estimated(self) -> NDArray[np.bool_]:
        kept: NDArray[np.bool_] = ~(self.aliased | self.unbounded)
        return kept


def cox(
    covariates: pd.DataFrame,
    days: ArrayLike,
    event: ArrayLike,
    *,
    entry: ArrayLike | None = None,
    strata: Sequence[str] = (),
) -> CoxFit:
    """Proportional hazards model of (n,) times on (n, K) numeric covariates without missing values.

    entry: day of coming under observation, FROM_ORIGIN where that is the origin. strata: columns of
    `covariates` that get a baseline hazard of their own. Raises NotEstimable.
    """
    terms = covariates.drop(columns=list(strata))
    stratum = covariates.groupby(list(strata)).ngroup() if strata else None
    entries = None if entry is None else np.maximum(np.asarray(entry), FROM_ORIGIN)
    spells = Spells.of(terms.to_numpy(dtype=float), Times.of(days, event, entry=entries, stratum=stratum))
    return fitted(spells, tuple(map(str, terms.columns)))


def fitted(spells: Spells, terms: tuple[str, ...]) -> CoxFit:
    """The model of spells on their covariates. Raises NotEstimable without events or without contrast."""
    if not spells.event.any():
        raise NotEstimable("There is no event, so no hazard can be estimated.")
    spread = spells.spread()
    scale: Floats = np.where(spread > 0, spread, 1.0)
    standard = spells.with_covariates((spells.covariates - spells.mean()) / scale)
    at_nought = likelihood(standard, np.zeros(len(scale)))
    aliased = _aliased(at_nought.information())
    if aliased.all():
        raise NotEstimable("No covariate differs among the patients at risk when an event happens.")
    kept = standard.with_covariates(standard.covariates[:, ~aliased])
    if aliased.any():
        at_nought = likelihood(kept, np.zeros(kept.covariates.shape[1]))
    coefficients, unbounded, null, end = _newton(kept, at_nought)
    return _fit(spells, terms, scale, aliased, coefficients, unbounded, (null, end))


def _aliased(information: Floats) -> NDArray[np.bool_]:
    """(K,) columns that those before them explain; by the information where nothing is assumed."""
    kept: list[int] = []
    for at in range(len(information)):
        own, shared = information[at, at], information[kept, at]
        explained = shared @ np.linalg.solve(information[np.ix_(kept, kept)], shared) if kept else 0.0
        if own > 0 and own - explained > ALIASED * own:
            kept.append(at)
    return ~np.isin(np.arange(len(information)), kept)


def _newton(spells: Spells, here: Likelihood) -> tuple[Floats, NDArray[np.bool_], float, Likelihood]:
    """(K,) coefficients, which of them run to infinity, the likelihood at nought (`here`) and at its top."""
    coefficients: Floats = np.zeros(spells.covariates.shape[1])
    null = here.value
    for _ in range(MOST_STEPS):
        step = _step(here)
        there = likelihood(spells, coefficients + step)
        for _ in range(MOST_HALVINGS):
            if np.isfinite(there.value) and there.value >= here.value - STILL * abs(here.value):
                break
            step = step / 2
            there = likelihood(spells, coefficients + step)
        coefficients = coefficients + step
        change, here = abs(there.value - here.value), there
        if change <= STILL * (1 + abs(here.value)):
            left = np.abs(_step(here))
            unbounded = (left > RUNNING * np.abs(coefficients)) & (left > NOTICEABLE)
            return coefficients, unbounded, null, here
    raise NotEstimable(f"The estimate did not settle within {MOST_STEPS} steps.")


def _step(here: Likelihood) -> Floats:
    try:
        step = np.asarray(np.linalg.solve(here.information(), here.score()), dtype=float)
    except np.linalg.LinAlgError as error:
        raise NotEstimable("The covariates cannot be told apart in these patients.") from error
    if not np.isfinite(step).all():
        raise NotEstimable("The estimate runs out of bounds.")
    return step


def _fit(
    spells: Spells,
    terms: tuple[str, ...],
    scale: Floats,
    aliased: NDArray[np.bool_],
    found: Floats,
    running: NDArray[np.bool_],
    ends: tuple[float, Likelihood],
) -> CoxFit:
    null, end = ends
    kept = np.flatnonzero(~aliased)
    unbounded = np.zeros(len(terms), dtype=bool)
    unbounded[kept[running]] = True
    coefficients = np.full(len(terms), np.nan)
    coefficients[kept] = np.where(running, np.copysign(np.inf, found), found / scale[kept])
    settled = kept[~running]
    inside = np.flatnonzero(~running)
    variance = np.full((len(terms), len(terms)), np.nan)
    if len(settled):
        inverse = np.linalg.inv(end.information())[np.ix_(inside, inside)]
        variance[np.ix_(settled, settled)] = inverse / np.outer(scale[settled], scale[settled])
    errors = np.sqrt(np.diag(variance))
    with np.errstate(over="ignore", invalid="ignore"):
        return CoxFit(
            terms=terms,
            coefficients=coefficients,
            std_errors=errors,
            hazard_ratios=np.exp(coefficients),
            lower=np.exp(coefficients - Z95 * errors),
            upper=np.exp(coefficients + Z95 * errors),
            p=2 * norm.sf(np.abs(coefficients / errors)),
            n=spells.n,
            events=spells.events,
            variance=variance,
            log_likelihood=(null, end.value),
            aliased=aliased,
            unbounded=unbounded,
        )


def wald_test(fit: CoxFit, columns: Sequence[int]) -> tuple[float, int, float]:
    """(chi-square, df, p) of several terms together; NaN where one of them has no estimate."""
    at = list(columns)
    if not at or not fit.estimated[at].all():
        return np.nan, len(at), np.nan
    own = fit.coefficients[at]
    try:
        chi_square = float(own @ np.linalg.solve(fit.variance[np.ix_(at, at)], own))
    except np.linalg.LinAlgError:
        return np.nan, len(at), np.nan
    return chi_square, len(at), float(chi2.sf(chi_square, len(at)))
