"""From an endpoint and covariates to a table of hazard ratios: each alone, then all in one model."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from outcomes.statistics.columns import Mask
from outcomes.statistics.counts import Ints
from outcomes.statistics.covariates import Coded, Covariate
from outcomes.statistics.endpoints import Endpoint, timed, timed_patients
from outcomes.statistics.groupings import Grouping
from outcomes.statistics.proportionality import ScoreTest, proportionality
from outcomes.statistics.regression import CoxFit, NotEstimable, fitted, wald_test
from outcomes.statistics.results import (
    Comparison,
    CovariateTest,
    Exclusion,
    HazardRatio,
    HazardRow,
    RegressionResult,
    known,
)
from outcomes.statistics.results.base import FEWEST_FOR_P
from outcomes.statistics.spells import Spells, Times, combined

EVENTS_PER_PARAMETER = 10
COX = (
    "Cox regression, Efron's method for ties, Wald limits and P values. Proportional hazards are tested by "
    "the score test of Grambsch and Therneau against 1 − Kaplan–Meier (Biometrika 1994;81:515–26). The model "
    "of all covariates takes the patients in whom every one is known; nothing is imputed."
)
REPEATED = "Says nothing beside the covariates above it."


@dataclass(frozen=True, slots=True)
class Observation:
    """Spells under observation; `patient` (n,) says of whom, None where each is another patient's."""

    times: Times
    patient: Ints | None = None

    def __len__(self) -> int:
        return len(self.times.rank)

    def patients(self, rows: Mask) -> int:
        if self.patient is None:
            return int(np.count_nonzero(rows))
        found = np.zeros(self.patient.max(initial=-1) + 1, dtype=bool)
        found[self.patient[rows]] = True
        return int(found.sum())

    def events(self, rows: Mask) -> int:
        return int(self.times.event[rows].sum())

    def spells(self, rows: Mask, covariates: Sequence[Coded]) -> Spells:
        """Those of a mask, in which all covariates are known."""
        own = slice(None) if rows.all() else np.flatnonzero(rows)
        kinds = combined((one.rank[own], one.ranks) for one in covariates)
        return Spells.of_kinds(
            self.times, own, kinds, lambda places: np.vstack([one.columns(places) for one in covariates]).T
        )


@dataclass(frozen=True, slots=True)
class Model:
    """One fitted model on some rows: `fit` is None where nothing is estimable, `problem` then says why.

    tests: of proportional hazards, of each covariate and of all together; none where nobody asked for them.
    """

    observed: Observation
    covariates: tuple[Coded, ...]
    rows: Mask
    fit: CoxFit | None
    tests: tuple[ScoreTest, ...]
    problem: str = ""

    def columns(self, coded: Coded) -> list[int]:
        """Where the columns of a covariate stand among the terms."""
        first = 0
        for other in self.covariates:
            if other is coded:
                return list(range(first, first + coded.width))
            first += other.width
        return []


def regression_result(
    frame: pd.DataFrame,
    endpoint: Endpoint,
    covariates: Sequence[Covariate],
    strata: Grouping | None = None,
    part_of: RegressionResult | None = None,
) -> RegressionResult:
    """Cox regression of an endpoint from its origin; patients who enter late count from then on.

    strata: groups that have baseline hazards of their own. Who is in none of them is left out and counted.
    part_of: see `hazard_ratios`.
    """
    times = timed(frame, endpoint)
    patients = timed_patients(frame, endpoint)
    stratum = strata.split(patients).codes if strata else np.zeros(len(times.days), dtype=np.int64)
    inside = stratum >= 0
    under_observation = Times.of(
        times.days[inside], times.outcome[inside] > 0, entry=times.entry[inside], stratum=stratum[inside]
    )
    observed = Observation(under_observation)
    coded = [covariate.coded(patients) for covariate in covariates]
    if not inside.all():
        coded = [one.taken(np.flatnonzero(inside)) for one in coded]
    return replace(
        hazard_ratios(observed, endpoint, coded, part_of),
        **stratification(strata, int((~inside).sum()), times.excluded),
        delayed_entries=times.delayed,
    )


def stratification(strata: Grouping | None, outside: int, excluded: tuple[Exclusion, ...]) -> dict[str, Any]:
    """What a result says of its strata, and of the patients who are in none."""
    if strata is None:
        return {"excluded": excluded}
    no_stratum = (Exclusion(f"{strata.title} not known", outside),) if outside else ()
    return {"stratified_by": strata.title.lower(), "excluded": excluded + no_stratum}


def hazard_ratios(
    observed: Observation,
    endpoint: Endpoint,
    coded: Sequence[Coded],
    part_of: RegressionResult | None = None,
) -> RegressionResult:
    """The table of hazard ratios; `coded` has the covariates of each spell.

    part_of: the result of all patients, where only a part of them is counted: then nothing is estimated, and
    the covariates are those that tell all of them apart.
    """
    everyone = np.ones(len(observed), dtype=bool)
    usable, model = _usable(coded, everyone, part_of), _unfitted if part_of else _model
    alone = {one.title: model(observed, (one,), one.known) for one in usable}
    complete = np.logical_and.reduce([one.known for one in usable]) if usable else ~everyone
    telling = tuple(one for one in usable if one.differs(complete))
    together = model(observed, telling, complete, is_tested=True)
    lines = [row for one in usable for row in _lines(one, alone[one.title], together)]
    return RegressionResult(
        endpoint=endpoint.title,
        origin=endpoint.origin,
        event=endpoint.event,
        censoring=endpoint.censoring,
        lines=tuple(lines),
        tests=tuple(_tests(together)),
        known=observed.patients(everyone),
        n=observed.patients(complete),
        events=observed.events(complete),
        parameters=_parameters(together),
        proportional=_tested("Score test", together.tests[-1], together) if together.tests else None,
        has_few_events=observed.events(complete) < EVENTS_PER_PARAMETER * _parameters(together),
        incomplete=_incomplete(observed, usable),
        notes=tuple(_notes(coded, usable, alone, together)),
        method=COX,
    )


def _usable(coded: Sequence[Coded], everyone: Mask, part_of: RegressionResult | None) -> list[Coded]:
    """The covariates that tell patients apart, among all of them."""
    if part_of is None:
        return [one for one in coded if one.differs(everyone)]
    titles = {line.covariate for line in part_of.lines}
    return [one for one in coded if one.title in titles]


def _unfitted(
    observed: Observation, covariates: tuple[Coded, ...], rows: Mask, *, is_tested: bool = False
) -> Model:
    """Whom a model is of, without its estimates."""
    return Model(observed, covariates, rows, None, ())


def _model(
    observed: Observation, covariates: tuple[Coded, ...], rows: Mask, *, is_tested: bool = False
) -> Model:
    if not covariates:
        return Model(observed, (), rows, None, ())
    spells = observed.spells(rows, covariates)
    terms = tuple(f"{one.title}: {at}" for one in covariates for at in range(one.width))
    try:
        fit = fitted(spells, terms)
    except NotEstimable as problem:
        return Model(observed, covariates, rows, None, (), str(problem))
    bare = Model(observed, covariates, rows, fit, ())
    if not is_tested:
        return bare
    return replace(bare, tests=proportionality(spells, fit, [bare.columns(one) for one in covariates]))


def _lines(coded: Coded, alone: Model, together: Model) -> list[HazardRow]:
    """One row for each level, the reference first; one for a measurement."""
    return [
        HazardRow(
            coded.title,
            level,
            is_reference=not coded.is_measurement and at == 0,
            n=alone.observed.patients(alone.rows & (coded.level == at)),
            events=alone.observed.events(alone.rows & (coded.level == at)),
            alone=_ratio(coded, at, alone),
            adjusted_n=together.observed.patients(together.rows & (coded.level == at)),
            adjusted_events=together.observed.events(together.rows & (coded.level == at)),
            adjusted=_ratio(coded, at, together),
        )
        for at, level in enumerate(coded.levels)
    ]


def _ratio(coded: Coded, level: int, model: Model) -> HazardRatio | None:
    """The hazard ratio of a level in a model; None for the reference and for what is not in the model."""
    columns = model.columns(coded)
    at = level if coded.is_measurement else level - 1
    if model.fit is None or at < 0 or not columns:
        return None
    term, fit = columns[at], model.fit
    if not (model.rows & (coded.level == level)).any():
        return HazardRatio(None, None, None, reason="No patient.")
    if fit.aliased[term]:
        return HazardRatio(None, None, None, reason=REPEATED)
    if fit.unbounded[term]:
        return HazardRatio(None, None, None, reason="Runs out of bounds: no patient, or all, had the event.")
    p, reason = known(fit.p[term]), _reason_hidden(coded, level, model)
    value, lower, upper = (known(one[term]) for one in (fit.hazard_ratios, fit.lower, fit.upper))
    return HazardRatio(value, lower, upper, p, p is not None and not reason, reason)


def _reason_hidden(coded: Coded, level: int, model: Model) -> str:
    compared = {level} if coded.is_measurement else {level, 0}
    sizes = [model.observed.patients(model.rows & (coded.level == at)) for at in compared]
    few = min(sizes) < FEWEST_FOR_P
    return f"P value not shown: fewer than {FEWEST_FOR_P} patients." if few else ""


def _tests(model: Model) -> list[CovariateTest]:
    if model.fit is None:
        return []
    return [
        CovariateTest(
            coded.title, _effect(coded, model, model.fit), _tested("Score test", model.tests[at], model)
        )
        for at, coded in enumerate(model.covariates)
    ]


def _effect(coded: Coded, model: Model, fit: CoxFit) -> Comparison:
    columns = [column for column in model.columns(coded) if not fit.aliased[column]]
    return _tested("Wald test", ScoreTest(*wald_test(fit, columns)), model)


def _tested(name: str, test: ScoreTest, model: Model) -> Comparison:
    shown = known(test.p) is not None and model.observed.patients(model.rows) >= FEWEST_FOR_P
    reason = "" if shown else "Not computable, or fewer than ten patients in the model."
    return Comparison(name, known(test.chi_square), test.df, known(test.p), shown, reason)


def _parameters(model: Model) -> int:
    return int((~model.fit.aliased).sum()) if model.fit else 0


def _incomplete(observed: Observation, usable: Sequence[Coded]) -> tuple[Exclusion, ...]:
    """Who is not in the model of all covariates, under the first that is not known."""
    left = np.ones(len(observed), dtype=bool)
    counted = []
    for one in usable:
        counted.append(Exclusion(f"{one.title} not known", observed.patients(left & ~one.known)))
        left &= one.known
    return tuple(one for one in counted if one.n)


def _notes(
    coded: Sequence[Coded], usable: Sequence[Coded], alone: dict[str, Model], together: Model
) -> list[str]:
    absent = [one.title for one in coded if not any(one is other for other in usable)]
    notes = [f"Not known, or alike in all patients, so in no model: {', '.join(absent)}."] if absent else []
    inside = [one.title for one in together.covariates]
    alike = [one.title for one in usable if one.title not in inside]
    notes += [f"Alike in all patients of the model of all covariates: {', '.join(alike)}."] if alike else []
    notes += [f"{title} alone: {model.problem}" for title, model in alone.items() if model.problem]
    notes += [f"Model of all covariates: {together.problem}"] if together.problem else []
    return notes
