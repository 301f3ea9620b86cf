"""One entry of the catalogue: a statistic, whom it is about, what it is crossed with, and its explanation."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

import pandas as pd

from outcomes.statistics import groupings as by
from outcomes.statistics.analysis_sets import AnalysisSet
from outcomes.statistics.date_ranges import with_date_range, with_partial_dates
from outcomes.statistics.groupings import OVERALL, Grouping
from outcomes.statistics.options import NOTHING_CHOSEN, Chosen, Option
from outcomes.statistics.results import RefusedResult, Result
from outcomes.statistics.transplantation import ever_transplanted

Compute = Callable[..., Result]

SECTIONS = ("flow", "patients", "response", "survival", "regression", "transplant", "safety", "follow-up")

ONLY_OVERALL = (OVERALL,)
CLINICAL = (OVERALL, by.SALVAGE_LINE, by.COMBINATION, by.REGIMEN, by.GENETIC_GROUP, by.AGE_GROUP, by.SITE)
OF_FAILURES = (OVERALL, by.SALVAGE_LINE, by.FAILURE_TYPE, *CLINICAL[2:])


@dataclass(frozen=True, slots=True)
class Statistic:
    """`compute(frame, grouping)` sees only the patients of the analysis set, and works on an empty frame.

    A statistic with options, or with curves that not every reader needs, is computed by `compute(frame,
    grouping, chosen)`. The docstring of `compute` is the explanation that readers see: what is measured, in
    whom, by which method, from which source.
    """

    slug: str
    title: str
    section: str
    analysis_set: AnalysisSet
    groupings: tuple[Grouping, ...]
    compute: Compute
    options: tuple[Option, ...] = ()

    @property
    def explanation(self) -> str:
        return inspect.getdoc(self.compute) or ""

    def result(
        self, frame: pd.DataFrame, grouping: Grouping = OVERALL, chosen: Chosen = NOTHING_CHOSEN
    ) -> Result:
        """Compute for a whole cohort: select the analysis set, count who is left out, then estimate."""
        patients, left_out = self.analysis_set.select(frame)
        result = with_date_range(
            self._computed(patients, grouping, chosen),
            patients,
            lambda moved: self._computed(moved, grouping, chosen.without_curves()),
        )
        return replace(result, excluded=left_out + result.excluded)

    def counted(self, frame: pd.DataFrame, grouping: Grouping, chosen: Chosen = NOTHING_CHOSEN) -> Result:
        """The same without its range under partial dates, in a third of the time.

        `chosen.of_part` has only the patients of the frame counted, as a part of the whole.
        """
        patients, left_out = self.analysis_set.select(frame)
        result = self._computed(patients, grouping, chosen)
        if chosen.part_of and chosen.part_of.date_range:
            result = with_partial_dates(result, patients)
        return replace(result, excluded=left_out + result.excluded)

    def _computed(self, patients: pd.DataFrame, grouping: Grouping, chosen: Chosen) -> Result:
        if not grouping.is_comparable:
            whole = chosen.part_of
            return ever_transplanted(patients, whole if isinstance(whole, RefusedResult) else None)
        return self.compute(
            patients, grouping, *([chosen] if self.options or _takes_chosen(self.compute) else [])
        )


@cache
def _takes_chosen(compute: Compute) -> bool:
    return "chosen" in inspect.signature(compute).parameters
