"""Hazard ratios as a journal prints them."""

from outcomes.presenting.words import p_equals
from outcomes.statistics.formatting import NOT_ESTIMABLE, half_up, p_text
from outcomes.statistics.results import Comparison, HazardRatio


def hazard_text(ratio: HazardRatio) -> str:
    """ "1.42 (0.98–2.06)"; "NE" where it is not estimable."""
    if ratio.value is None or ratio.lower is None or ratio.upper is None:
        return NOT_ESTIMABLE
    return f"{_ratio(ratio.value)} ({_ratio(ratio.lower)}–{_ratio(ratio.upper)})"


def hazard_p(ratio: HazardRatio) -> str:
    return p_text(ratio.p) if ratio.p_shown else "–"


def proportional_text(test: Comparison) -> str:
    """What the global test of proportional hazards says, in a sentence; empty where it says nothing."""
    if not test.p_shown or test.p is None:
        return ""
    if test.p < 0.05:
        return f"Hazards are not proportional (global test: {p_equals(test)}): a ratio is a mean over time."
    return f"No departure from proportional hazards is seen (global test: {p_equals(test)})."


def _ratio(value: float) -> str:
    """Two decimals; from 100 on none, so that a wild upper limit does not pretend to be exact."""
    return ">1000" if value > 1000 else f"{half_up(value, 0 if value >= 100 else 2)}"
