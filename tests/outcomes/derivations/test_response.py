"""The response category of an assessment (C1) and the best response to a regimen (C2)."""

import pytest

from outcomes.derivations import SCHEMES, Parameters
from outcomes.derivations.response import UNCLASSIFIED, Before, category
from tests.outcomes.derivations.histories import alive, day, died, event, marrow, regimen, transplant, values

SCHEME = {scheme.code: scheme for scheme in SCHEMES}

REMISSIONS = [
    # what was found, marrow blasts, neutrophils, platelets, MDACC, NCCN, ELN 2024
    ("counts recovered", 2, 1.5, 150, "CR", "CR", "CR"),
    ("no blasts at all", 0, 1.5, 150, "CR", "CR", "CR"),
    ("marrow printed as below 5%", "<5", 1.5, 150, "CR", "CR", "CR"),
    ("counts exactly at the limit: ELN wants more", 2, 1.0, 100, "CR", "CR", "CRi"),
    ("platelets 99", 2, 1.5, 99, "CRp", "CRh", "CRi"),
    ("platelets 50", 2, 1.5, 50, "CRp", "CRh", "CRi"),
    ("platelets 49", 2, 1.5, 49, "CRp", "CRi", "CRi"),
    ("neutrophils 0.9, platelets 150", 2, 0.9, 150, "CRi", "CRh", "CRi"),
    ("neutrophils 0.4, platelets 150", 2, 0.4, 150, "CRi", "CRi", "CRi"),
    ("neutrophils not known", 2, None, 150, UNCLASSIFIED, UNCLASSIFIED, UNCLASSIFIED),
    ("platelets not known", 2, 1.5, None, UNCLASSIFIED, UNCLASSIFIED, UNCLASSIFIED),
    ("platelets printed as over 90", 2, 1.5, ">90", UNCLASSIFIED, UNCLASSIFIED, UNCLASSIFIED),
    ("marrow blasts exactly 5%", 5, 1.5, 150, "PR", "PR", "PR"),
]

OTHER_FINDINGS = [
    # what was found, answers of the assessment, what was known before, MDACC
    ("no marrow, blood clear", {"blasts": None}, Before(75, 75), "NE"),
    ("no marrow, blasts in blood", {"blasts": None, "blood": 8}, Before(75, 75), "SD_NR"),
    ("marrow marked as not done", {"blasts": 2, "bm_done": "no"}, Before(75, 75), "NE"),
    ("no marrow, new site", {"blasts": None, "emd_status": "new"}, Before(75, 75), "PD"),
    ("clear marrow, blasts in blood", {"blasts": 2, "blood": 1}, Before(75, 75), "SD_NR"),
    ("clear marrow, blood “<1%”", {"blasts": 2, "blood": "<1"}, Before(75, 75), "CR"),
    ("clear marrow, blood not looked at", {"blasts": 2, "blood": None}, Before(75, 75), "NE"),
    ("clear marrow, a site remains", {"blasts": 2, "emd_status": "present"}, Before(75, 75), "SD_NR"),
    (
        "clear marrow, a site has resolved",
        {"blasts": 2, "emd_status": "resolved"},
        Before(75, 75, True),
        "CR",
    ),
    (
        "clear marrow, a site has halved",
        {"blasts": 2, "emd_status": "decreased_50"},
        Before(75, 75, True),
        "PR",
    ),
    (
        "sites at the start not looked at",
        {"blasts": 2, "emd_status": "not_assessed"},
        Before(75, 75, True),
        "NE",
    ),
    ("never any site, not looked at", {"blasts": 2, "emd_status": "not_assessed"}, Before(75, 75), "CR"),
    ("blasts halved, counts recovered", {"blasts": 20}, Before(75, 75), "PR"),
    ("blasts halved, counts low", {"blasts": 20, "platelets": 60}, Before(75, 75), "SD_NR"),
    ("blasts 26%", {"blasts": 26}, Before(75, 75), "SD_NR"),
    ("blasts 20% from 30%", {"blasts": 20}, Before(30, 30), "SD_NR"),
    ("blasts 20%, start not known", {"blasts": 20}, Before(), "SD_NR"),
    ("blasts from 40% to 50%", {"blasts": 50}, Before(40, 40), "PD"),
    ("blasts from 40% to 49%: under a quarter more", {"blasts": 49}, Before(40, 40), "SD_NR"),
    ("blasts from 10% to 14%: under 5 points more", {"blasts": 14, "anc": 0.1}, Before(10, 10), "SD_NR"),
    ("blasts back from 10% to 40%", {"blasts": 40}, Before(75, 10), "PD"),
    ("blasts 6% after a remission", {"blasts": 6}, Before(75, 1, False, True), "PD"),
    ("marrow “<10%” may be either", {"blasts": "<10"}, Before(75, 75), "NE"),
    ("counts taken 8 days before", {"blasts": 2, "counts_on": day(20)}, Before(75, 75), UNCLASSIFIED),
    ("counts taken 7 days before", {"blasts": 2, "counts_on": day(21)}, Before(75, 75), "CR"),
    ("counts taken 14 days after", {"blasts": 2, "counts_on": day(42)}, Before(75, 75), "CR"),
    ("counts taken 15 days after", {"blasts": 2, "counts_on": day(43)}, Before(75, 75), UNCLASSIFIED),
]


@pytest.mark.parametrize("found", REMISSIONS, ids=[row[0] for row in REMISSIONS])
def test_a_marrow_has_its_category_under_each_scheme(found):
    _, blasts, anc, platelets, *expected = found
    assessment = marrow(28, blasts, anc, platelets)
    derived = [
        category(assessment, Before(75, 75), SCHEME[code], Parameters()).value
        for code in ("MDACC", "NCCN", "ELN2024")
    ]
    assert derived == expected


@pytest.mark.parametrize("found", OTHER_FINDINGS, ids=[row[0] for row in OTHER_FINDINGS])
def test_what_else_was_found_decides(found):
    _, answers, before, expected = found
    assert category(marrow(28, **answers), before, SCHEME["MDACC"], Parameters()).value == expected


def test_eln_tells_a_hypocellular_marrow_from_incomplete_recovery():
    hypocellular = marrow(28, 2, 0.2, 20, bm_cellularity="hypocellular")
    cellular = marrow(28, 2, 0.2, 20, bm_cellularity="normal")
    assert category(hypocellular, Before(), SCHEME["ELN2024"], Parameters()).value == "MLFS"
    assert category(cellular, Before(), SCHEME["ELN2024"], Parameters()).value == "CRi"
    assert category(hypocellular, Before(), SCHEME["MDACC"], Parameters()).value == "CRi"


def test_cibmtr_wants_platelets_without_transfusion():
    transfused = marrow(28, 2, platelet_transfusion="yes")
    assert category(transfused, Before(), SCHEME["CIBMTR"], Parameters()).value == "CRi"
    assert category(transfused, Before(), SCHEME["MDACC"], Parameters()).value == "CR"


def test_the_reason_names_what_was_found():
    why = category(marrow(28, 2, 1.4, "<20"), Before(), SCHEME["MDACC"], Parameters()).why
    assert why == "CRp: marrow blasts 2%, blood blasts 0%, neutrophils 1.4, platelets <20."


BEST = [
    # what happened, records, best response
    ("CRp, then CR", [marrow(28, 2, 1.5, 60), marrow(56, 1)], "CR"),
    ("CR, then CRi", [marrow(28, 2), marrow(56, 1, 0.3)], "CR"),
    ("PR, then nothing better", [marrow(28, 20), marrow(56, 40)], "PR"),
    ("no assessment", [], "NE"),
    ("assessed on the first day only", [marrow(0, 2)], "NE"),
    ("CR after the next treatment began", [marrow(28, 40), regimen(2, 40, "BLINA"), marrow(56, 1)], "SD_NR"),
    ("CR on the day the next treatment began", [regimen(2, 40, "BLINA"), marrow(40, 1)], "CR"),
    ("CRi, CR only after transplant", [marrow(28, 2, 0.3), transplant(60), marrow(90, 1)], "CRi"),
    ("CRi, relapse, CR", [marrow(28, 2, 0.3), event("relapse", 60), marrow(90, 1)], "CRi"),
    ("died on day 30, unassessed", [died(30)], "SD_NR"),
    ("died on day 31, unassessed", [died(31)], "NE"),
]


@pytest.mark.parametrize(("records", "expected"), [row[1:] for row in BEST], ids=[row[0] for row in BEST])
def test_the_best_response_counts_until_something_ends_the_window(records, expected):
    start = event("relapse", -5, bm_blasts_pct=75.0)
    assert values(start, regimen(), alive(20), *records)["response_mdacc"] == expected


def test_the_response_begins_with_the_first_remission_even_if_a_better_one_follows():
    derived = values(regimen(), marrow(28, 2, 1.5, 60), marrow(56, 1))
    assert (derived["response_on"], derived["response_category_on"]) == (day(28), day(56))


LASTING = [
    # what followed the remission of day 28, confirmed, CIBMTR
    ("followed for 28 days", [alive(56)], True, "CR"),
    ("followed for 27 days", [alive(55)], None, "CR"),
    ("relapse within 28 days", [event("relapse", 50), alive(90)], False, "SD_NR"),
    ("relapse on day 28 after it", [event("relapse", 56), alive(90)], True, "CR"),
    ("death within 28 days", [died(50)], False, "SD_NR"),
    ("transplant within 28 days", [transplant(40), alive(41)], True, "CR"),
    ("transplant, but relapse before 28 days", [transplant(40), event("relapse", 50)], False, "SD_NR"),
]


@pytest.mark.parametrize(
    ("records", "confirmed", "cibmtr"), [row[1:] for row in LASTING], ids=[row[0] for row in LASTING]
)
def test_a_remission_is_confirmed_by_lasting_four_weeks(records, confirmed, cibmtr):
    derived = values(regimen(), marrow(28, 2), *records)
    assert (derived["response_confirmed"], derived["response_cibmtr"]) == (confirmed, cibmtr)
