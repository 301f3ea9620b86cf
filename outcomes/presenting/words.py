"""Estimates, rates and tests as a journal prints them."""

from collections.abc import Iterable, Sequence

from outcomes.disclosure import Ranged
from outcomes.disclosure.curves import RoughEstimate, RoughRate
from outcomes.statistics.formatting import (
    NOT_ESTIMABLE,
    half_up,
    months_text,
    p_text,
    percent,
    percent_text,
)
from outcomes.statistics.grouped_rows import DAYS
from outcomes.statistics.results import Comparison, Estimate, Proportion, RateAt, TableCell, ValueRow

HIDDEN = "hidden"


def with_limits(heading: str, counts: Iterable[int], limits: str = " (95% CI)") -> str:
    """A heading that says what stands beside the estimates; protected ones have nothing beside them."""
    return heading if is_protected(counts) else f"{heading}{limits}"


def is_protected(counts: Iterable[int]) -> bool:
    return any(isinstance(n, Ranged) for n in counts)


def median_text(estimate: Estimate) -> str:
    """Median with limits in days, written in months: "7.5 (5.1–NR)"; "≈8" where it is protected."""
    if isinstance(estimate, RoughEstimate):
        return HIDDEN if estimate.value is None else f"≈{months_text(estimate.value, 0)}"
    limits = f"{months_text(estimate.lower)}–{months_text(estimate.upper)}"
    return f"{months_text(estimate.value)} ({limits})"


def rate_text(rate: RateAt) -> str:
    """A curve's value at a time in percent with limits: "42 (31–53)"; "≈40" where it is protected.

    "NE" past the end of follow-up.
    """
    if isinstance(rate, RoughRate):
        return HIDDEN if rate.value is None else f"≈{percent_text(rate.value)}"
    if rate.value is None:
        return NOT_ESTIMABLE
    if rate.lower is None or rate.upper is None:
        return percent_text(rate.value)
    return f"{percent_text(rate.value)} ({percent_text(rate.lower)}–{percent_text(rate.upper)})"


def test_text(test: Comparison) -> str:
    """ "Log-rank test, P = .006", or the reason why no P value is printed."""
    return f"{test_name(test)}: {p_equals(test)}" if test.p_shown else test.reason


def test_name(test: Comparison) -> str:
    """As a sentence begins with it: "Log-rank test"."""
    return test.test[:1].upper() + test.test[1:]


def tests_text(causes: Sequence[str], tests: Sequence[Comparison]) -> str:
    """One sentence for the tests of several causes: "Gray's test: relapse P = .64; death P = .93."."""
    shown = [(cause, test) for cause, test in zip(causes, tests, strict=False) if test.p_shown]
    if not shown:
        return tests[0].reason if tests else ""
    values = "; ".join(f"{within(cause)} {p_equals(test)}" for cause, test in shown)
    return f"{shown[0][1].test}: {values}."


def within(label: str) -> str:
    """A label in the middle of a sentence: "Relapse" → "relapse"; an abbreviation stays as it is."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def p_equals(test: Comparison) -> str:
    """ "P = .006" or "P < .001"."""
    text = p_text(test.p)
    return f"P {text[0]} {text[1:]}" if text[0] in "<>" else f"P = {text}"


def proportion_text(row: Proportion) -> str:
    """ "37/45 (82%)"; without a denominator only the counts; "30–39/40–49 (≈80%)" if protected."""
    if isinstance(row.numerator, Ranged):
        return ranged_text(row.numerator, row.denominator, row.fraction)
    share = percent(row.numerator, row.denominator)
    counts = f"{row.numerator}/{row.denominator}"
    return counts if share is None else f"{counts} ({share}%)"


def proportion_limits(row: Proportion) -> str:
    """Its exact limits, "68–92"; nothing where they are protected."""
    return "" if isinstance(row.numerator, Ranged) else limits_text(row.lower, row.upper)


def limits_text(lower: float | None, upper: float | None) -> str:
    """Limits of a fraction in percent: "68–92"; NE where there are none."""
    return NOT_ESTIMABLE if lower is None or upper is None else f"{percent_text(lower)}–{percent_text(upper)}"


def counted_text(count: int, n: int, fraction: float | None) -> str:
    """Count and whole percent of those known: "12 (36%)"; a dash where none is known."""
    if isinstance(count, Ranged):
        return f"{count}" if fraction is None else f"{count} (≈{percent_text(fraction)}%)"
    return f"{count} ({percent(count, n)}%)" if n else "–"


def measured_text(cell: TableCell) -> str:
    """Median with quartiles and range: "47 (31–62) [18–84]"; what is protected is left out."""
    if cell.median is None:
        return HIDDEN if isinstance(cell.n, Ranged) else "–"
    parts = [number(cell.median)]
    if cell.q1 is not None:
        parts.append(f"({number(cell.q1)}–{number(cell.q3)})")
    if cell.minimum is not None:
        parts.append(f"[{number(cell.minimum)}–{number(cell.maximum)}]")
    return " ".join(parts)


def alive_text(median: float | None, lowest: float | None, highest: float | None) -> str:
    """Follow-up of those alive in months: "14.2 [3.1–40.0]"; without the range where it is protected."""
    if lowest is None and highest is None:
        return HIDDEN if median is None else f"≈{months_text(median, 0)}"
    return f"{months_text(median)} [{months_text(lowest)}–{months_text(highest)}]"


def ranged_text(part: int, whole: int, fraction: float | None) -> str:
    """Two ranges, and the share that their middles make."""
    return f"{part}/{whole}" if fraction is None else f"{part}/{whole} (≈{percent_text(fraction)}%)"


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
    """Median, quartiles and range in the unit printed: "3.1 (1.0–5.2) [0.8–12.4]"; days in months."""
    if row.median is None:
        return HIDDEN if isinstance(row.n, Ranged) else "–"
    digits = 0 if row.unit == "year" else 1
    parts = [_measure(row.median, row.unit, digits)]
    if row.q1 is not None:
        parts.append(f"({_measure(row.q1, row.unit, digits)}–{_measure(row.q3, row.unit, digits)})")
    if row.minimum is not None:
        parts.append(f"[{_measure(row.minimum, row.unit, digits)}–{_measure(row.maximum, row.unit, digits)}]")
    return " ".join(parts)


def listed_text(row: ValueRow) -> str:
    """Single values, "+" where not ended at last contact: "4.2, 11.0+, 55.1+"."""
    return ", ".join(f"{_measure(one.value, row.unit, 1)}{'+' if one.ongoing else ''}" for one in row.listed)


def unit_text(unit: str) -> str:
    """Times are printed in months, short ones in days."""
    return {"days": "months", DAYS: "days"}.get(unit, unit)


def _measure(value: float | None, unit: str, digits: int) -> str:
    return months_text(value) if unit == "days" else number(value, digits)
