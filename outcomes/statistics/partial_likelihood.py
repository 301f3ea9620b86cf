"""Cox's partial likelihood with Efron's method for ties: its value, score and information, event by event.

Risk sets are sums over those who leave late less those who enter late, so that all of them cost one pass over
the patients, and delayed entry, strata and start–stop spells come at no price.

Sources: Cox, J R Stat Soc B 1972;34:187–220; Efron, J Am Stat Assoc 1977;72:557–65; Andersen and Gill, Ann
Stat 1982;10:1100–20 (spells).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from outcomes.statistics.counts import FROM_ORIGIN
from outcomes.statistics.moments import Indices, Moments, moments_at_risk, outer, sums_by
from outcomes.statistics.survival import Floats


@dataclass(frozen=True, slots=True)
class Spells:
    """Time under observation: of each patient one spell, or several that follow each other.

    covariates: (n, K) numbers. entry, stop: (n,) a spell is at risk at t if entry < t ≤ stop; entry is
    FROM_ORIGIN where that is the origin. event: (n,) whether it ends with the event. stratum: (n,) codes.
    """

    covariates: Floats
    entry: Floats
    stop: Floats
    event: NDArray[np.bool_]
    stratum: NDArray[np.int64]

    @classmethod
    def of(
        cls,
        covariates: ArrayLike,
        stop: ArrayLike,
        event: ArrayLike,
        *,
        entry: ArrayLike | None = None,
        stratum: ArrayLike | None = None,
    ) -> "Spells":
        """Spells in an order of their own: sums, to the last digit, do not depend on the order given."""
        ends = np.asarray(stop, dtype=float)
        entries = np.full(len(ends), float(FROM_ORIGIN)) if entry is None else np.asarray(entry, dtype=float)
        strata = np.zeros(len(ends)) if stratum is None else np.asarray(stratum)
        shaped = np.asarray(covariates, dtype=float).reshape(len(ends), -1)
        events, codes = np.asarray(event, dtype=bool), strata.astype(np.int64)
        order = np.lexsort((*shaped.T, codes, events, entries, ends))
        return cls(shaped[order], entries[order], ends[order], events[order], codes[order])

    def with_covariates(self, covariates: Floats) -> "Spells":
        return Spells(covariates, self.entry, self.stop, self.event, self.stratum)


@dataclass(frozen=True, slots=True)
class Likelihood:
    """At one set of coefficients: the log partial likelihood, and for each of T event times (of a stratum)
    its time (T,), number of events (T,), score (T, K) and information (T, K, K)."""

    value: float
    time: Floats
    events: NDArray[np.int64]
    scores: Floats
    informations: Floats

    @property
    def score(self) -> Floats:
        total: Floats = self.scores.sum(axis=0)
        return total

    @property
    def information(self) -> Floats:
        total: Floats = self.informations.sum(axis=0)
        return total


def likelihood(spells: Spells, coefficients: Floats) -> Likelihood:
    """Evaluate; the covariates should be centred, so that no risk overflows. No events: all empty."""
    predictor = spells.covariates @ coefficients
    parts = [_of_stratum(spells, predictor, rows) for rows in _strata(spells)]
    width = spells.covariates.shape[1]
    if not parts:
        return Likelihood(
            0.0, np.empty(0), np.empty(0, dtype=np.int64), np.empty((0, width)), np.empty((0, width, width))
        )
    return Likelihood(
        sum(part.value for part in parts),
        np.concatenate([part.time for part in parts]),
        np.concatenate([part.events for part in parts]),
        np.concatenate([part.scores for part in parts]),
        np.concatenate([part.informations for part in parts]),
    )


def _strata(spells: Spells) -> Iterator[NDArray[np.bool_]]:
    """The spells of each stratum in which an event happens."""
    for code in np.unique(spells.stratum[spells.event]):
        yield spells.stratum == code


def _of_stratum(spells: Spells, predictor: Floats, rows: NDArray[np.bool_]) -> Likelihood:
    x, event, stop, eta = spells.covariates[rows], spells.event[rows], spells.stop[rows], predictor[rows]
    time, died = np.unique(stop[event], return_inverse=True)
    risk = np.exp(eta)
    at_risk = moments_at_risk((spells.entry[rows], stop, x, risk), time)
    dying = Moments.by(died, len(time), x[event], risk[event])
    events = np.bincount(died, minlength=len(time))
    # The l-th of d events of a day is drawn from a risk set that has lost l/d of those who have it that day.
    of = np.repeat(np.arange(len(time)), events)
    share = (np.arange(len(of)) - np.repeat(np.cumsum(events) - events, events)) / events[of]
    weight = 1 / (at_risk.zeroth[of] - share * dying.zeroth[of])
    observed = sums_by(died, len(time), x[event])
    expected, information = _efron(at_risk, dying, (of, share, weight))
    value = float(eta[event].sum() + np.log(weight).sum())
    return Likelihood(value, time, events, observed - expected, information)


def _efron(at_risk: Moments, dying: Moments, draws: tuple[Indices, Floats, Floats]) -> tuple[Floats, Floats]:
    """(T, K) expected covariates of those with the event, and (T, K, K) their variance, summed over draws.

    draws: for each event the number of its time, the share of the dying that has left, and one by the risk.
    """
    of, share, weight = draws
    powers = (weight, share * weight, weight**2, share * weight**2, (share * weight) ** 2)
    c0, c1, e0, e1, e2 = (np.bincount(of, values, len(at_risk.zeroth))[:, None] for values in powers)
    expected = at_risk.first * c0 - dying.first * c1
    crossed = outer(at_risk.first * e1, dying.first)
    squares = outer(at_risk.first * e0, at_risk.first) + outer(dying.first * e2, dying.first)
    squares -= crossed + crossed.transpose(0, 2, 1)
    second = at_risk.second * c0[:, None] - dying.second * c1[:, None]
    return expected, second - squares
