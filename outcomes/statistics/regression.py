"""Cox regression by lifelines, at a precision that agrees with R to 1e-8. Efron's method for ties.

lifelines takes seconds to import, so it is imported where a model is fitted: in a job, never for a page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from outcomes.statistics.counts import FROM_ORIGIN
from outcomes.statistics.survival import Floats

# At its own default, and at 1e-9, lifelines stops while the estimate still moves in the seventh decimal.
PRECISION = {"precision": 1e-14, "r_precision": 1e-16}
DAYS, EVENT, ENTRY = "_days", "_event", "_entry"


@dataclass(frozen=True, slots=True)
class CoxFit:
    """All arrays are (K,), in the order of the K terms; limits are 95%, p values are Wald's."""

    terms: tuple[str, ...]
    coefficients: Floats
    std_errors: Floats
    hazard_ratios: Floats
    lower: Floats
    upper: Floats
    p: Floats
    n: int
    events: int


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
    `covariates` that get a baseline hazard of their own. Raises lifelines' ConvergenceError where a
    coefficient has no finite estimate.
    """
    from lifelines import CoxPHFitter

    table = covariates.assign(**{DAYS: np.asarray(days), EVENT: np.asarray(event)})
    columns: dict[str, Any] = {"duration_col": DAYS, "event_col": EVENT}
    if entry is not None:
        table[ENTRY] = np.maximum(np.asarray(entry), FROM_ORIGIN)
        columns |= {"entry_col": ENTRY}
    fitter = CoxPHFitter().fit(table, **columns, strata=list(strata) or None, fit_options=PRECISION)
    return _read(fitter.summary, len(table), int(table[EVENT].sum()))


def _read(summary: pd.DataFrame, n: int, events: int) -> CoxFit:
    return CoxFit(
        terms=tuple(map(str, summary.index)),
        coefficients=summary["coef"].to_numpy(dtype=float),
        std_errors=summary["se(coef)"].to_numpy(dtype=float),
        hazard_ratios=summary["exp(coef)"].to_numpy(dtype=float),
        lower=summary["exp(coef) lower 95%"].to_numpy(dtype=float),
        upper=summary["exp(coef) upper 95%"].to_numpy(dtype=float),
        p=summary["p"].to_numpy(dtype=float),
        n=n,
        events=events,
    )
