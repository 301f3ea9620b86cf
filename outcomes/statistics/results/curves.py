"""Results over time: survival, cumulative incidence, follow-up. Times are days, rates fractions."""

from dataclasses import dataclass, replace
from typing import Any

from outcomes.statistics.results.base import Comparison, Estimate, Result


@dataclass(frozen=True, slots=True)
class Steps:
    """A step function, one entry per day on which someone left observation; it is 1 (or 0) before the first.

    All tuples have one length. `at_risk` counts T ≥ time; limits are None where the interval is undefined.
    """

    time: tuple[int, ...]
    value: tuple[float, ...]
    lower: tuple[float | None, ...]
    upper: tuple[float | None, ...]
    at_risk: tuple[int, ...]
    events: tuple[int, ...]
    censored: tuple[int, ...]

    def rows(self) -> list[dict[str, Any]]:
        names = ("time", "value", "lower", "upper", "at_risk", "events", "censored")
        columns = (getattr(self, name) for name in names)
        return [dict(zip(names, entry, strict=True)) for entry in zip(*columns, strict=True)]


@dataclass(frozen=True, slots=True)
class RateAt:
    """The curve at a time in months. None where follow-up ended earlier: not estimable."""

    months: int
    value: float | None
    lower: float | None
    upper: float | None
    at_risk: int


@dataclass(frozen=True, slots=True)
class AtRisk:
    """Patients with T ≥ a month, and events up to and including it; under a curve it is that of a tick."""

    months: float
    n: int
    events: int

    @property
    def text(self) -> str:
        return f"{self.n} ({self.events})"


@dataclass(frozen=True, slots=True)
class LateEntry:
    """`n` patients who came under observation after the origin, by enrolment or out of another group.

    They are at risk from the day after it.
    """

    day: int
    n: int


@dataclass(frozen=True, slots=True)
class CurveGroup:
    """Kaplan–Meier of one group. `median` in days; `last_on_day` is the longest time observed."""

    label: str
    n: int
    events: int
    censored: int
    median: Estimate
    last_on_day: int | None
    rates: tuple[RateAt, ...]
    at_risk: tuple[AtRisk, ...]
    steps: Steps
    late: tuple[LateEntry, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SurvivalResult(Result):
    """Kaplan–Meier curves of one endpoint by group, with the log-rank test between them.

    `missing` counts patients whose group is unknown: they are in no curve and not in the test. `untested` are
    in a curve and of no stratum, so that a stratified test leaves them out. stratified_by: what the strata of
    the test are; "" without any.
    """

    kind = "survival"
    endpoint: str
    origin: str
    event: str
    censoring: str
    ticks: tuple[int, ...]
    groups: tuple[CurveGroup, ...]
    missing: int = 0
    delayed_entries: int = 0
    test: Comparison | None = None
    untested: int = 0
    stratified_by: str = ""

    @property
    def around_untested(self) -> tuple[str, str] | None:
        """Words before and after the number of those whom the test leaves out; None where it tests all."""
        told = self.untested and self.stratified_by
        return (" (without ", f" of unknown {self.stratified_by})") if told else None

    @property
    def named_test(self) -> Comparison | None:
        """The test under a name that says how many it leaves out."""
        if self.test is None or self.around_untested is None:
            return self.test
        before, after = self.around_untested
        return replace(self.test, test=f"{self.test.test}{before}{self.untested}{after}")

    def rows(self) -> list[dict[str, Any]]:
        return [self._row(group) for group in self.groups]

    def step_rows(self) -> list[dict[str, Any]]:
        """Every point of every curve, for the CSV beside the figure."""
        return [{"group": group.label, **row} for group in self.groups for row in group.steps.rows()]

    def _row(self, group: CurveGroup) -> dict[str, Any]:
        row: dict[str, Any] = {"endpoint": self.endpoint, "group": group.label, "n": group.n}
        row |= {"missing": self.missing, "events": group.events, "censored": group.censored}
        row |= estimate_row("median_days", group.median)
        for rate in group.rates:
            row |= rate_row(f"rate_{rate.months}_months", rate)
        return row | test_row(self.named_test)


@dataclass(frozen=True, slots=True)
class IncidenceCurve:
    """Cumulative incidence of one cause in one group, the other causes competing."""

    cause: str
    events: int
    rates: tuple[RateAt, ...]
    steps: Steps


@dataclass(frozen=True, slots=True)
class IncidenceGroup:
    label: str
    n: int
    censored: int
    last_on_day: int | None
    at_risk: tuple[AtRisk, ...]
    causes: tuple[IncidenceCurve, ...]
    late: tuple[LateEntry, ...] = ()


@dataclass(frozen=True, kw_only=True)
class IncidenceResult(Result):
    """Competing risks by group; `tests` holds Gray's test for each cause, in the order of `causes`."""

    kind = "incidence"
    endpoint: str
    origin: str
    censoring: str
    causes: tuple[str, ...]
    ticks: tuple[int, ...]
    groups: tuple[IncidenceGroup, ...]
    missing: int = 0
    delayed_entries: int = 0
    tests: tuple[Comparison, ...] = ()

    def rows(self) -> list[dict[str, Any]]:
        return [self._row(group, at) for group in self.groups for at in range(len(self.causes))]

    def step_rows(self) -> list[dict[str, Any]]:
        return [
            {"group": group.label, "cause": curve.cause, **row}
            for group in self.groups
            for curve in group.causes
            for row in curve.steps.rows()
        ]

    def _row(self, group: IncidenceGroup, at: int) -> dict[str, Any]:
        curve = group.causes[at]
        row: dict[str, Any] = {
            "endpoint": self.endpoint,
            "group": group.label,
            "cause": curve.cause,
            "n": group.n,
        }
        row |= {"missing": self.missing, "events": curve.events, "censored": group.censored}
        for rate in curve.rates:
            row |= rate_row(f"incidence_{rate.months}_months", rate)
        return row | test_row(self.tests[at] if self.tests else None)


@dataclass(frozen=True, slots=True)
class FollowUpGroup:
    """Follow-up of one group in days: reverse Kaplan–Meier, and those alive with their range.

    observed_days, potential_days: sums over the patients of days under observation, and of those possible.
    """

    label: str
    n: int
    reverse_median: Estimate
    alive: int
    alive_median: float | None
    alive_minimum: float | None
    alive_maximum: float | None
    observed_days: int = 0
    potential_days: int = 0

    @property
    def completeness(self) -> float | None:
        """Clark's C as a fraction; None where nothing could be observed."""
        return self.observed_days / self.potential_days if self.potential_days else None


@dataclass(frozen=True, kw_only=True)
class FollowUpResult(Result):
    """`data_cut` is the day, in ISO form, until which patients could have been observed; "" without any."""

    kind = "follow_up"
    origin: str
    groups: tuple[FollowUpGroup, ...]
    data_cut: str = ""
    missing: int = 0

    def rows(self) -> list[dict[str, Any]]:
        return [self._row(group) for group in self.groups]

    def _row(self, group: FollowUpGroup) -> dict[str, Any]:
        row: dict[str, Any] = {
            "origin": self.origin,
            "group": group.label,
            "n": group.n,
            "missing": self.missing,
        }
        row |= estimate_row("reverse_median_days", group.reverse_median)
        row |= {"alive": group.alive, "alive_median_days": group.alive_median}
        row |= {"alive_minimum_days": group.alive_minimum, "alive_maximum_days": group.alive_maximum}
        row |= {"data_cut": self.data_cut, "completeness": group.completeness}
        return row | {"observed_days": group.observed_days, "potential_days": group.potential_days}


def estimate_row(name: str, estimate: Estimate) -> dict[str, float | None]:
    return {name: estimate.value, f"{name}_lower": estimate.lower, f"{name}_upper": estimate.upper}


def rate_row(name: str, rate: RateAt) -> dict[str, float | None]:
    row: dict[str, float | None] = estimate_row(name, Estimate(rate.value, rate.lower, rate.upper))
    return row | {f"{name}_at_risk": rate.at_risk}


def test_row(test: Comparison | None) -> dict[str, Any]:
    """The test's columns; the p value stays empty where it is not to be shown."""
    if test is None:
        return {"test": None, "chi_square": None, "df": None, "p": None}
    shown = test.p if test.p_shown else None
    return {
        "test": test.test,
        "chi_square": test.statistic if test.p_shown else None,
        "df": test.df,
        "p": shown,
    }
