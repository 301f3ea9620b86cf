"""Derived values in words."""

import pytest

from outcomes.presenting.derived import text_of

SAMPLE = {"days": 31, "cycle": 2, "method": "mfc", "sensitivity": 1e-5, "level": 0.0, "status": "negative"}
UNKNOWN = {"cycle": None, "method": None, "sensitivity": None, "level": None, "status": "missing"}


@pytest.mark.parametrize(
    ("sample", "text"),
    [
        (SAMPLE, "day 31 (cycle 2): negative, flow cytometry sensitive to 0.00001"),
        (
            SAMPLE | {"method": "bcr_abl1_rtqpcr"},
            "day 31 (cycle 2): negative, RT-qPCR of BCR::ABL1 sensitive to 0.00001",
        ),
        (SAMPLE | UNKNOWN, "day 31: no valid sample, method not recorded"),
    ],
)
def test_a_sample_is_told_with_day_cycle_method_and_sensitivity(sample, text):
    assert text_of("mrd_results", {"mrd_results": [sample]}) == text


def test_samples_stand_one_after_the_other_and_none_is_a_dash():
    assert text_of("mrd_results", {"mrd_results": [SAMPLE, SAMPLE]}).count(";") == 1
    assert text_of("mrd_results", {"mrd_results": []}) == "–"
