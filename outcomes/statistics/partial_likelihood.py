"""Cox's partial likelihood with Efron's method for ties: its value, score and information.

Risk sets are sums over those who leave late less those who enter late, so that all of them cost one pass
over the rows, and delayed entry, strata and start–stop spells come at no price. Of second moments only sums
over all event times are ever needed: each row's square, times the hazard that it was exposed to.

Sources: Cox, J R Stat Soc B 1972;34:187–220; Efron, J Am Stat Assoc 1977;72:557–65; Andersen and Gill, Ann
Stat 1982;10:1100–20 (spells).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from outcomes.statistics.spells import RiskSets, Spells
from outcomes.statistics.survival import Floats


@dataclass(frozen=True)
class Likelihood:
    """The log partial likelihood at one set of coefficients, and its derivatives by the K coefficients."""

    value: float
    strata: tuple["_Stratum", ...]
    width: int

    @property
    def time(self) -> Floats:
        """(T,) the event times, stratum by stratum."""
        return np.concatenate([np.empty(0), *(one.sets.time for one in self.strata)])

    def score(self, weight: Floats | None = None) -> Floats:
        """(K,) sum of the scores of all event times, each times its (T,) weight, or 1."""
        return np.sum([np.zeros(self.width), *self._sums(_Stratum.score, weight)], axis=0)

    def information(self, weight: Floats | None = None) -> Floats:
        """(K, K) sum of the informations of all event times, weighted likewise."""
        return self._information if weight is None else self._informed(weight)

    @cached_property
    def _information(self) -> Floats:
        return self._informed(None)

    def _informed(self, weight: Floats | None) -> Floats:
        nought = np.zeros((self.width, self.width))
        return np.sum([nought, *self._sums(_Stratum.information, weight)], axis=0)

    def _sums(self, of: Callable[["_Stratum", Floats], Floats], weight: Floats | None) -> Iterator[Floats]:
        first = 0
        for one in self.strata:
            last = first + len(one.sets.time)
            yield of(one, one.alike if weight is None else weight[first:last])
            first = last


def likelihood(spells: Spells, coefficients: Floats) -> Likelihood:
    """Evaluate; the covariates should be centred, so that no risk overflows. No events: nought."""
    x = spells.covariates.T
    strata = tuple(_Stratum.at(x[:, sets.rows], coefficients, sets) for sets in spells.risk_sets)
    return Likelihood(sum(one.value for one in strata), strata, len(x))


@dataclass(frozen=True)
class _Stratum:
    """One stratum. x: (K, n); risk: (n,) of all that a row stands for; at_risk, dying: (K, T) sums of risk ×
    covariate over those who are at risk, and who have the event, at each time."""

    sets: RiskSets
    value: float
    x: Floats
    risk: Floats
    at_risk: Floats
    dying: Floats
    draws: "_Draws"

    @classmethod
    def at(cls, x: Floats, coefficients: Floats, sets: RiskSets) -> "_Stratum":
        predictor = coefficients @ x
        risk = np.exp(predictor) * sets.count
        weighted = x * risk
        draws = _Draws.of(sets, sets.at_risk(risk), sets.dying(risk))
        value = float(predictor[sets.died] @ sets.count[sets.died]) + draws.value
        return cls(sets, value, x, risk, sets.at_risk(weighted), sets.dying(weighted), draws)

    @cached_property
    def alike(self) -> Floats:
        """(T,) the same weight for every time."""
        return np.ones(len(self.sets.time))

    def score(self, weight: Floats) -> Floats:
        """Events less those expected, row by row."""
        beyond = -self._expected(weight)
        died, at = self.sets.died, self.sets.died_at
        beyond[died] += weight[at] * self.sets.count[died]
        score: Floats = self.x @ beyond
        return score

    def information(self, weight: Floats) -> Floats:
        draws = self.draws
        second = (self.x * self._expected(weight)) @ self.x.T
        both = (self.at_risk * (weight * draws.squared_less)) @ self.dying.T
        squares = (self.at_risk * (weight * draws.squared)) @ self.at_risk.T
        squares += (self.dying * (weight * draws.less_squared)) @ self.dying.T
        information: Floats = second - (squares - both - both.T)
        return information

    def _expected(self, weight: Floats) -> Floats:
        """(n,) events to be expected of each row, those of each time times its weight."""
        return self._all_expected if weight is self.alike else self._weighted(weight)

    @cached_property
    def _all_expected(self) -> Floats:
        return self._weighted(self.alike)

    def _weighted(self, weight: Floats) -> Floats:
        exposed = self.sets.while_at_risk(weight * self.draws.all)
        exposed[self.sets.died] -= (weight * self.draws.less)[self.sets.died_at]
        return self.risk * exposed


@dataclass(frozen=True, slots=True)
class _Draws:
    """The l-th of d events of a day is drawn from a risk set that has lost l/d of those who have it that day.

    With w = 1 / the risk left, (T,) sums over the draws of each time: all w, less share × w, squared w²,
    squared_less share × w², less_squared (share × w)². value: sum of ln w.
    """

    value: float
    all: Floats
    less: Floats
    squared: Floats
    squared_less: Floats
    less_squared: Floats

    @classmethod
    def of(cls, sets: RiskSets, at_risk: Floats, dying: Floats) -> "_Draws":
        of = sets.draw_at
        weight = 1 / (at_risk[of] - sets.share * dying[of])
        less = sets.share * weight
        powers = (weight, less, weight**2, less * weight, less**2)
        return cls(float(np.log(weight).sum()), *map(sets.drawn, powers))
