"""Whom a statistic is about. Everyone left out is counted, under the first reason that applies."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from outcomes.statistics.frame import Mask, answered, flags, is_code, remembered
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
        return (frame if kept.all() else frame[kept]), excluded

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

ANALYSIS_SETS: tuple[AnalysisSet, ...] = (TREATED, FAILURES, RELAPSED, RESPONDERS)
