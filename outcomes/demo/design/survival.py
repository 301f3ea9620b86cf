"""Kaplan-Meier and log-rank on whole days, independent of the registry's own statistics."""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from statistics import median

DAYS_PER_MONTH = 30.4375
HALF = 0.5
TOLERANCE = 1e-8

Observation = tuple[int, int]
"""Days, and 1 for an event or 0 for censoring."""
Curve = tuple[tuple[int, float], ...]


def curve(observations: Sequence[Observation]) -> Curve:
    """(day, S(day)) at each day with an event, in order."""
    return _curve(tuple(observations))


@lru_cache(maxsize=32)
def _curve(observations: tuple[Observation, ...]) -> Curve:
    # Remembered, because a search asks the same groups again: a changed day touches few of them.
    at_risk, survival, steps = len(observations), 1.0, []
    deaths = Counter([day for day, event in observations if event])
    leaving = Counter([day for day, _ in observations])
    for day in sorted(leaving):
        if day in deaths:
            survival *= 1 - deaths[day] / at_risk
            steps.append((day, survival))
        at_risk -= leaving[day]
    return tuple(steps)


def median_days(observations: Sequence[Observation]) -> float:
    """First day with S < 0.5; where S is 0.5 on a step, midway to the next; infinite if not reached."""
    steps = iter(curve(observations))
    for day, survival in steps:
        if abs(survival - HALF) < TOLERANCE:
            following, _ = next(steps, max(observations))
            return (day + following) / 2
        if survival < HALF:
            return day
    return math.inf


def survival_at(observations: Sequence[Observation], days: float) -> float:
    """S at the given day."""
    survival = 1.0
    for day, value in curve(observations):
        if day > days:
            break
        survival = value
    return survival


def reversed_events(observations: Sequence[Observation]) -> list[Observation]:
    """The same days with censoring as the event, for the length of follow-up."""
    return [(day, 1 - event) for day, event in observations]


def censored_median_days(observations: Sequence[Observation]) -> float:
    """Plain median of the follow-up of those without the event."""
    return median([day for day, event in observations if not event])


def logrank_p(groups: Sequence[Sequence[Observation]]) -> float:
    """P of the log-rank test of two or three groups (1 or 2 degrees of freedom)."""
    differences, variance = _scores(groups)
    if len(groups) == 2:
        return math.erfc(math.sqrt(differences[0] ** 2 / variance[0][0] / 2))
    (a, b), (_, d) = variance[0][:2], variance[1][:2]
    first, second = differences[:2]
    chi_square = (first**2 * d - 2 * first * second * b + second**2 * a) / (a * d - b * b)
    return math.exp(-chi_square / 2)


def _scores(groups: Sequence[Sequence[Observation]]) -> tuple[list[float], list[list[float]]]:
    """Observed less expected events of each group, and their covariance, summed over the days with events."""
    size = len(groups)
    differences = [0.0] * size
    variance = [[0.0] * size for _ in range(size)]
    ordered = [sorted([day for day, _ in group]) for group in groups]
    deaths = [Counter([day for day, event in group if event]) for group in groups]
    for day in sorted(set().union(*deaths)):
        risk = [len(days) - bisect_left(days, day) for days in ordered]
        observed = [died[day] for died in deaths]
        dead, total = sum(observed), sum(risk)
        spread = dead * (total - dead) / (total - 1) if total > 1 else 0.0
        for i in range(size):
            share = risk[i] / total
            differences[i] += observed[i] - dead * share
            for j in range(size):
                variance[i][j] += spread * share * ((1.0 if i == j else 0.0) - risk[j] / total)
    return differences, variance
