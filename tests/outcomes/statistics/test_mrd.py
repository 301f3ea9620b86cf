"""MRD by method, depth and cycle: the best of a patient's samples counts; each row has its denominator."""

# ruff: noqa: E501 - one example a line

from typing import Any

import pytest

from outcomes.statistics.groupings import OVERALL, SALVAGE_LINE
from outcomes.statistics.mrd import mrd_by_cycle, mrd_by_method, mrd_by_sensitivity

from .cohort import cohort, patients


def sample(status: str = "negative", **answers: Any) -> dict[str, Any]:
    level = {"negative": 0.0, "low_positive": 2e-5, "positive": 3e-3}.get(status)
    usual = {"days": 30, "cycle": 1, "method": "mfc", "sensitivity": 1e-4, "level": level, "status": status}
    return usual | answers


def responder(*samples: dict[str, Any], **values: Any) -> list[dict[str, Any]]:
    return patients(1, mrd_results=list(samples), **values)


def counts(result) -> dict[str, tuple[int, int, int]]:
    """Negative, denominator, and not in it, by row."""
    return {row.label: (row.numerator, row.denominator, row.missing) for row in result.proportions}


def test_each_method_has_the_denominator_of_those_measured_by_it():
    responders = cohort(
        responder(sample(method="mfc"), sample("positive", method="ngs", sensitivity=1e-6)),
        responder(sample("positive", method="mfc")),
        responder(sample("low_positive", method="ig_tr_asopcr", sensitivity=1e-5)),
        patients(2),
    )
    rows = counts(mrd_by_method(responders, OVERALL))
    assert rows["Any method"] == (2, 3, 2)
    assert rows["Flow cytometry"] == (1, 2, 3)
    assert rows["Next-generation sequencing"] == (0, 1, 4)
    assert rows["PCR of Ig/TR rearrangements"] == (1, 1, 4)
    assert "RT-qPCR of BCR::ABL1" not in rows


def test_failed_assays_and_those_not_sensitive_enough_are_in_no_denominator():
    failed, insensitive = sample("missing"), sample("insufficient_sensitivity", sensitivity=1e-3)
    unknown = sample(sensitivity=None)
    rows = counts(
        mrd_by_method(cohort(responder(failed), responder(insensitive), responder(unknown)), OVERALL)
    )
    assert rows["Any method"] == (0, 0, 3)


def test_a_method_of_tomorrow_and_none_at_all_are_not_dropped():
    rows = counts(mrd_by_method(cohort(responder(sample(method="new_one"), sample(method=None))), OVERALL))
    assert rows["New one"] == (1, 1, 0)
    assert rows["Method not recorded"] == (1, 1, 0)


# status, level and sensitivity of one sample; negative and evaluable at 10⁻⁴, 10⁻⁵ and 10⁻⁶
DEPTHS = [
    ("not detected by an assay of 10⁻⁴", sample(), [(1, 1), (0, 0), (0, 0)]),
    ("not detected by an assay of 10⁻⁶", sample(sensitivity=1e-6), [(1, 1), (1, 1), (1, 1)]),
    ("2·10⁻⁵ by an assay of 10⁻⁶", sample("low_positive", sensitivity=1e-6), [(1, 1), (0, 1), (0, 1)]),
    ("5·10⁻⁶ by an assay of 10⁻⁶", sample("low_positive", level=5e-6, sensitivity=1e-6), [(1, 1), (1, 1), (0, 1)]),
    ("detected, not quantified", sample("low_positive", level=None, sensitivity=1e-6), [(1, 1), (0, 1), (0, 1)]),
    ("3·10⁻³", sample("positive", sensitivity=1e-6), [(0, 1), (0, 1), (0, 1)]),
    ("exactly 10⁻⁵", sample("low_positive", level=1e-5, sensitivity=1e-5), [(1, 1), (0, 1), (0, 0)]),
    ("not detected by an assay of 10⁻³", sample("insufficient_sensitivity", sensitivity=1e-3, level=0.0), [(0, 0)] * 3),
]  # fmt: skip


@pytest.mark.parametrize(("given", "expected"), [row[1:] for row in DEPTHS], ids=[row[0] for row in DEPTHS])
def test_a_sample_is_negative_down_to_what_its_assay_could_see(given, expected):
    rows = mrd_by_sensitivity(cohort(responder(given)), OVERALL).proportions
    assert [(row.numerator, row.denominator) for row in rows] == expected


def test_each_cycle_has_the_denominator_of_those_with_a_sample_then():
    responders = cohort(
        responder(sample("positive", cycle=1), sample(cycle=2)),
        responder(sample(cycle=1)),
        responder(sample("positive", cycle=6), sample(cycle=4)),
        responder(sample(cycle=None)),
    )
    rows = counts(mrd_by_cycle(responders, OVERALL))
    assert rows["After cycle 1"] == (1, 2, 2)
    assert rows["After cycle 2"] == (1, 1, 3)
    assert rows["After cycle 3"] == (0, 0, 4)
    assert rows["After cycle 4 or later"] == (1, 1, 3)
    assert rows["Cycle not known"] == (1, 1, 3)


def test_groups_have_their_own_denominators():
    responders = cohort(
        responder(sample(), line_group="1"),
        responder(sample("positive"), line_group="2"),
        patients(1, line_group="2"),
    )
    rows = [row for row in mrd_by_method(responders, SALVAGE_LINE).proportions if row.label == "Any method"]
    assert [(row.group, row.numerator, row.denominator, row.missing) for row in rows] == [
        ("First salvage", 1, 1, 0),
        ("Second salvage", 0, 1, 1),
    ]
