"""Units: what a laboratory reports and what the registry keeps, worked out by hand."""

from decimal import Decimal

import pytest

from registry import units
from registry.measured import Measured

# Reported value, unit, kept value; each can be followed on paper.
CONVERTED = [
    ("34.2", units.BILIRUBIN_UMOL, "2"),  # 34.2 ÷ 17.1
    ("20", units.BILIRUBIN_UMOL, "1.17"),  # 1.16959…, to four digits 1.170
    ("25.5", units.BILIRUBIN_UMOL, "1.4912"),  # 1.491228…
    ("4", units.BILIRUBIN_UMOL, "0.234"),  # 0.233918…
    ("88.4", units.CREATININE_UMOL, "1"),
    ("110", units.CREATININE_UMOL, "1.2443"),  # 1.244343…
    ("4100", units.PER_MICROLITRE, "4.1"),
    ("12345", units.PER_MICROLITRE, "12.345"),
    ("0", units.PER_MICROLITRE, "0"),
    ("105", units.GRAMS_PER_LITRE, "10.5"),
    ("6.206", units.HAEMOGLOBIN_MMOL, "10"),
    ("0.5", units.MICROKATAL, "30"),
    ("0.01", units.PERCENT, "0.0001"),
    ("1200", units.CENTIGRAY, "12"),
    ("412", units.MICROGRAMS_PER_LITRE, "412"),
]


@pytest.mark.parametrize(("value", "unit", "kept"), CONVERTED)
def test_a_reported_value_is_kept_in_the_unit_of_the_registry(value, unit, kept):
    assert str(units.stored(Decimal(value), unit)) == kept


@pytest.mark.parametrize("unit", [units.BILIRUBIN_UMOL, units.CREATININE_UMOL, units.HAEMOGLOBIN_MMOL])
@pytest.mark.parametrize("value", ["1", "7", "20", "25.5", "99", "110", "0.4", "1368", "3.14", "68.43"])
def test_going_back_gives_what_was_reported(value, unit):
    typed = Decimal(value)
    kept = units.stored(typed, unit)
    assert units.reported(kept, unit).quantize(typed) == typed


def test_a_bound_stays_a_bound():
    assert str(units.stored_measure(Measured.parse("<100"), units.PER_MICROLITRE)) == "<0.1"
    assert str(units.stored_measure(Measured.parse(">5000"), units.PER_MICROLITRE)) == ">5"


def test_limits_are_told_in_the_reported_unit():
    assert str(units.reported(Decimal(80), units.BILIRUBIN_UMOL)) == "1368"
    assert str(units.reported(Decimal("0.05"), units.CREATININE_UMOL)) == "4.42"


def test_a_value_too_small_to_be_kept_is_refused_rather_than_made_zero():
    with pytest.raises(ValueError, match="too small"):
        units.stored(Decimal("0.000001"), units.PER_MICROLITRE)
