"""Kaplan-Meier and log-rank on whole days, independent of the registry's own statistics."""

import math
from collections.abc import Sequence
from statistics import median

DAYS_PER_MONTH = 30.4375
HALF = 0.5
TOLERANCE = 1e-8

Observation = tuple[int, int]
"""Days, and 1 for an event or 0 for censoring."""


def curve(observations: Sequence[Observation]) -> list[tuple[int, float]]:
    """(day, S(day)) at each day with an event."""
    at_risk, survival, steps = len(observations), 1.0, []
    ordered = sorted(observations)
    position = 0
    while position < len(ordered):
        day, leaving, events = ordered[position][0], 0, 0
        while position < len(ordered) and ordered[position][0] == day:
            leaving += 1
            events += ordered[position][1]
            position += 1
        if events:
            survival *= 1 - events / at_risk
            steps.append((day, survival))
        at_risk -= leaving
    return steps


def median_days(observations: Sequence[Observation]) -> float:
    """First day with S < 0.5; where S is 0.5 on a step, midway to the next; infinite if not reached."""
    steps = curve(observations)
    for index, (day, survival) in enumerate(steps):
        if abs(survival - HALF) < TOLERANCE:
            following = steps[index + 1][0] if index + 1 < len(steps) else max(observations)[0]
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
    size = len(groups)
    differences = [0.0] * size
    variance = [[0.0] * size for _ in range(size)]
    for day in sorted({day for group in groups for day, event in group if event}):
        risk = [sum(1 for time, _ in group if time >= day) for group in groups]
        dead = sum(1 for group in groups for time, event in group if time == day and event)
        total = sum(risk)
        spread = dead * (total - dead) / (total - 1) if total > 1 else 0.0
        for i, group in enumerate(groups):
            observed = sum(1 for time, event in group if time == day and event)
            share = risk[i] / total
            differences[i] += observed - dead * share
            for j in range(size):
                variance[i][j] += spread * share * ((1.0 if i == j else 0.0) - risk[j] / total)
    return differences, variance
