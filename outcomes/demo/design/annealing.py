"""Simulated annealing over designed days."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar

State = TypeVar("State")
START_HEAT = 1.5
END_HEAT = 0.02


def anneal(
    state: State,
    propose: Callable[[State, Random], State],
    loss: Callable[[State], float],
    random: Random,
    steps: int,
) -> State:
    """A state with loss 0. `propose` returns a changed copy; ValueError when the steps run out first."""
    current = loss(state)
    for step in range(steps):
        if current == 0:
            return state
        heat = START_HEAT * (END_HEAT / START_HEAT) ** (step / steps)
        candidate = propose(state, random)
        found = loss(candidate)
        if found <= current or random.random() < math.exp((current - found) / heat):
            state, current = candidate, found
    raise ValueError(f"No design met every figure in {steps} steps; {current:.3f} remains. Try another seed.")


def crowding(days: Sequence[int], most: int) -> int:
    """By how many patients any day exceeds `most` on the same day."""
    return sum(max(0, count - most) for count in Counter(days).values())


def shifted(days: int, random: Random) -> int:
    """The day moved a little, or now and then by a good part of itself."""
    if random.random() < 0.5:
        return days + random.choice((-3, -2, -1, 1, 2, 3))
    return round(days * math.exp(random.gauss(0, 0.25)))
