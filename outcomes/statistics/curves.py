"""From an endpoint and a grouping to curves with numbers at risk, rates and tests."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from outcomes.statistics.comparison import log_rank
from outcomes.statistics.competing import cumulative_incidence, gray_test
from outcomes.statistics.counts import FROM_ORIGIN, CountTable
from outcomes.statistics.curve_options import rate_months, stratifier, stratum_tables
from outcomes.statistics.endpoints import Endpoint, timed
from outcomes.statistics.formatting import DAYS_PER_MONTH, days
from outcomes.statistics.groupings import Grouping, Groups
from outcomes.statistics.options import NOTHING_CHOSEN, Chosen
from outcomes.statistics.results import (
    AtRisk,
    Comparison,
    CurveGroup,
    Estimate,
    IncidenceCurve,
    IncidenceGroup,
    IncidenceResult,
    LateEntry,
    RateAt,
    Steps,
    SurvivalResult,
    comparison,
    known,
)
from outcomes.statistics.survival import Curve, Floats, kaplan_meier, median

RATES_AT_MONTHS = rate_months(NOTHING_CHOSEN)
MOST_TICKS = 10
TICK_STEPS = (6, *range(12, 1200, 12))
NO_STEPS = Steps((), (), (), (), (), (), ())
KAPLAN_MEIER = (
    "Kaplan–Meier estimate with log-log 95% limits (Greenwood). The median is the first day on which "
    "survival is below one half, or the midpoint where it stays on one half; its limits are read off those "
    "of the curve (Brookmeyer and Crowley, Biometrics 1982;38:29–41). Groups are compared by the "
    "log-rank test over all of follow-up, whatever part is plotted."
)
AALEN_JOHANSEN = (
    "Aalen–Johansen estimate of cumulative incidence with log-log 95% limits (Greenwood-type variance), each "
    "cause competing with the other. Groups are compared by Gray's test over all of follow-up, whatever part "
    "is plotted."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Months of the ticks, of all numbers at risk, and of the rates; and whether curves are."""

    ticks: tuple[int, ...]
    at_risk_at: tuple[float, ...]
    rates_at: tuple[int, ...]
    curves: bool

    @classmethod
    def of(cls, table: CountTable, chosen: Chosen) -> "Asked":
        # Those of all patients are among the fine ones of a part of them, wherever a figure of all may end.
        ticks = fine_ticks_of(table) if chosen.part_of else ticks_of(table)
        return cls(ticks, (*ticks, *chosen.at_risk_at), rate_months(chosen), not chosen.only_numbers)

    def steps(self, curve: Curve) -> Steps:
        return _steps(curve) if self.curves else NO_STEPS


def survival_result(
    frame: pd.DataFrame, endpoint: Endpoint, grouping: Grouping, chosen: Chosen = NOTHING_CHOSEN
) -> SurvivalResult:
    """Kaplan–Meier by group of the patients in the frame."""
    groups, times = grouping.split(frame), timed(frame, endpoint)
    drawn = survival_curves(times.counted(groups, kinds=2), groups.labels, endpoint, chosen=chosen)
    strata = stratifier(chosen)
    if strata and (drawn.test or chosen.part_of):
        tables, outside = stratum_tables(frame, times, groups, strata)
        test = _stratified(tables, groups, strata) if drawn.test else None
        drawn = replace(drawn, test=test, untested=outside, stratified_by=strata.title.lower())
    return replace(drawn, missing=groups.missing, excluded=times.excluded)


def _stratified(tables: list[CountTable], groups: Groups, strata: Grouping) -> Comparison:
    """The log-rank test within strata; patients of no stratum are left out of it."""
    name = f"log-rank test stratified by {strata.title.lower()}"
    if not tables:
        return comparison(name, np.nan, None, np.nan, np.zeros(len(groups.labels)))
    test = log_rank(*tables)
    sizes = np.sum([table.n for table in tables], axis=0)
    return comparison(name, test.chi_square, test.df, test.p, sizes)


def survival_curves(
    table: CountTable,
    labels: Sequence[str],
    endpoint: Endpoint,
    *,
    test: str = "log-rank test",
    method: str = KAPLAN_MEIER,
    chosen: Chosen = NOTHING_CHOSEN,
) -> SurvivalResult:
    """Kaplan–Meier of each group of a count table, compared when there is more than one."""
    asked = Asked.of(table, chosen)
    return SurvivalResult(
        endpoint=endpoint.title,
        origin=endpoint.origin,
        event=endpoint.event,
        censoring=endpoint.censoring,
        ticks=asked.ticks,
        groups=tuple(_curve_group(table, at, label, asked) for at, label in enumerate(labels)),
        delayed_entries=table.delayed,
        test=_log_rank(table, test) if len(labels) > 1 else None,
        method=method,
    )


def _log_rank(table: CountTable, name: str) -> Comparison:
    test = log_rank(table)
    return comparison(name, test.chi_square, test.df, test.p, table.n)


def _curve_group(table: CountTable, group: int, label: str, asked: Asked) -> CurveGroup:
    curve = kaplan_meier(table, group)
    return CurveGroup(
        label=label,
        n=int(table.n[group]),
        events=int(curve.events.sum()),
        censored=int(curve.censored.sum()),
        median=Estimate(*map(known, median(curve))),
        last_on_day=_last_day(curve),
        rates=_rates(table, group, curve, asked.rates_at),
        at_risk=_at_risk(table, group, asked.at_risk_at),
        steps=asked.steps(curve),
        late=_late(table, group),
    )


def incidence_result(
    frame: pd.DataFrame, endpoint: Endpoint, grouping: Grouping, chosen: Chosen = NOTHING_CHOSEN
) -> IncidenceResult:
    """Cumulative incidence of each cause by group of the patients in the frame."""
    groups, times = grouping.split(frame), timed(frame, endpoint)
    table = times.counted(groups, kinds=endpoint.kinds)
    asked, causes = Asked.of(table, chosen), range(1, endpoint.kinds)
    labels = enumerate(groups.labels)
    return IncidenceResult(
        endpoint=endpoint.title,
        origin=endpoint.origin,
        censoring=endpoint.censoring,
        causes=endpoint.causes,
        ticks=asked.ticks,
        groups=tuple(_incidence_group(table, at, label, endpoint.causes, asked) for at, label in labels),
        missing=groups.missing,
        delayed_entries=table.delayed,
        tests=tuple(_gray(table, cause) for cause in causes) if len(groups.labels) > 1 else (),
        excluded=times.excluded,
        method=AALEN_JOHANSEN,
    )


def _gray(table: CountTable, cause: int) -> Comparison:
    test = gray_test(table, cause)
    made = comparison("Gray's test", test.chi_square, test.df, test.p, table.n)
    if not table.delayed:
        return made
    reason = "Gray's test is not defined with delayed entry."
    return Comparison(made.test, made.statistic, made.df, made.p, False, reason)


def _incidence_group(
    table: CountTable, group: int, label: str, causes: tuple[str, ...], asked: Asked
) -> IncidenceGroup:
    curves = [cumulative_incidence(table, group, cause) for cause in range(1, len(causes) + 1)]
    return IncidenceGroup(
        label=label,
        n=int(table.n[group]),
        censored=int(curves[0].censored.sum()),
        last_on_day=_last_day(curves[0]),
        at_risk=_at_risk(table, group, asked.at_risk_at),
        late=_late(table, group),
        causes=tuple(
            IncidenceCurve(
                cause,
                int(curve.events.sum()),
                _rates(table, group, curve, asked.rates_at),
                asked.steps(curve),
            )
            for cause, curve in zip(causes, curves, strict=True)
        ),
    )


def ticks_of(table: CountTable) -> tuple[int, ...]:
    """Months 0, s, 2s, … up to the last day seen."""
    months = _months_seen(table)
    return tuple(range(0, int(months) + 1, tick_step(months)))


def fine_ticks_of(table: CountTable) -> tuple[int, ...]:
    """Every month that is a tick at some step, up to the last day seen."""
    return tuple(range(0, int(_months_seen(table)) + 1, TICK_STEPS[0]))


def _months_seen(table: CountTable) -> float:
    return float(table.day[-1]) / DAYS_PER_MONTH if len(table.day) else 0.0


def tick_step(months: float) -> int:
    """Months between two ticks: the least step that gives few of them."""
    return next(step for step in TICK_STEPS if months / step < MOST_TICKS)


def _at_risk(table: CountTable, group: int, months: tuple[float, ...]) -> tuple[AtRisk, ...]:
    """Patients with T ≥ each month, and events up to and including it."""
    at = [days(month) for month in months]
    risk = table.at_risk_on(at)[group]
    events = np.concatenate([[0], table.exits[1:, group].sum(axis=0).cumsum()])
    so_far = events[np.searchsorted(table.day, at, side="right")]
    return tuple(AtRisk(month, int(n), int(d)) for month, n, d in zip(months, risk, so_far, strict=True))


def _late(table: CountTable, group: int) -> tuple[LateEntry, ...]:
    entries = zip(table.entry_day.tolist(), table.entries[group].tolist(), strict=True)
    return tuple(LateEntry(day, n) for day, n in entries if n and day > FROM_ORIGIN)


def _rates(table: CountTable, group: int, curve: Curve, rates_at: tuple[int, ...]) -> tuple[RateAt, ...]:
    risk = table.at_risk_on([days(month) for month in rates_at])[group]
    return tuple(_rate(curve, month, int(n)) for month, n in zip(rates_at, risk, strict=True))


def _rate(curve: Curve, month: int, at_risk: int) -> RateAt:
    value, lower, upper = map(known, curve.at(days(month)))
    return RateAt(month, value, lower, upper, at_risk)


def _steps(curve: Curve) -> Steps:
    return Steps(
        time=tuple(curve.day.tolist()),
        value=tuple(curve.value.tolist()),
        lower=_all_known(curve.lower),
        upper=_all_known(curve.upper),
        at_risk=tuple(curve.at_risk.tolist()),
        events=tuple(curve.events.tolist()),
        censored=tuple(curve.censored.tolist()),
    )


def _all_known(values: Floats) -> tuple[float | None, ...]:
    found: list[float | None] = values.tolist()
    for place in np.flatnonzero(~np.isfinite(values)).tolist():
        found[place] = None
    return tuple(found)


def _last_day(curve: Curve) -> int | None:
    return int(curve.day[-1]) if len(curve.day) else None
