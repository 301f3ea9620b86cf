"""Whom a statistic is about. Everyone left out is counted, under the first reason that applies."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from outcomes.statistics.frame import Mask, answered, days_between, flags, is_code, kept_of, remembered
from outcomes.statistics.results import Exclusion


@dataclass(frozen=True, slots=True)
class Criterion:
    """A reason for leaving a patient out, with the (n,) mask of those it applies to."""

    reason: str
    applies: Callable[[pd.DataFrame], Mask]


@dataclass(frozen=True, slots=True)
class AnalysisSet:
    slug: str
    title: str
    criteria: tuple[Criterion, ...] = ()

    def mask(self, frame: pd.DataFrame) -> Mask:
        """(n,) True for the patients of the set."""
        return self._split(frame)[0]

    def select(self, frame: pd.DataFrame) -> tuple[pd.DataFrame, tuple[Exclusion, ...]]:
        """The patients of the set, and how many were left out for which reason (only reasons that occur)."""
        return remembered(frame, self, lambda: self._select(frame))

    def _select(self, frame: pd.DataFrame) -> tuple[pd.DataFrame, tuple[Exclusion, ...]]:
        kept, excluded = self._split(frame)
        return kept_of(frame, kept), excluded

    def _split(self, frame: pd.DataFrame) -> tuple[Mask, tuple[Exclusion, ...]]:
        kept = np.ones(len(frame), dtype=bool)
        excluded = []
        for criterion in self.criteria:
            left_out = kept & criterion.applies(frame)
            kept &= ~left_out
            excluded.append(Exclusion(criterion.reason, int(left_out.sum())))
        return kept, tuple(one for one in excluded if one.n)


NOT_EVALUABLE = Criterion(
    "Response not evaluable",
    lambda frame: is_code(frame, "failure_type", "not_evaluable") | ~answered(frame, "failure_type"),
)
NO_FAILURE = Criterion(
    "Response without relapse so far", lambda frame: is_code(frame, "failure_type", "none")
)
NOT_FOLLOWED = Criterion("No follow-up after failure", lambda frame: ~flags(frame, "followed_after_failure"))
REFRACTORY = Criterion(
    "Refractory: no response to lose", lambda frame: is_code(frame, "failure_type", "refractory")
)
UNASSESSED = Criterion("Response not evaluable", lambda frame: ~answered(frame, "responder"))
NO_RESPONSE = Criterion("No response", lambda frame: ~flags(frame, "responder"))
NOT_TRANSPLANTED = Criterion("Not transplanted", lambda frame: ~flags(frame, "asct"))
VOD_BEFORE = Criterion(
    "VOD / SOS before transplantation",
    lambda frame: flags(frame, "vod") & (days_between(frame, "asct_on", "vod_on") < 0),
)
VOD_OF_UNKNOWN_ONSET = Criterion(
    "Onset of VOD / SOS not known", lambda frame: flags(frame, "vod") & ~answered(frame, "vod_on")
)
# "HCT" as the next treatment is a transplant that was not done in remission.
NOT_IN_REMISSION = Criterion(
    "No remission on the regimen at transplantation",
    lambda frame: (
        ~(days_between(frame, "response_on", "asct_on") >= 0) | is_code(frame, "next_regimen_code", "HCT")
    ),
)

TREATED = AnalysisSet("treated", "All treated patients")
FAILURES = AnalysisSet(
    "failures", "Refractory or relapsed, followed after failure", (NOT_EVALUABLE, NO_FAILURE, NOT_FOLLOWED)
)
RELAPSED = AnalysisSet(
    "relapsed",
    "Relapsed after response, followed after failure",
    (NOT_EVALUABLE, NO_FAILURE, REFRACTORY, NOT_FOLLOWED),
)
RESPONDERS = AnalysisSet("responders", "Responders", (UNASSESSED, NO_RESPONSE))
TRANSPLANTED = AnalysisSet("transplanted", "Transplanted before the next salvage", (NOT_TRANSPLANTED,))
TRANSPLANTED_WITHOUT_VOD = AnalysisSet(
    "transplanted-without-vod",
    "Transplanted before the next salvage, without VOD / SOS before",
    (NOT_TRANSPLANTED, VOD_BEFORE, VOD_OF_UNKNOWN_ONSET),
)
TRANSPLANTED_IN_REMISSION = AnalysisSet(
    "transplanted-in-remission",
    "Transplanted in the remission of the regimen",
    (NOT_TRANSPLANTED, NOT_IN_REMISSION),
)

ANALYSIS_SETS: tuple[AnalysisSet, ...] = (
    TREATED,
    FAILURES,
    RELAPSED,
    RESPONDERS,
    TRANSPLANTED,
    TRANSPLANTED_WITHOUT_VOD,
    TRANSPLANTED_IN_REMISSION,
)
