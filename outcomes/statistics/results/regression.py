"""Hazard ratios of a Cox regression, covariate by covariate and level by level."""

from dataclasses import dataclass
from typing import Any

from outcomes.statistics.results.base import Comparison, Exclusion, Result


@dataclass(frozen=True, slots=True)
class HazardRatio:
    """With 95% Wald limits. `p` is always kept; `p_shown` says whether it is printed.

    None where it is not estimable; `reason` says why, or why there is no P value.
    """

    value: float | None
    lower: float | None
    upper: float | None
    p: float | None = None
    p_shown: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class HazardRow:
    """One level of a covariate, or a measurement with its unit as level.

    `alone` is the ratio without other covariates, among the `n` patients in whom this one is known;
    `adjusted` is that of the model of all covariates, in whom all are known. None in the reference.
    """

    covariate: str
    level: str
    is_reference: bool
    n: int
    events: int
    alone: HazardRatio | None
    adjusted_n: int
    adjusted_events: int
    adjusted: HazardRatio | None


@dataclass(frozen=True, slots=True)
class CovariateTest:
    """Tests of a whole covariate in the model of all: has it an effect (Wald), and is it proportional."""

    covariate: str
    effect: Comparison
    proportional: Comparison


@dataclass(frozen=True, kw_only=True)
class RegressionResult(Result):
    """Cox regression of one endpoint: each covariate alone, and all of them in one model.

    n, events: of the model of all covariates; `known` patients have the endpoint. incomplete: who is not in
    that model, by the first covariate that is not known. parameters: its estimated coefficients.
    proportional: the global test. has_few_events: fewer than its parameters ask for. notes: sentences on what
    could not be estimated; of a version frozen before `has_few_events` also on that.
    """

    kind = "regression"
    endpoint: str
    origin: str
    event: str
    censoring: str
    lines: tuple[HazardRow, ...]
    tests: tuple[CovariateTest, ...]
    known: int
    n: int
    events: int
    parameters: int
    proportional: Comparison | None
    stratified_by: str = ""
    incomplete: tuple[Exclusion, ...] = ()
    has_few_events: bool = False
    notes: tuple[str, ...] = ()
    delayed_entries: int = 0

    def rows(self) -> list[dict[str, Any]]:
        return [self._row(line) for line in self.lines]

    def _row(self, line: HazardRow) -> dict[str, Any]:
        row: dict[str, Any] = {"endpoint": self.endpoint, "covariate": line.covariate, "level": line.level}
        row |= {"reference": line.is_reference, "n": line.n, "missing": self.known - self._known_of(line)}
        row |= {"events": line.events} | _ratio_row("hr", line.alone)
        row |= {"adjusted_n": line.adjusted_n, "adjusted_events": line.adjusted_events}
        return row | _ratio_row("adjusted_hr", line.adjusted)

    def _known_of(self, line: HazardRow) -> int:
        return sum(other.n for other in self.lines if other.covariate == line.covariate)


def _ratio_row(name: str, ratio: HazardRatio | None) -> dict[str, float | None]:
    """The p value stays empty where it is not to be shown."""
    if ratio is None:
        return {name: None, f"{name}_lower": None, f"{name}_upper": None, f"{name}_p": None}
    shown = ratio.p if ratio.p_shown else None
    return {name: ratio.value, f"{name}_lower": ratio.lower, f"{name}_upper": ratio.upper, f"{name}_p": shown}
