"""Results about transplantation: curves in pairs, and a comparison that is not drawn."""

from dataclasses import dataclass
from typing import Any

from outcomes.statistics.results.base import Result
from outcomes.statistics.results.curves import SurvivalResult


@dataclass(frozen=True, kw_only=True)
class SurvivalPairResult(Result):
    """The same patients twice: transplantation does not censor, and it does."""

    kind = "survival_pair"
    uncensored: SurvivalResult
    censored: SurvivalResult

    @property
    def missing(self) -> int:
        return self.uncensored.missing

    def rows(self) -> list[dict[str, Any]]:
        return self.uncensored.rows() + self.censored.rows()

    def step_rows(self) -> list[dict[str, Any]]:
        return [
            {"endpoint": part.endpoint} | row
            for part in (self.uncensored, self.censored)
            for row in part.step_rows()
        ]


@dataclass(frozen=True, kw_only=True)
class RefusedResult(Result):
    """Why a comparison of ever with never transplanted is not drawn, with the cohort's own numbers.

    Of `known` patients followed from the start, `transplanted` had their infusion between `first_day` and
    `last_day`, half of them by `median_day` (None where nobody was). Until then `died_before` had died and
    `left_before` were last seen, without transplantation. missing: patients without a time from the start.
    instead: slugs of the statistics that answer the question.
    """

    kind = "refused"
    known: int
    missing: int
    transplanted: int
    first_day: int | None
    median_day: float | None
    last_day: int | None
    died_before: int
    left_before: int
    instead: tuple[str, ...] = ()

    def rows(self) -> list[dict[str, Any]]:
        if not self.known:
            return []
        row: dict[str, Any] = {"n": self.known, "missing": self.missing, "transplanted": self.transplanted}
        row |= {"first_day": self.first_day, "median_day": self.median_day, "last_day": self.last_day}
        return [
            row | {"died_before_median_day": self.died_before, "left_before_median_day": self.left_before}
        ]
