"""CTCAE grades of laboratory values: the tables of versions 4, 5 and 6 as examples."""

from decimal import Decimal

import pytest

from registry.ctcae import TERM_BY_TEST, VERSIONS, grade, grade_change
from registry.measured import Measured

COUNTS_IN_VERSION_5 = [
    # test, value, lower limit of normal, grade
    ("platelets", 150, 150, 0),
    ("platelets", 149, 150, 1),
    ("platelets", 75, 150, 1),
    ("platelets", 74.9, 150, 2),
    ("platelets", 50, 150, 2),
    ("platelets", 49.9, 150, 3),
    ("platelets", 25, 150, 3),
    ("platelets", 24.9, 150, 4),
    ("platelets", 0, 150, 4),
    ("anc", 2.0, 2.0, 0),
    ("anc", 1.9, 2.0, 1),
    ("anc", 1.5, 2.0, 1),
    ("anc", 1.4, 2.0, 2),
    ("anc", 1.0, 2.0, 2),
    ("anc", 0.9, 2.0, 3),
    ("anc", 0.5, 2.0, 3),
    ("anc", 0.4, 2.0, 4),
    ("wbc", 3.0, 4.0, 1),
    ("wbc", 2.0, 4.0, 2),
    ("wbc", 1.0, 4.0, 3),
    ("wbc", 0.9, 4.0, 4),
    ("hemoglobin", 12.0, 12.0, 0),
    ("hemoglobin", 10.0, 12.0, 1),
    ("hemoglobin", 8.0, 12.0, 2),
    ("hemoglobin", 7.9, 12.0, 3),
    ("hemoglobin", 3.0, 12.0, 3),
]

CHEMISTRY_IN_VERSION_5 = [
    # test, value, upper limit of normal, baseline, grade
    ("bilirubin_total", 1.2, 1.2, None, 0),
    ("bilirubin_total", 1.8, 1.2, None, 1),
    ("bilirubin_total", 1.81, 1.2, None, 2),
    ("bilirubin_total", 3.6, 1.2, 0.8, 2),
    ("bilirubin_total", 3.7, 1.2, 0.8, 3),
    ("bilirubin_total", 12.0, 1.2, 0.8, 3),
    ("bilirubin_total", 12.1, 1.2, 0.8, 4),
    ("bilirubin_total", 2.0, 1.2, 2.0, 0),
    ("bilirubin_total", 2.1, 1.2, 2.0, 1),
    ("bilirubin_total", 6.0, 1.2, 2.0, 2),
    ("alt", 40, 40, None, 0),
    ("alt", 120, 40, None, 1),
    ("alt", 121, 40, None, 2),
    ("alt", 201, 40, None, 3),
    ("alt", 801, 40, None, 4),
    ("alt", 119, 40, 80, 0),
    ("alt", 120, 40, 80, 1),
    ("alt", 241, 40, 80, 2),
    ("ast", 801, 40, 30, 4),
    ("creatinine", 1.0, 1.0, None, 0),
    ("creatinine", 1.5, 1.0, None, 1),
    ("creatinine", 1.6, 1.0, None, 2),
    ("creatinine", 3.1, 1.0, None, 3),
    ("creatinine", 6.1, 1.0, None, 4),
    ("creatinine", 0.9, 1.2, 0.5, 2),
    ("creatinine", 1.6, 1.2, 0.5, 3),
    ("creatinine", 0.6, 1.2, 0.5, 0),
]

OTHER_VERSIONS_DIFFER = [
    # why, test, value, version, upper limit, lower limit, baseline, grade
    (
        "version 6 calls neutrophils of 0.4 severe, not life-threatening",
        "anc",
        0.4,
        "6.0",
        None,
        None,
        None,
        3,
    ),
    ("version 6 grade 4 begins below 0.1", "anc", 0.09, "6.0", None, None, None, 4),
    ("version 6 grade 1 begins at 1.5 whatever the laboratory", "anc", 1.6, "6.0", None, 2.0, None, 0),
    ("version 6 platelets of 20 are grade 3", "platelets", 20, "6.0", None, 150, None, 3),
    ("version 6 platelets below 10 are grade 4", "platelets", 9, "6.0", None, 150, None, 4),
    ("version 6, bilirubin abnormal before", "bilirubin_total", 5.2, "6.0", 1.2, None, 2.0, 3),
    ("version 5, the same values", "bilirubin_total", 5.2, "5.0", 1.2, None, 2.0, 2),
    ("version 4 takes no notice of the baseline", "bilirubin_total", 5.2, "4.03", 1.2, None, 2.0, 3),
    ("version 6, ALT abnormal before and unchanged", "alt", 80, "6.0", 40, None, 80, 1),
    ("version 6, ALT four times an abnormal baseline", "alt", 321, "6.0", 40, None, 80, 4),
    ("version 4.0 creatinine 1.2 times the baseline", "creatinine", 0.6, "4.0", 1.2, None, 0.5, 1),
    ("version 6 creatinine ignores a normal baseline", "creatinine", 1.1, "6.0", 1.2, 0.4, 0.5, 0),
    ("version 6 creatinine, baseline below normal", "creatinine", 1.1, "6.0", 1.2, 0.6, 0.5, 2),
]

NOT_TOLD = [
    ("no value", ("platelets", None, "5.0"), {}),
    ("platelets of 80 without the lower limit of normal", ("platelets", 80, "5.0"), {}),
    ("bilirubin without the upper limit of normal", ("bilirubin_total", 4, "5.0"), {"baseline": 1}),
    ("creatinine 1.2 times the baseline, no limit", ("creatinine", 0.6, "4.03"), {"baseline": 0.5}),
    ("a test without criteria", ("albumin", 3, "5.0"), {"lln": 3.5}),
    ("a version never published", ("platelets", 20, "5.5"), {"lln": 150}),
    ("“<30” may be grade 3 or 4", ("platelets", Measured(Decimal(30), "<"), "5.0"), {"lln": 150}),
]


@pytest.mark.parametrize(("test", "value", "lln", "expected"), COUNTS_IN_VERSION_5)
def test_a_low_count_has_its_grade(test, value, lln, expected):
    assert grade(test, value, "5.0", lln=lln) == expected


@pytest.mark.parametrize(("test", "value", "uln", "baseline", "expected"), CHEMISTRY_IN_VERSION_5)
def test_a_high_value_has_its_grade(test, value, uln, baseline, expected):
    assert grade(test, value, "5.0", uln=uln, baseline=baseline) == expected


@pytest.mark.parametrize(
    ("test", "value", "version", "uln", "lln", "baseline", "expected"),
    [row[1:] for row in OTHER_VERSIONS_DIFFER],
    ids=[row[0] for row in OTHER_VERSIONS_DIFFER],
)
def test_versions_are_told_apart(test, value, version, uln, lln, baseline, expected):
    assert grade(test, value, version, uln=uln, lln=lln, baseline=baseline) == expected


@pytest.mark.parametrize(("asked", "limits"), [row[1:] for row in NOT_TOLD], ids=[row[0] for row in NOT_TOLD])
def test_a_grade_that_cannot_be_told_is_not_made_up(asked, limits):
    assert grade(*asked, **limits) is None


def test_a_bound_is_graded_when_every_value_within_it_agrees():
    assert grade("platelets", Measured(Decimal(25), "<"), "5.0") == 4
    assert grade("alt", Measured(Decimal(1000), ">"), "5.0", uln=40) == 4


def test_decimals_are_taken_as_entered():
    assert grade("bilirubin_total", Decimal("1.8"), "5.0", uln=Decimal("1.2")) == 1


def test_low_platelets_before_treatment_are_not_its_toxicity():
    assert grade_change("platelets", 15, "5.0", lln=150, baseline=20) == 0
    assert grade_change("platelets", 15, "5.0", lln=150, baseline=160) == 4
    assert grade_change("platelets", 15, "5.0", lln=150) is None


def test_every_test_has_a_term_and_a_grade_in_every_version():
    graded = [
        grade(test, 0.01, version, uln=100, lln=50) is not None
        for test in TERM_BY_TEST
        for version in VERSIONS
    ]
    assert all(graded)
