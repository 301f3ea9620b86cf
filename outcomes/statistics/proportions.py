"""Proportions with exact limits. Sources: Clopper and Pearson 1934; Wilson 1927."""

import math

from scipy.special import betaincinv

from outcomes.statistics.results import Proportion
from outcomes.statistics.survival import Z95


def clopper_pearson(numerator: int, denominator: int) -> tuple[float, float]:
    """Exact 95% limits as fractions: (0, 10) → (0, 0.3085). NaN without a denominator."""
    _check(numerator, denominator)
    if denominator == 0:
        return math.nan, math.nan
    lower = betaincinv(numerator, denominator - numerator + 1, 0.025) if numerator else 0.0
    upper = betaincinv(numerator + 1, denominator - numerator, 0.975) if numerator < denominator else 1.0
    return float(lower), float(upper)


def wilson(numerator: int, denominator: int) -> tuple[float, float]:
    """Wilson's score limits without continuity correction, as fractions. NaN without a denominator."""
    _check(numerator, denominator)
    if denominator == 0:
        return math.nan, math.nan
    fraction, weight = numerator / denominator, Z95**2 / denominator
    centre = fraction + weight / 2
    spread = Z95 * math.sqrt(fraction * (1 - fraction) / denominator + weight / (4 * denominator))
    return max(0.0, (centre - spread) / (1 + weight)), min(1.0, (centre + spread) / (1 + weight))


def proportion(
    group: str, label: str, numerator: int, denominator: int, *, missing: int = 0, note: str = ""
) -> Proportion:
    """One row of a table of proportions, with Clopper–Pearson limits."""
    counts = (int(numerator), int(denominator))
    fraction, lower, upper = None, None, None
    if denominator:
        fraction, (lower, upper) = counts[0] / counts[1], clopper_pearson(*counts)
    return Proportion(group, label, *counts, fraction, lower, upper, int(missing), note)


def _check(numerator: int, denominator: int) -> None:
    if not 0 <= numerator <= denominator:
        raise ValueError(f"{numerator} of {denominator} is not a proportion.")
