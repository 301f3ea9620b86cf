"""Numbers as they are printed."""

import pytest

from outcomes.statistics.formatting import half_up, months_text, p_text, percent, percent_text


@pytest.mark.parametrize(
    ("numerator", "denominator", "printed"),
    [
        (7, 67, 10),
        (14, 67, 21),
        (4, 67, 6),
        (1, 67, 1),
        (46, 59, 78),
        (26, 59, 44),
        (1, 8, 13),
        (1, 200, 1),
        (0, 5, 0),
        (5, 5, 100),
        (0, 0, None),
    ],
)
def test_percent_is_rounded_half_up(numerator, denominator, printed):
    assert percent(numerator, denominator) == printed


@pytest.mark.parametrize(
    ("value", "digits", "printed"),
    [(2.5, 0, "3"), (3.5, 0, "4"), (0.125, 2, "0.13"), (1.005, 2, "1.01"), (-2.5, 0, "-3"), (4.4, 1, "4.4")],
)
def test_values_are_rounded_half_up(value, digits, printed):
    assert str(half_up(value, digits)) == printed


@pytest.mark.parametrize(("days", "printed"), [(365.25, "12.0"), (134, "4.4"), (0, "0.0"), (None, "NR")])
def test_days_are_printed_as_months(days, printed):
    assert months_text(days) == printed


@pytest.mark.parametrize(("fraction", "printed"), [(0.1045, "10"), (1.0, "100"), (None, "NE")])
def test_fractions_are_printed_as_percent(fraction, printed):
    assert percent_text(fraction) == printed


@pytest.mark.parametrize(
    ("p", "printed"),
    [
        (0.0004, "<.001"),
        (0.006, ".006"),
        (0.0304, ".03"),
        (0.01, ".01"),
        (0.5, ".50"),
        (0.999, ">.99"),
        (None, "NE"),
    ],
)
def test_p_values_are_printed_as_journals_do(p, printed):
    assert p_text(p) == printed
