"""How numbers are written: half up, never banker's; months from days; "NR" for what is not reached."""

from decimal import ROUND_HALF_UP, Decimal

DAYS_PER_MONTH = 30.4375
NOT_REACHED = "NR"
NOT_ESTIMABLE = "NE"


def half_up(value: float, digits: int = 0) -> Decimal:
    """Round half away from zero to `digits` decimals: 2.5 → 3, 0.125 → 0.13.

    The shortest decimal that names the float is rounded, so that 1.005 becomes 1.01 as it would on paper.
    """
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def percent(numerator: int, denominator: int) -> int | None:
    """Whole percent, half up, from the exact fraction: 7 of 67 → 10. None without a denominator."""
    if denominator == 0:
        return None
    exact = Decimal(100 * numerator) / Decimal(denominator)
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def months(days: float | None) -> float | None:
    """Days as months of 30.4375 days, unrounded."""
    return None if days is None else days / DAYS_PER_MONTH


def days(months: float) -> float:
    """Months of 30.4375 days as days, unrounded: 12 months are 365.25 days."""
    return months * DAYS_PER_MONTH


def number_text(value: float | None, digits: int = 1, absent: str = NOT_ESTIMABLE) -> str:
    return absent if value is None else f"{half_up(value, digits)}"


def months_text(value: float | None, digits: int = 1) -> str:
    """A duration in days, written in months; "NR" where it was not reached."""
    return number_text(months(value), digits, absent=NOT_REACHED)


def percent_text(value: float | None, digits: int = 0) -> str:
    """A fraction between 0 and 1, written as a percentage without its sign."""
    return number_text(None if value is None else 100 * value, digits)


def p_text(p: float | None) -> str:
    """A p value as journals print it: "<.001", ".006", ".03", ".50"; never ".000" and never "1.00"."""
    if p is None:
        return NOT_ESTIMABLE
    if p < 0.001:
        return "<.001"
    if p > 0.99:
        return ">.99"
    return f"{half_up(p, 3 if p < 0.01 else 2)}".lstrip("0")
