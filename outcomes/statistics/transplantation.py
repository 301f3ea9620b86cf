"""Survival and transplantation without immortal time: Simon–Makuch curves and a landmark.

Who is transplanted has lived long enough for it; comparing ever with never from the start would credit that
time to the transplant. Here each patient counts as not transplanted until the day of infusion, or groups are
formed at a landmark from what was known then.

Sources: Simon and Makuch, Stat Med 1984;3:35–44; Mantel and Byar, J Am Stat Assoc 1974;69:81–6;
Anderson, Cain and Gelber, J Clin Oncol 1983;1:710–9 (landmark).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from outcomes.statistics.columns import Floats, Mask
from outcomes.statistics.counts import FROM_ORIGIN, CountTable, Ints, count
from outcomes.statistics.covariates import Coded, Covariate
from outcomes.statistics.curves import survival_curves, survival_result
from outcomes.statistics.endpoints import OS_START, Endpoint, Timed, timed, timed_patients
from outcomes.statistics.formatting import days
from outcomes.statistics.frame import days_between, flags
from outcomes.statistics.groupings import Grouping
from outcomes.statistics.hazards import Observation, hazard_ratios, stratification
from outcomes.statistics.options import NOTHING_CHOSEN, Choice, Chosen, Option
from outcomes.statistics.results import (
    Exclusion,
    RefusedResult,
    RegressionResult,
    SurvivalPairResult,
    SurvivalResult,
    known,
)
from outcomes.statistics.spells import Times

WITHOUT, AFTER = "Before or without transplantation", "After transplantation"
FOUR_MONTHS = int(days(4))
LANDMARK_DAY = Option(
    "day",
    "Landmark",
    (
        Choice("60", "60 days"),
        Choice("100", "100 days"),
        Choice(f"{FOUR_MONTHS}", f"4 months ({FOUR_MONTHS} days)"),
        Choice("180", "180 days"),
    ),
    (f"{FOUR_MONTHS}",),
    note="Choose the day before you look at the result, and name it with the result.",
)
INSTEAD = (
    "survival-from-landmark",
    "survival-around-transplant",
    "hazard-after-transplant",
    "incidence-of-transplant",
)

SIMON_MAKUCH = (
    "Simon–Makuch curves: each patient counts as not transplanted until the day of infusion and as "
    "transplanted from then on, so that the transplanted are in both groups. Compared by the "
    "Mantel–Byar test."
)
LANDMARK = (
    "Landmark on day {}: patients alive and followed then, grouped by whether they had been transplanted by "
    "then; time counts from the landmark. Kaplan–Meier with log-log 95% limits, log-rank test."
)
IMMORTAL = (
    "Who was transplanted had to live until then. Counting that time for transplantation makes it look "
    "better than it is, whatever it does. No number here compares those who were with those who were not."
)


@dataclass(frozen=True, slots=True)
class Spells:
    """Each patient's time before transplantation, and that after it, where there is one. Arrays are (n,).

    `patient` is the place among the patients with a time; `after` says which of the two states it is.
    """

    entry: Ints
    stop: Ints
    outcome: Ints
    after: Ints
    patient: Ints


def simon_makuch(frame: pd.DataFrame, chosen: Chosen = NOTHING_CHOSEN) -> SurvivalResult:
    """Survival from regimen start, transplantation as a state that a patient enters."""
    times = timed(frame, OS_START)
    spells = spells_of(times, _transplant_day(frame)[times.kept])
    table = count(spells.stop, spells.outcome, spells.after, groups=2, entry=spells.entry)
    drawn = survival_curves(
        table, (WITHOUT, AFTER), OS_START, test="Mantel–Byar test", method=SIMON_MAKUCH, chosen=chosen
    )
    return replace(drawn, excluded=times.excluded, delayed_entries=times.delayed)


def transplant_hazard(
    frame: pd.DataFrame,
    covariates: Sequence[Covariate],
    strata: Grouping | None = None,
    part_of: RegressionResult | None = None,
) -> RegressionResult:
    """Cox regression of death from regimen start on transplantation, which changes on its day.

    part_of: see `hazard_ratios`.
    """
    times = timed(frame, OS_START)
    patients = timed_patients(frame, OS_START)
    spells = spells_of(times, _transplant_day(frame)[times.kept])
    stratum = strata.split(patients).codes if strata else np.zeros(len(times.days), dtype=np.int64)
    inside = stratum[spells.patient] >= 0
    under_observation = Times.of(
        spells.stop[inside],
        spells.outcome[inside] > 0,
        entry=spells.entry[inside],
        stratum=stratum[spells.patient][inside],
    )
    observed = Observation(under_observation, spells.patient[inside])
    after = spells.after[inside]
    coded = [
        Coded("Transplantation", (WITHOUT, AFTER), after, rank=after),
        *(covariate.coded(patients).taken(spells.patient[inside]) for covariate in covariates),
    ]
    return replace(
        hazard_ratios(observed, OS_START, coded, part_of),
        **stratification(strata, int((stratum < 0).sum()), times.excluded),
        delayed_entries=times.delayed,
    )


def landmark(frame: pd.DataFrame, day: int = FOUR_MONTHS, chosen: Chosen = NOTHING_CHOSEN) -> SurvivalResult:
    """Survival from a day after regimen start of the patients alive then, by transplantation until then."""
    times = timed(frame, OS_START)
    reached = times.days > day
    transplanted = (_transplant_day(frame)[times.kept] <= day)[reached]
    table = _from_landmark(times, day, reached, transplanted)
    missed = Exclusion("Died or not followed until the landmark", int((~reached).sum()))
    when = "4 months" if day == FOUR_MONTHS else f"{day} days"
    endpoint = replace(OS_START, origin=f"the landmark {when} after regimen start")
    labels = ("Not transplanted by then", "Transplanted by then")
    method = LANDMARK.format(day)
    drawn = survival_curves(table, labels, endpoint, method=method, chosen=chosen)
    return replace(drawn, excluded=(*times.excluded, *([missed] if missed.n else [])))


def censoring_pair(
    frame: pd.DataFrame, uncensored: Endpoint, censored: Endpoint, grouping: Grouping, chosen: Chosen
) -> SurvivalPairResult:
    """An endpoint, and the same censored at transplantation."""
    both = [survival_result(frame, endpoint, grouping, chosen) for endpoint in (uncensored, censored)]
    first = both[0]
    return SurvivalPairResult(
        uncensored=replace(first, excluded=()),
        censored=replace(both[1], excluded=()),
        excluded=first.excluded,
        method=first.method,
    )


def ever_transplanted(frame: pd.DataFrame, part_of: RefusedResult | None = None) -> RefusedResult:
    """Why ever and never transplanted are not compared, in numbers of these patients.

    part_of: the result of all patients, where only a part of them is counted: then the day by which half were
    transplanted is that of all of them.
    """
    times = timed(frame, OS_START)
    infused_on = _transplant_day(frame)[times.kept]
    infused = infused_on[np.isfinite(infused_on)]
    middle = _middle(infused) if part_of is None else part_of.median_day or np.nan
    # Nothing compares with NaN: without any transplantation nobody left before it.
    left = (times.days < middle) & (infused_on > times.days)
    return RefusedResult(
        known=len(times.days),
        missing=len(frame) - len(times.days),
        transplanted=len(infused),
        first_day=int(infused.min()) if len(infused) else None,
        median_day=known(middle),
        last_day=int(infused.max()) if len(infused) else None,
        died_before=int((left & (times.outcome > 0)).sum()),
        left_before=int((left & (times.outcome == 0)).sum()),
        instead=INSTEAD,
        excluded=times.excluded,
        method=IMMORTAL,
    )


def _middle(infused: Floats) -> float:
    return float(np.median(infused)) if len(infused) else np.nan


def _transplant_day(frame: pd.DataFrame) -> Floats:
    """(n,) day of infusion from regimen start, infinity for those not transplanted."""
    day = np.where(flags(frame, "asct"), days_between(frame, "start_on", "asct_on"), np.inf)
    return np.where(day >= 0, day, np.inf)


def spells_of(times: Timed, transplant_day: Floats) -> Spells:
    """Spells of all patients; a death on the day of infusion happens before transplantation."""
    changed: Mask = transplant_day < times.days
    infused: Ints = np.where(changed, transplant_day, 0).astype(np.int64)
    before = changed & (infused > times.entry) | ~changed
    places = np.arange(len(times.days))
    return Spells(
        entry=np.concatenate([times.entry[before], np.maximum(infused, times.entry)[changed]]),
        stop=np.concatenate([np.where(changed, infused, times.days)[before], times.days[changed]]),
        outcome=np.concatenate([np.where(changed, 0, times.outcome)[before], times.outcome[changed]]),
        after=np.repeat([0, 1], [before.sum(), changed.sum()]),
        patient=np.concatenate([places[before], places[changed]]),
    )


def _from_landmark(times: Timed, day: int, reached: Mask, transplanted: Mask) -> CountTable:
    entry = np.maximum(times.entry[reached] - day, FROM_ORIGIN)
    return count(times.days[reached] - day, times.outcome[reached], transplanted, groups=2, entry=entry)
