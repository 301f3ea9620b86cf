"""Units in which a laboratory may report what the registry stores in one unit, and the exact conversion.

Free of Django. A factor is a fraction: the value in the registry's unit is the reported one times the factor.
Sources: powers of ten and the katal (1 µkat = 60 U) by definition; bilirubin 17.1 µmol/L per mg/dL (molar
mass 584.7 g/mol) and creatinine 88.4 µmol/L per mg/dL (113.1 g/mol), as in the registry's data standard;
haemoglobin 0.6206 mmol/L per g/dL (monomer, 16,114 g/mol).
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from registry.measured import Measured

# The registry keeps this many decimal places.
PLACES = 8
# A quotient that never ends has so many digits more than were reported: going back gives the report.
GUARD_DIGITS = 2
FEWEST_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Unit:
    """Another unit of a question. code: as forms send it; factor: from it to the registry's unit."""

    code: str
    label: str
    factor: Fraction


PER_MICROLITRE = Unit("per_ul", "/µL", Fraction(1, 1000))
BILIRUBIN_UMOL = Unit("umol_l", "µmol/L", Fraction(10, 171))
CREATININE_UMOL = Unit("umol_l", "µmol/L", Fraction(10, 884))
GRAMS_PER_LITRE = Unit("g_l", "g/L", Fraction(1, 10))
HAEMOGLOBIN_MMOL = Unit("mmol_l", "mmol/L", Fraction(10_000, 6_206))
MICROKATAL = Unit("ukat_l", "µkat/L", Fraction(60))
MICROGRAMS_PER_LITRE = Unit("ug_l", "µg/L", Fraction(1))
MILLIONS_PER_LITRE = Unit("e6_l", "×10⁶/L", Fraction(1))
PERCENT = Unit("percent", "%", Fraction(1, 100))
CENTIGRAY = Unit("cgy", "cGy", Fraction(1, 100))


def stored(value: Decimal, unit: Unit) -> Decimal:
    """The value in the registry's unit: exact where that ends within 8 places, otherwise rounded half up.

    Raises ValueError with a sentence where the value is too small to be kept.
    """
    exact = Fraction(value) * unit.factor
    kept = _exactly(exact)
    if kept is None:
        kept = _rounded(exact, max(len(value.as_tuple().digits) + GUARD_DIGITS, FEWEST_DIGITS))
    if exact and not kept:
        raise ValueError(f"{value:f} {unit.label} is too small to be kept.")
    return kept


def stored_measure(measured: Measured, unit: Unit) -> Measured:
    """A laboratory value in the registry's unit; a bound such as <100 stays a bound."""
    return Measured(stored(measured.value, unit), measured.comparator)


def reported(value: Decimal, unit: Unit) -> Decimal:
    """A value of the registry, such as a limit, in another unit; to four digits where it does not end."""
    exact = Fraction(value) / unit.factor
    kept = _exactly(exact)
    return _rounded(exact, 4) if kept is None else kept


def _exactly(exact: Fraction) -> Decimal | None:
    scaled = exact * 10**PLACES
    return plain(Decimal(scaled.numerator).scaleb(-PLACES)) if scaled.denominator == 1 else None


def _rounded(exact: Fraction, digits: int) -> Decimal:
    """To so many significant digits, and never to more than 8 places."""
    size = len(str(int(abs(exact)))) if abs(exact) >= 1 else -_leading_zeros(abs(exact))
    places = min(max(digits - size, 0), PLACES)
    scaled = abs(exact) * 10**places
    whole = int(scaled + Fraction(1, 2))
    return plain(Decimal(whole if exact >= 0 else -whole).scaleb(-places))


def _leading_zeros(below_one: Fraction) -> int:
    """Zeros between the decimal point and the first digit: 2 for 0.004."""
    zeros = 0
    while below_one and below_one < Fraction(1, 10) and zeros < PLACES:
        below_one, zeros = below_one * 10, zeros + 1
    return zeros


def plain(value: Decimal) -> Decimal:
    """The same number without trailing zeros or an exponent."""
    value = value.normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else Decimal(f"{value:f}")
