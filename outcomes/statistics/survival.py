"""Kaplan–Meier on counts, with the conventions of R's `survfit(conf.type = "log-log")`.

Sources: Kaplan and Meier 1958; Greenwood 1926 for the variance; Kalbfleisch and Prentice for the log-log
interval; R package survival (`survfit`, `quantile.survfit`) for the median of a curve exactly on one half.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from outcomes.statistics.counts import CountTable

Floats = NDArray[np.float64]

Z95 = float(ndtri(0.975))
TOLERANCE = float(np.sqrt(np.finfo(float).eps))


@dataclass(frozen=True, slots=True)
class Curve:
    """A step function of one group. All arrays are (D,): one entry per day on which someone leaves.

    value: survival, or cumulative incidence. std_error: of the value. lower, upper: 95%. NaN where undefined.
    start: the value before the first day (1 for survival, 0 for incidence).
    ended: nobody is left who could have an event, so that the last value holds for ever.
    """

    day: NDArray[np.int64]
    at_risk: NDArray[np.int64]
    events: NDArray[np.int64]
    censored: NDArray[np.int64]
    value: Floats
    std_error: Floats
    lower: Floats
    upper: Floats
    start: float
    ended: bool

    def at(self, time: float) -> tuple[float, float, float]:
        """(value, lower, upper) at a time in days; NaN beyond the last day unless the curve has ended.

        Before the first day the value is `start` with limits equal to it, as R prints it.
        """
        last = int(np.searchsorted(self.day, time, side="right")) - 1
        if len(self.day) == 0 or (time > self.day[-1] and not self.ended):
            return (np.nan, np.nan, np.nan)
        if last < 0:
            return (self.start, self.start, self.start)
        return float(self.value[last]), float(self.lower[last]), float(self.upper[last])


def kaplan_meier(table: CountTable, group: int = 0) -> Curve:
    """Product-limit estimate of one group; every event kind of the table counts as the event.

    Greenwood's variance; log-log interval, undefined while S = 1 after someone has left, and where S = 0.
    """
    own = table.group(group)
    events, at_risk = own.exits[1:, 0].sum(axis=0), own.at_risk[0]
    survival = np.cumprod(1 - events / at_risk)
    relative = np.sqrt(_cumulative_greenwood(events, at_risk))
    lower, upper = log_log_limits(survival, relative)
    with np.errstate(invalid="ignore"):
        std_error = survival * relative
    columns = (own.day, at_risk, events, own.exits[0, 0], survival, std_error, lower, upper)
    return Curve(*columns, start=1.0, ended=has_ended(survival))


def has_ended(survival: Floats) -> bool:
    """The last patient at risk had the event: survival is 0."""
    return len(survival) > 0 and bool(survival[-1] == 0)


def _cumulative_greenwood(events: NDArray[np.int64], at_risk: NDArray[np.int64]) -> Floats:
    """Var(S)/S² = Σ d / (n (n - d)); infinite once everyone at risk has had the event."""
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = events / (at_risk * (at_risk - events).astype(float))
    return np.cumsum(terms)


def log_log_limits(probability: Floats, relative_error: Floats) -> tuple[Floats, Floats]:
    """95% limits p^exp(±z·se / ln p), se being the error of ln p; NaN where p is 0 or 1."""
    with np.errstate(all="ignore"):
        logarithm = np.log(probability)
        width = Z95 * relative_error / logarithm
        lower, upper = np.exp(logarithm * np.exp(-width)), np.exp(logarithm * np.exp(width))
    undefined = ~((probability > 0) & (probability < 1))
    return np.where(undefined, np.nan, lower), np.where(undefined, np.nan, upper)


def median(curve: Curve) -> tuple[float, float, float]:
    """Median survival in days with its limits, read off the curve and its band; NaN: not reached."""
    return (
        quantile(curve.day, curve.value),
        quantile(curve.day, curve.lower),
        quantile(curve.day, curve.upper),
    )


def quantile(day: NDArray[np.int64], values: Floats, level: float = 0.5) -> float:
    """First day on which a falling step function is below `level`, in days; NaN if it never is.

    Where a step lies on the level (within √ε), the midpoint between its first day and the next fall,
    or the last day when it stays there: the rule of R's `quantile.survfit`. NaN entries are passed over.
    A band may rise again where patients enter late: its first crossing counts, as R prints it, while R's
    `quantile` sorts the band and answers a later day.
    """
    defined = ~np.isnan(values)
    day, values = day[defined], values[defined]
    reached = np.flatnonzero(values < level + TOLERANCE)
    if len(reached) == 0:
        return np.nan
    below = np.flatnonzero(values < level - TOLERANCE)
    falls_on = day[below[0]] if len(below) else day[-1]
    on_level = values[reached[0]] > level - TOLERANCE
    return float((day[reached[0]] + falls_on) / 2) if on_level else float(day[reached[0]])
