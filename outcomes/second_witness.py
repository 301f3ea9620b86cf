"""lifelines as a second witness: every survival curve, log-rank test and Cox model, computed by it again.

The registry's own estimators follow R to the last digits. This asks another library, written by others, about
the patients at hand; `manage.py cross_check` prints how far the two are apart. Where lifelines is known to go
another way (docs/decisions/0006) nothing is asked: curves of patients who entered late, tests of groups
without anybody at risk, models whose estimates run to infinity.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from outcomes.statistics import endpoints
from outcomes.statistics.catalogue import CATALOGUE, Statistic
from outcomes.statistics.catalogue.regression import COVARIATES, COVARIATES_AFTER_FAILURE, selected
from outcomes.statistics.comparison import log_rank
from outcomes.statistics.counts import FROM_ORIGIN
from outcomes.statistics.covariates import AFTER_FAILURE, AT_START
from outcomes.statistics.endpoints import Endpoint, Timed, timed
from outcomes.statistics.groupings import EVER_TRANSPLANTED, Grouping, Groups
from outcomes.statistics.options import NOTHING_CHOSEN
from outcomes.statistics.regression import NotEstimable, fitted
from outcomes.statistics.spells import Spells, Times
from outcomes.statistics.survival import kaplan_meier

ENDPOINTS = {one.title: one for one in vars(endpoints).values() if isinstance(one, Endpoint)}
MODELS = {
    "hazard-of-death": (endpoints.OS_START, AT_START, COVARIATES),
    "hazard-after-failure": (endpoints.OS_FAILURE, AFTER_FAILURE, COVARIATES_AFTER_FAILURE),
    "hazard-in-remission": (endpoints.RFS, AT_START, COVARIATES),
}


@dataclass(frozen=True, slots=True)
class Witnessed:
    """How far lifelines and the registry are apart over `compared` numbers of one kind."""

    statistic: str
    grouping: str
    what: str
    compared: int
    largest_difference: float


def witnessed(frame: pd.DataFrame) -> Iterator[Witnessed]:
    """All that lifelines can be asked about a cohort's analysis table."""
    for statistic in CATALOGUE:
        patients, _ = statistic.analysis_set.select(frame)
        if statistic.slug in MODELS:
            yield from _about_model(statistic, patients)
        elif statistic.title in ENDPOINTS and not ENDPOINTS[statistic.title].causes:
            for grouping in (one for one in statistic.groupings if one is not EVER_TRANSPLANTED):
                yield from _about_curves(statistic, grouping, patients)


def _about_curves(statistic: Statistic, grouping: Grouping, patients: pd.DataFrame) -> Iterator[Witnessed]:
    endpoint = ENDPOINTS[statistic.title]
    times, groups = timed(patients, endpoint), grouping.split(patients)
    apart = [
        difference for at in range(len(groups.labels)) for difference in _curve_differences(times, groups, at)
    ]
    if apart:
        yield Witnessed(statistic.title, grouping.title, "survival curve", len(apart), max(apart))
    if len(groups.labels) > 1 and not times.delayed:
        yield from _about_test(statistic, grouping, times, groups)


def _curve_differences(times: Timed, groups: Groups, at: int) -> list[float]:
    from lifelines import KaplanMeierFitter

    own = groups.codes[times.kept] == at
    if not own.any() or (times.entry[own] > FROM_ORIGIN).any():
        return []
    curve = kaplan_meier(times.counted(groups, kinds=2), at)
    fitter = KaplanMeierFitter().fit(times.days[own], times.outcome[own])
    theirs = fitter.survival_function_at_times(curve.day).to_numpy()
    return [float(gap) for gap in np.abs(theirs - curve.value)]


def _about_test(
    statistic: Statistic, grouping: Grouping, times: Timed, groups: Groups
) -> Iterator[Witnessed]:
    from lifelines.statistics import multivariate_logrank_test

    ours = log_rank(times.counted(groups, kinds=2))
    codes = groups.codes[times.kept]
    used = codes >= 0
    if ours.df != len(groups.labels) - 1 or not times.outcome[used].any():
        return
    theirs = multivariate_logrank_test(times.days[used], codes[used], times.outcome[used])
    gap = abs(theirs.test_statistic - ours.chi_square) / max(1.0, ours.chi_square)
    yield Witnessed(statistic.title, grouping.title, "log-rank test", 1, float(gap))


def _about_model(statistic: Statistic, patients: pd.DataFrame) -> Iterator[Witnessed]:
    from lifelines import CoxPHFitter

    endpoint, covariates, option = MODELS[statistic.slug]
    times = timed(patients, endpoint)
    coded = [one.coded(patients[times.kept]) for one in selected(covariates, option, NOTHING_CHOSEN)]
    usable = [one for one in coded if one.differs(np.ones(len(times.days), dtype=bool))]
    if not usable:
        return
    known = np.logical_and.reduce([one.known for one in usable])
    telling = [one.columns(np.flatnonzero(known)).T for one in usable if one.differs(known)]
    if not telling:
        return
    columns = np.hstack(telling)
    days, event, entry = times.days[known], times.outcome[known], times.entry[known]
    try:
        fit = fitted(
            Spells.of(columns, Times.of(days, event, entry=entry)), tuple(map(str, range(columns.shape[1])))
        )
    except NotEstimable:
        return
    if not fit.estimated.all():
        return
    table = pd.DataFrame(columns).assign(days=days, event=event, entry=np.maximum(entry, 0))
    theirs = CoxPHFitter().fit(table, "days", "event", entry_col="entry", fit_options={"precision": 1e-14})
    gaps = np.abs(theirs.params_.to_numpy() - fit.coefficients)
    yield Witnessed(statistic.title, "all covariates", "Cox coefficients", len(gaps), float(gaps.max()))
