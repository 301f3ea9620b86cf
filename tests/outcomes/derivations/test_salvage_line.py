"""Which salvage line a regimen is (C3)."""

import pytest

from outcomes.derivations import Parameters, derive
from tests.outcomes.derivations.histories import day, event, history, marrow, regimen

RELAPSE = event("relapse", -5)
CR = marrow(28, 1)

SEQUENCES = [
    # what happened, records, the line of each regimen in order of start
    ("first treatment of a relapse", [RELAPSE, regimen()], [1]),
    ("first treatment of primary refractory disease", [event("primary_refractory", -2), regimen()], [1]),
    ("frontline is no salvage", [regimen(1, -200, line_type="frontline"), RELAPSE, regimen(2)], [None, 1]),
    (
        "relapse, then another treatment",
        [regimen(), CR, event("relapse", 90), regimen(2, 95, "BLINA")],
        [1, 2],
    ),
    (
        "relapse on the day of the next treatment",
        [regimen(), CR, event("relapse", 95), regimen(2, 95, "BLINA")],
        [1, 2],
    ),
    (
        "relapse after the next treatment began",
        [regimen(), CR, event("relapse", 96), regimen(2, 95, "BLINA")],
        [1, 1],
    ),
    (
        "refractory, then another treatment",
        [regimen(), event("refractory_to_regimen", 40), regimen(2, 41, "BLINA")],
        [1, 2],
    ),
    ("no response, then another treatment", [regimen(), marrow(28, 60), regimen(2, 35, "BLINA")], [1, 2]),
    ("ended for no response", [regimen(end_reason="no_response"), regimen(2, 35, "BLINA")], [1, 2]),
    ("never assessed, then another treatment", [regimen(), regimen(2, 35, "BLINA")], [1, 2]),
    (
        "relapse seen in the marrow only",
        [regimen(), CR, marrow(80, 60, id=80), regimen(2, 90, "BLINA")],
        [1, 2],
    ),
    ("MRD relapse alone", [regimen(), CR, event("mrd_relapse", 80), regimen(2, 90, "BLINA")], [1, 1]),
    ("planned sequence in remission", [regimen(code="MINI_HCVD_INO"), CR, regimen(2, 120, "BLINA")], [1, 1]),
    (
        "switch for toxicity in remission",
        [regimen(end_reason="not_tolerated"), CR, regimen(2, 60, "BLINA")],
        [1, 1],
    ),
    ("maintenance in remission", [regimen(), CR, regimen(2, 60, "OTHER", line_type="maintenance")], [1, 1]),
    ("consolidation", [regimen(), CR, regimen(2, 60, "BLINA", line_type="consolidation")], [1, 1]),
    (
        "conditioning for transplant",
        [regimen(), CR, regimen(2, 60, "OTHER", line_type="conditioning")],
        [1, 1],
    ),
    (
        "consolidation of frontline",
        [regimen(1, 0, line_type="frontline"), regimen(2, 60, line_type="consolidation")],
        [None, None],
    ),
    (
        "MRD-directed in remission",
        [regimen(), CR, regimen(2, 60, "BLINA", line_type="mrd_directed")],
        [1, None],
    ),
    (
        "relapse after MRD-directed treatment",
        [
            regimen(),
            CR,
            regimen(2, 60, "BLINA", line_type="mrd_directed"),
            event("relapse", 150),
            regimen(3, 155, "FLAG_IDA"),
        ],
        [1, None, 2],
    ),
    (
        "a tyrosine kinase inhibitor is added",
        [regimen(), marrow(28, 60), regimen(2, 30, "TKI_BASED", drugs=("inotuzumab", "ponatinib"))],
        [1, 1],
    ),
    ("the dose is changed", [regimen(), marrow(28, 60), regimen(2, 30)], [1, 1]),
    ("the same drug again after relapse", [regimen(), CR, event("relapse", 200), regimen(2, 205)], [1, 2]),
    (
        "bridging belongs to the line of the CAR-T cells",
        [
            regimen(),
            event("relapse", 90),
            regimen(2, 95, "OTHER", line_type="bridging", drugs=("vincristine",)),
            event("progression", 110),
            regimen(3, 120, "CAR_T"),
        ],
        [1, 2, 2],
    ),
    (
        "two starts 7 days apart are one",
        [RELAPSE, regimen(1, 0, "OTHER", drugs=("hydroxyurea",)), regimen(2, 7)],
        [1, 1],
    ),
    (
        "two starts 8 days apart are two",
        [RELAPSE, regimen(1, 0, "OTHER", drugs=("hydroxyurea",)), regimen(2, 8)],
        [1, 2],
    ),
    (
        "the site says third, and gives its reason",
        [
            regimen(line_override=3, line_override_reason="two lines elsewhere"),
            event("relapse", 90),
            regimen(2, 95, "BLINA"),
        ],
        [3, 4],
    ),
    ("the site says third without a reason", [regimen(line_override=3)], [1]),
    ("the start is known to the year only", [regimen(start=None)], [None]),
]


@pytest.mark.parametrize(
    ("records", "lines"), [row[1:] for row in SEQUENCES], ids=[row[0] for row in SEQUENCES]
)
def test_lines_are_counted_by_relapse_and_refractory_disease(records, lines):
    assert [row.values["salvage_line"] for row in derive(history(*records))] == lines


def test_mrd_directed_treatment_counts_in_the_sensitivity_analysis():
    patient = history(regimen(), CR, event("relapse", 50), regimen(2, 60, "BLINA", line_type="mrd_directed"))
    rows = derive(patient, Parameters(count_mrd_directed=True))
    assert [row.values["salvage_line"] for row in rows] == [1, 2]


REASONS = [
    ([RELAPSE, regimen()], 0, "Salvage 1: first treatment after relapse on 2020-12-27."),
    ([regimen(), CR, event("relapse", 90), regimen(2, 95, "BLINA")], 1, "Salvage 2: relapse on 2021-04-01."),
    (
        [regimen(), CR, regimen(2, 95, "BLINA")],
        1,
        "Salvage 1: switch or planned sequence in the remission of 2021-01-29.",
    ),
    (
        [regimen(line_override=3, line_override_reason="Two lines elsewhere.")],
        0,
        "Salvage 3, set by the site: Two lines elsewhere. (Derived: 1.)",
    ),
]


@pytest.mark.parametrize(("records", "place", "why"), REASONS)
def test_the_reason_of_the_line_is_told(records, place, why):
    assert derive(history(*records))[place].why["salvage_line"] == why


@pytest.mark.parametrize(("line", "group"), [(1, "1"), (2, "2"), (3, "3+"), (6, "3+")])
def test_lines_are_grouped_as_published(line, group):
    only = regimen(line_override=line, line_override_reason="earlier lines elsewhere")
    assert derive(history(only))[0].values["line_group"] == group


def test_two_regimens_within_a_week_are_one_row_named_by_inotuzumab():
    prephase, index = derive(history(regimen(1, 0, "OTHER", drugs=("hydroxyurea",)), regimen(2, 3)))
    assert prephase.values["os_start_days"] is None
    assert prephase.why["os_start_days"] == "Not derived: counted with INO_SINGLE that began within a week."
    assert index.values["start_on"] == day(0)
    assert index.values["drugs"] == ["hydroxyurea", "inotuzumab"]
