"""Estimates, rates and tests as a journal prints them."""

from collections.abc import Sequence

from outcomes.statistics.formatting import (
    NOT_ESTIMABLE,
    half_up,
    months_text,
    p_text,
    percent,
    percent_text,
)
from outcomes.statistics.results import Comparison, Estimate, Proportion, RateAt, ValueRow


def median_text(estimate: Estimate) -> str:
    """Median with limits in days, written in months: "7.5 (5.1–NR)"."""
    limits = f"{months_text(estimate.lower)}–{months_text(estimate.upper)}"
    return f"{months_text(estimate.value)} ({limits})"


def rate_text(rate: RateAt) -> str:
    """A curve's value at a time in percent with limits: "42 (31–53)"; "NE" past the end of follow-up."""
    if rate.value is None:
        return NOT_ESTIMABLE
    if rate.lower is None or rate.upper is None:
        return percent_text(rate.value)
    return f"{percent_text(rate.value)} ({percent_text(rate.lower)}–{percent_text(rate.upper)})"


def test_text(test: Comparison) -> str:
    """ "Log-rank test, P = .006", or the reason why no P value is printed."""
    name = test.test[:1].upper() + test.test[1:]
    return f"{name}: {p_equals(test)}" if test.p_shown else test.reason


def tests_text(causes: Sequence[str], tests: Sequence[Comparison]) -> str:
    """One sentence for the tests of several causes: "Gray's test: relapse P = .64; death P = .93."."""
    shown = [(cause, test) for cause, test in zip(causes, tests, strict=False) if test.p_shown]
    if not shown:
        return tests[0].reason if tests else ""
    values = "; ".join(f"{cause.lower()} {p_equals(test)}" for cause, test in shown)
    return f"{shown[0][1].test}: {values}."


def p_equals(test: Comparison) -> str:
    """ "P = .006" or "P < .001"."""
    text = p_text(test.p)
    return f"P {text[0]} {text[1:]}" if text[0] in "<>" else f"P = {text}"


def proportion_text(row: Proportion) -> str:
    """ "37/45 (82%)"; without a denominator only the counts."""
    share = percent(row.numerator, row.denominator)
    counts = f"{row.numerator}/{row.denominator}"
    return counts if share is None else f"{counts} ({share}%)"


def limits_text(lower: float | None, upper: float | None) -> str:
    """Limits of a fraction in percent: "68–92"."""
    return NOT_ESTIMABLE if lower is None or upper is None else f"{percent_text(lower)}–{percent_text(upper)}"


def number(value: float | None, digits: int = 1) -> str:
    """A measurement without needless zeros: 24.0 → "24"; "–" where absent."""
    if value is None:
        return "–"
    text = f"{half_up(value, digits)}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def p_value(test: Comparison) -> str:
    """ ".006", "<.001", or a dash where it is not printed."""
    return p_text(test.p) if test.p_shown else "–"


def value_text(row: ValueRow) -> str:
    """Median and range in the unit printed: "3.1 [0.8–12.4]"; days are printed in months."""
    if row.median is None:
        return "–"
    digits = 0 if row.unit == "year" else 1
    parts = [_measure(value, row.unit, digits) for value in (row.median, row.minimum, row.maximum)]
    return f"{parts[0]} [{parts[1]}–{parts[2]}]"


def listed_text(row: ValueRow) -> str:
    """Single values, "+" where not ended at last contact: "4.2, 11.0+, 55.1+"."""
    return ", ".join(f"{_measure(one.value, row.unit, 1)}{'+' if one.ongoing else ''}" for one in row.listed)


def unit_text(unit: str) -> str:
    return "months" if unit == "days" else unit


def _measure(value: float | None, unit: str, digits: int) -> str:
    return months_text(value) if unit == "days" else number(value, digits)
