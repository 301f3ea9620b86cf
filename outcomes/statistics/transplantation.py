"""Survival and transplantation without immortal time: Simon–Makuch curves and a landmark.

Who is transplanted has lived long enough for it; comparing ever with never from the start would credit that
time to the transplant. Here each patient counts as not transplanted until the day of infusion, or groups are
formed at a landmark from what was known then.

Sources: Simon and Makuch, Stat Med 1984;3:35–44; Mantel and Byar, J Am Stat Assoc 1974;69:81–6;
Anderson, Cain and Gelber, J Clin Oncol 1983;1:710–9 (landmark).
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from outcomes.statistics.counts import CountTable, Ints, count
from outcomes.statistics.curves import survival_curves
from outcomes.statistics.endpoints import OS_START, Timed, timed
from outcomes.statistics.formatting import days
from outcomes.statistics.frame import Mask, days_between, flags
from outcomes.statistics.results import Exclusion, SurvivalResult
from outcomes.statistics.survival import Floats

LANDMARK_MONTHS = 4
LANDMARK_DAY = int(days(LANDMARK_MONTHS))
WITHOUT, AFTER = "Before or without transplantation", "After transplantation"

SIMON_MAKUCH = (
    "Simon–Makuch curves: each patient counts as not transplanted until the day of infusion and as "
    "transplanted from then on, so that the transplanted are in both groups. Compared by the "
    "Mantel–Byar test."
)
LANDMARK = (
    f"Landmark at {LANDMARK_MONTHS} months: patients alive and followed then, grouped by whether they had "
    "been transplanted by then; time counts from the landmark. Kaplan–Meier with log-log 95% limits, "
    "log-rank test."
)


def simon_makuch(frame: pd.DataFrame) -> SurvivalResult:
    """Survival from regimen start, transplantation as a state that a patient enters."""
    times = timed(frame, OS_START)
    table = _start_stop(times, _transplant_day(frame)[times.kept])
    drawn = survival_curves(table, (WITHOUT, AFTER), OS_START, test="Mantel–Byar test", method=SIMON_MAKUCH)
    return replace(drawn, excluded=times.excluded, delayed_entries=times.delayed)


def landmark(frame: pd.DataFrame) -> SurvivalResult:
    """Survival from the landmark of the patients alive then, by transplantation until then."""
    times = timed(frame, OS_START)
    reached = times.days > LANDMARK_DAY
    transplanted = (_transplant_day(frame)[times.kept] <= LANDMARK_DAY)[reached]
    table = _from_landmark(times, reached, transplanted)
    missed = Exclusion("Died or not followed until the landmark", int((~reached).sum()))
    endpoint = replace(OS_START, origin=f"the landmark {LANDMARK_MONTHS} months after regimen start")
    drawn = survival_curves(
        table, ("Not transplanted by then", "Transplanted by then"), endpoint, method=LANDMARK
    )
    return replace(drawn, excluded=(*times.excluded, *([missed] if missed.n else [])))


def _transplant_day(frame: pd.DataFrame) -> Floats:
    """(n,) day of infusion from regimen start, infinity for those not transplanted."""
    day = np.where(flags(frame, "asct"), days_between(frame, "start_on", "asct_on"), np.inf)
    return np.where(day >= 0, day, np.inf)


def _start_stop(times: Timed, transplant_day: Floats) -> CountTable:
    """Each patient's time before, and for those transplanted before their end, the time after."""
    changed: Mask = transplant_day < times.days
    infused: Ints = np.where(changed, transplant_day, 0).astype(np.int64)
    before = changed & (infused > times.entry) | ~changed
    stop = np.where(changed, infused, times.days)[before]
    event = np.where(changed, 0, times.outcome)[before]
    later_entry = np.maximum(infused, times.entry)[changed]
    return count(
        np.concatenate([stop, times.days[changed]]),
        np.concatenate([event, times.outcome[changed]]),
        np.repeat([0, 1], [before.sum(), changed.sum()]),
        groups=2,
        entry=np.concatenate([times.entry[before], later_entry]),
    )


def _from_landmark(times: Timed, reached: Mask, transplanted: Mask) -> CountTable:
    entry = np.maximum(times.entry[reached] - LANDMARK_DAY, -1)
    since = times.days[reached] - LANDMARK_DAY
    return count(since, times.outcome[reached], transplanted, groups=2, entry=entry)
