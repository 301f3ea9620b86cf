"""Time-to-event endpoints: origin, event and censoring in words, and the columns that hold them.

Definitions follow the ELN recommendations for acute leukaemia, adapted to ALL; months only when printed.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from outcomes.statistics.counts import FROM_ORIGIN, CountTable, Whole, count
from outcomes.statistics.frame import Mask, days_between, kept_of, numbers, remembered
from outcomes.statistics.groupings import Groups
from outcomes.statistics.results import Exclusion


@dataclass(frozen=True, slots=True)
class Endpoint:
    """`days` and `outcome` (0 censored, 1 … event) are columns, `origin_on` the date column of the origin."""

    title: str
    origin: str
    event: str
    censoring: str
    days: str
    outcome: str
    origin_on: str = "start_on"
    causes: tuple[str, ...] = ()

    @property
    def kinds(self) -> int:
        return 1 + max(1, len(self.causes))


@dataclass(frozen=True)
class Timed:
    """The patients whose time can be analysed. All arrays are (n,); `entry` is FROM_ORIGIN unless delayed."""

    days: Whole
    outcome: Whole
    entry: Whole
    kept: Mask
    excluded: tuple[Exclusion, ...]

    @cached_property
    def delayed(self) -> int:
        """Patients who came under observation after the origin."""
        return int((self.entry > FROM_ORIGIN).sum())

    @cached_property
    def _all_kept(self) -> bool:
        return bool(self.kept.all())

    def counted(self, groups: Groups, kinds: int) -> CountTable:
        """Counts by group; patients of no group are left out."""
        own = groups.codes if self._all_kept else groups.codes[self.kept]
        everyone = self.days, self.outcome, own, self.entry
        if not groups.missing:
            days, outcome, group, entry = everyone
        else:
            days, outcome, group, entry = (each[own >= 0] for each in everyone)
        delayed = entry if self.delayed else None
        return count(days, outcome, group, groups=len(groups.labels), kinds=kinds, entry=delayed)


def timed(frame: pd.DataFrame, endpoint: Endpoint) -> Timed:
    """Read an endpoint; who has no valid time is excluded under the first reason that applies."""
    return remembered(frame, endpoint, lambda: _timed(frame, endpoint))


def timed_patients(frame: pd.DataFrame, endpoint: Endpoint) -> pd.DataFrame:
    """The patients whose time can be analysed, in the order of `timed`."""
    return remembered(frame, ("timed", endpoint), lambda: kept_of(frame, timed(frame, endpoint).kept))


def _timed(frame: pd.DataFrame, endpoint: Endpoint) -> Timed:
    days, outcome = numbers(frame, endpoint.days), numbers(frame, endpoint.outcome)
    entry = _entry(frame, endpoint)
    reasons = {
        f"No time from {endpoint.origin}": np.isnan(days) | np.isnan(outcome),
        "The end lies before the origin": days < 0,
        "Not under observation before the end (enrolled later)": entry >= days,
    }
    kept, excluded = np.ones(len(frame), dtype=bool), []
    for reason, applies in reasons.items():
        excluded.append(Exclusion(reason, int((kept & applies).sum())))
        kept &= ~applies
    exits, entries = days[kept].astype(np.int32), entry[kept].astype(np.int32)
    outcomes = outcome[kept].astype(np.int8)
    return Timed(exits, outcomes, entries, kept, tuple(one for one in excluded if one.n))


def _entry(frame: pd.DataFrame, endpoint: Endpoint) -> np.ndarray:
    """Days from this endpoint's origin to enrolment where that is later (delayed entry), else FROM_ORIGIN."""
    from_start = numbers(frame, "entry_days")
    if np.isnan(from_start).all():
        return np.full(len(frame), float(FROM_ORIGIN))
    from_origin = from_start - days_between(frame, "start_on", endpoint.origin_on)
    return np.where(from_origin > 0, from_origin, FROM_ORIGIN)


START, FAILURE, RESPONSE, DAY_0 = "regimen start", "failure", "response", "transplantation"
LAST_ALIVE = "Patients alive are censored at last contact."
LAST_ASSESSED = "Patients without the event are censored at the last disease assessment."
AT_TRANSPLANT = "Patients transplanted are censored at transplantation; others at last contact."

OS_START = Endpoint(
    "Overall survival from regimen start",
    START,
    "death from any cause",
    LAST_ALIVE,
    "os_start_days",
    "os_start_event",
)
OS_START_TO_TRANSPLANT = Endpoint(
    "Overall survival from regimen start, censored at transplantation",
    START,
    "death from any cause",
    AT_TRANSPLANT,
    "os_asct_censored_days",
    "os_asct_censored_event",
)
OS_FAILURE = Endpoint(
    "Overall survival from failure",
    FAILURE,
    "death from any cause",
    LAST_ALIVE,
    "os_failure_days",
    "os_failure_event",
    "failure_on",
)
RFS = Endpoint(
    "Relapse-free survival",
    RESPONSE,
    "relapse or death from any cause",
    LAST_ASSESSED,
    "rfs_days",
    "rfs_event",
    "response_on",
)
RFS_TO_TRANSPLANT = Endpoint(
    "Relapse-free survival, censored at transplantation",
    RESPONSE,
    "relapse or death from any cause",
    AT_TRANSPLANT,
    "rfs_asct_censored_days",
    "rfs_asct_censored_event",
    "response_on",
)
EFS = Endpoint(
    "Event-free survival",
    START,
    "no response by the end of the second cycle, relapse, or death from any cause",
    LAST_ASSESSED,
    "efs_days",
    "efs_event",
)
DOR = Endpoint(
    "Duration of response",
    RESPONSE,
    "relapse",
    "Patients without relapse are censored at the last disease assessment, at death or at a new therapy.",
    "dor_days",
    "dor_event",
    "response_on",
)
TTNT = Endpoint(
    "Time to next treatment",
    START,
    "start of the next antileukaemia treatment; transplantation in remission does not count",
    "Patients without a next treatment are censored at last contact or death.",
    "ttnt_days",
    "ttnt_event",
)
RELAPSE_OR_DEATH = Endpoint(
    "Relapse and death without relapse",
    RESPONSE,
    "relapse, or death without relapse",
    LAST_ASSESSED,
    "cir_days",
    "cir_cause",
    "response_on",
    ("Relapse", "Death without relapse"),
)
TRANSPLANT_OR_FAILURE = Endpoint(
    "Transplantation",
    START,
    "transplantation, or death or failure before it",
    LAST_ALIVE,
    "asct_days",
    "asct_cause",
    "start_on",
    ("Transplantation", "Death or failure first"),
)
FIRST_RESPONSE = Endpoint(
    "Response",
    START,
    "first remission, or next treatment or death without it",
    LAST_ASSESSED,
    "response_days",
    "response_cause",
    "start_on",
    ("Response", "Next treatment or death without response"),
)
VOD = Endpoint(
    "VOD / SOS",
    START,
    "onset of VOD / SOS, or death without it",
    LAST_ALIVE,
    "vod_days",
    "vod_cause",
    "start_on",
    ("VOD / SOS", "Death without VOD / SOS"),
)
VOD_AFTER_TRANSPLANT = Endpoint(
    "VOD / SOS after transplantation",
    DAY_0,
    "onset of VOD / SOS, or death without it",
    LAST_ALIVE,
    "vod_asct_days",
    "vod_asct_cause",
    "asct_on",
    ("VOD / SOS", "Death without VOD / SOS"),
)
RELAPSE_OR_DEATH_AFTER_TRANSPLANT = Endpoint(
    "Relapse and death without relapse after transplantation",
    DAY_0,
    "relapse, or death without relapse",
    LAST_ASSESSED,
    "cir_asct_days",
    "cir_asct_cause",
    "asct_on",
    ("Relapse", "Death without relapse"),
)

ENDPOINTS: tuple[Endpoint, ...] = (
    OS_START,
    OS_START_TO_TRANSPLANT,
    OS_FAILURE,
    RFS,
    RFS_TO_TRANSPLANT,
    EFS,
    DOR,
    TTNT,
    RELAPSE_OR_DEATH,
    TRANSPLANT_OR_FAILURE,
    FIRST_RESPONSE,
    VOD,
    VOD_AFTER_TRANSPLANT,
    RELAPSE_OR_DEATH_AFTER_TRANSPLANT,
)
