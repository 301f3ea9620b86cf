"""Competing risks on counts: Aalen–Johansen cumulative incidence and Gray's test. Deterministic.

Sources: Aalen and Johansen 1978; Greenwood-type variance as in R's `survfit` for multi-state data;
Gray, Ann Stat 1988;16:1141–54 for the test, checked against R's `cmprsk::cuminc`. With delayed entry R's
`survfit` takes the infinitesimal jackknife, whose limits differ from these; the estimates are the same.
"""

from dataclasses import dataclass

import numpy as np

from outcomes.statistics.comparison import quadratic_form
from outcomes.statistics.counts import CountTable
from outcomes.statistics.survival import Curve, Floats, has_ended, log_log_limits

ROUNDING = 1e-13


@dataclass(frozen=True, slots=True)
class GrayTest:
    """score: (G,) observed minus expected events of the cause. NaN chi_square and p where not computable."""

    score: Floats
    chi_square: float
    df: int
    p: float


def cumulative_incidence(table: CountTable, group: int = 0, cause: int = 1) -> Curve:
    """Probability of leaving by `cause` first, all other event kinds of the table competing.

    Events and censoring of the curve are those of this cause and of true censoring. Limits are log-log.
    """
    own = table.group(group)
    at_risk, caused = own.at_risk[0], own.exits[cause, 0]
    events = own.exits[1:, 0].sum(axis=0)
    survival = np.cumprod(1 - events / at_risk)
    incidence = np.cumsum(_before(survival, 1.0) * caused / at_risk)
    std_error = np.sqrt(_greenwood(at_risk, caused, events, survival, incidence))
    with np.errstate(invalid="ignore", divide="ignore"):
        lower, upper = log_log_limits(incidence, std_error / incidence)
    columns = (own.day, at_risk, caused, own.exits[0, 0], incidence, std_error, lower, upper)
    return Curve(*columns, start=0.0, ended=has_ended(survival))


def _greenwood(
    at_risk: Floats, caused: Floats, events: Floats, survival: Floats, incidence: Floats
) -> Floats:
    """Variance of F(t), (D,): the multinomial variance of each day's events, carried forward to t.

    An event on day j moves F(t) by S(j-) · (1{cause} - Q), Q = (F(t) - F(j)) / S(j) being the chance of the
    cause after j. Written as a polynomial in F(t), the sum over j ≤ t needs only running sums.
    """
    weight = _before(survival, 1.0) ** 2 / at_risk.astype(float) ** 2
    own = weight * caused * (1 - caused / at_risk)
    mixed = weight * caused * (1 - events / at_risk)
    every = weight * events * (1 - events / at_risk)
    left = np.divide(1, survival, out=np.zeros_like(survival), where=survival > 0)
    from_here = incidence * left
    constant = np.cumsum(own + 2 * mixed * from_here + every * from_here**2)
    linear = np.cumsum(mixed * left + every * left * from_here)
    whole = constant + incidence**2 * np.cumsum(every * left**2)
    variance = whole - 2 * incidence * linear
    # Where everyone had this event nothing varies: what is left of the difference then is rounding.
    return np.where(variance > ROUNDING * whole, variance, 0)


def _before(values: np.ndarray, start: float) -> Floats:
    """The left limit of a step function along its last axis."""
    first = np.full((*values.shape[:-1], 1), start)
    return np.concatenate([first, values[..., :-1]], axis=-1)[..., : values.shape[-1]]


def gray_test(table: CountTable, cause: int = 1) -> GrayTest:
    """Compare the cumulative incidence of one cause between the groups (rho = 0, no strata).

    The score of a group is its events less those expected if its subdistribution risk set
    R = Y (1 - F) / S shared in the pooled events. NaN with delayed entry, for which the test is not defined.
    """
    if table.delayed:
        return GrayTest(np.full(table.groups, np.nan), np.nan, 0, np.nan)
    terms = _GrayTerms.of(table, cause)
    score, variance = terms.score(), terms.variance()
    # A group without patients at any event of the cause moves no score. The diagonal alone does not say so:
    # in groups of very few the estimate of a variance may be negative.
    moves = np.abs(variance).max(axis=1)
    chi_square, df, p = quadratic_form(score, variance, moves > ROUNDING * moves.max())
    return GrayTest(score, chi_square, df, p) if chi_square >= 0 else GrayTest(score, np.nan, df, np.nan)


@dataclass(frozen=True, slots=True)
class _GrayTerms:
    """All (G, D), on days with any event: own and other events, at risk, S and F with their left limits."""

    own: Floats
    other: Floats
    at_risk: Floats
    survival_before: Floats
    survival: Floats
    incidence_before: Floats

    @classmethod
    def of(cls, table: CountTable, cause: int) -> "_GrayTerms":
        events = table.exits[1:].sum(axis=0)
        used = events.any(axis=0)
        own, every = table.exits[cause][:, used].astype(float), events[:, used].astype(float)
        at_risk = table.at_risk[:, used].astype(float)
        survival = np.cumprod(1 - _ratio(every, at_risk), axis=1, dtype=np.float64)
        before = _before(survival, 1.0)
        incidence = np.cumsum(before * _ratio(own, at_risk), axis=1)
        return cls(own, every - own, at_risk, before, survival, _before(incidence, 0.0))

    @property
    def weighted_risk(self) -> Floats:
        """Y / S(t-): patients at risk, scaled up to the start by the survival they come from."""
        return _ratio(self.at_risk, self.survival_before)

    def score(self) -> Floats:
        risk = self.weighted_risk * (1 - self.incidence_before)
        return (self.own - self.own.sum(axis=0) * _ratio(risk, risk.sum(axis=0))).sum(axis=1)

    def pooled_incidence(self) -> Floats:
        """(D,) cumulative incidence of the cause if it were the same in every group."""
        return np.cumsum(_ratio(self.own.sum(axis=0), self.weighted_risk.sum(axis=0)))

    def variance(self) -> Floats:
        """(G, G): the events of each group and day move all scores; the moves are squared and summed."""
        incidence = self.pooled_incidence()
        before = _before(incidence, 0.0)
        spread = self._spread()
        later = _remaining(
            spread * _ratio(self.own.sum(axis=0), self.weighted_risk.sum(axis=0) * (1 - before))
        )
        others = _ratio(1 - incidence, self.survival)
        own_moved = spread + np.where(self.survival > 0, 1 - others, 1.0) * later
        other_moved = others * later
        return _sum_of_squares(own_moved, self._own_noise()) + _sum_of_squares(
            other_moved, self._other_noise()
        )

    def _spread(self) -> Floats:
        """(G, G, D): R_i (1{i = k} - R_k / ΣR), how an event in group k moves the score of group i."""
        risk = self.weighted_risk
        share = _ratio(risk, risk.sum(axis=0))
        return np.eye(len(risk))[:, :, None] * risk[:, None, :] - risk[:, None, :] * share[None, :, :]

    def _own_noise(self) -> Floats:
        """(G, D) variance of an event of the cause under the pooled estimate, corrected for ties."""
        pooled = self.own.sum(axis=0)
        expected = self.weighted_risk.sum(axis=0) * self.survival_before
        untied = 1 - np.where(pooled > 1, _ratio(pooled - 1, expected - 1), 0.0)
        return untied * self.survival_before * _ratio(pooled, self.weighted_risk.sum(axis=0) * self.at_risk)

    def _other_noise(self) -> Floats:
        """(G, D) variance of a competing event of the group itself, corrected for ties."""
        untied = 1 - np.where(self.other > 1, _ratio(self.other - 1, self.at_risk - 1), 0.0)
        return untied * self.survival_before**2 * _ratio(self.other, self.at_risk**2)


def _remaining(terms: Floats) -> Floats:
    """What is still to come after each day: total less the running sum, along the last axis."""
    running = np.cumsum(terms, axis=-1)
    return running[..., -1:] - running


def _sum_of_squares(moved: Floats, noise: Floats) -> Floats:
    return np.einsum("ikt,jkt,kt->ij", moved, moved, noise)


def _ratio(numerator: Floats, denominator: Floats) -> Floats:
    """Numerator / denominator, and 0 where nobody is left in the denominator."""
    top, bottom = np.broadcast_arrays(
        np.asarray(numerator, dtype=float), np.asarray(denominator, dtype=float)
    )
    return np.divide(top, bottom, out=np.zeros(bottom.shape), where=bottom > 0)
