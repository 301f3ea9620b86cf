"""Blood and marrow values with an exact median and range."""

from random import Random

Spread = tuple[float, float, float]
"""Lowest value, median, highest value."""


def values(number: int, spread: Spread, decimals: int, floor_share: float, random: Random) -> list[float]:
    """`number` values, sorted, whose median and range are exactly those given.

    `floor_share` of the lower half lies at the lowest value; the upper half thins out towards the highest.
    An even number has two central values at equal distance from the median.
    """
    low, middle, high = spread
    step = 10**-decimals
    half = (number - 1) // 2
    centre = [middle] if number % 2 else [middle - 0.5, middle + 0.5]
    below = [low] + [
        low if random.random() < floor_share else random.uniform(low + step, centre[0])
        for _ in range(half - 1)
    ]
    above = [high] + [centre[-1] + (high - centre[-1]) * random.random() ** 2 * 0.97 for _ in range(half - 1)]
    return sorted(round(value, decimals) for value in below + centre + above)


def paired(ordered: list[float], noise: float, random: Random) -> list[float]:
    """The sorted values shifted about, the first kept first, so that lists paired by place are correlated."""
    places = [0.0] + [place + random.gauss(0, noise) for place in range(1, len(ordered))]
    rest = sorted(range(1, len(ordered)), key=lambda place: places[place])
    return [ordered[0]] + [ordered[place] for place in rest]
