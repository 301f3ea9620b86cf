"""Response, MRD, transplantation: the right denominators, and the published counts."""

import pytest

from outcomes.statistics.formatting import percent
from outcomes.statistics.groupings import OVERALL
from outcomes.statistics.responses import (
    SCHEMES,
    best_response_table,
    mrd_table,
    overall_response_table,
    transplant_table,
)

from .cohort import cohort, patients


def printed(result) -> dict[str, tuple[int, int, int | None]]:
    return {
        row.label: (row.numerator, row.denominator, percent(row.numerator, row.denominator))
        for row in result.proportions
    }


def test_best_response_before_failure_as_published():
    failures = cohort(
        patients(7, response_mdacc="CR"),
        patients(14, response_mdacc="CRp"),
        patients(4, response_mdacc="CRi"),
        patients(41, response_mdacc="SD_NR"),
        patients(1),
    )
    rows = printed(best_response_table(failures, OVERALL, "mdacc"))
    assert rows["Complete remission (CR)"] == (7, 67, 10)
    assert rows["CR without platelet recovery (CRp)"] == (14, 67, 21)
    assert rows["CR with incomplete recovery (CRi)"] == (4, 67, 6)
    assert rows["Partial remission (PR)"] == (0, 67, 0)
    assert rows["Not assessed"] == (1, 67, 1)


def test_overall_response_as_published():
    treated = cohort(
        patients(35, responder=True, response_mdacc="CR"),
        patients(11, responder=True, response_mdacc="CRp"),
        patients(11, responder=False, response_mdacc="SD_NR"),
        patients(1, responder=False, early_death=True),
        patients(1),
    )
    rows = printed(overall_response_table(treated, OVERALL))
    assert rows["Overall response"] == (46, 59, 78)
    assert rows["Complete remission (CR)"] == (35, 59, 59)
    assert rows["Remission with incomplete recovery"] == (11, 59, 19)
    assert rows["Early death without response"] == (1, 59, 2)
    assert rows["Response not evaluable"] == (1, 59, 2)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_categories_of_a_scheme_add_up_to_everyone(scheme):
    column = SCHEMES[scheme][0]
    codes = [
        "CR",
        "CRh",
        "CRp",
        "CRi",
        "MLFS",
        "PR",
        "SD_NR",
        "PD",
        "NE",
        "aplasia_death",
        "of_tomorrow",
        None,
    ]
    rows = best_response_table(cohort([{column: code} for code in codes]), OVERALL, scheme).proportions
    assert sum(row.numerator for row in rows) == len(codes)
    assert {row.denominator for row in rows} == {len(codes)}


def test_mrd_negativity_prints_its_evaluable_denominator_and_the_worst_case():
    responders = cohort(
        patients(36, mrd_evaluable=True, mrd_negative=True, mrd_status="negative"),
        patients(8, mrd_evaluable=True, mrd_negative=False, mrd_status="positive"),
        patients(2, mrd_evaluable=False, mrd_status="missing"),
    )
    rows = printed(mrd_table(responders, OVERALL))
    assert rows["MRD negative, of evaluable responders"] == (36, 44, 82)
    assert rows["MRD negative, of all responders (worst case)"] == (36, 46, 78)
    assert rows["Best status: No valid sample"] == (2, 46, 4)


def test_responders_without_a_sample_are_missing_from_the_mrd_rate():
    negative = mrd_table(cohort(patients(3, mrd_evaluable=False)), OVERALL).proportions[0]
    assert (negative.denominator, negative.missing, negative.fraction) == (0, 3, None)


def test_transplant_rate_as_published():
    treated = cohort(
        patients(26, responder=True, asct=True),
        patients(20, responder=True, asct=False),
        patients(13, responder=False, asct=False),
    )
    rows = printed(transplant_table(treated, OVERALL))
    assert rows["Transplanted, of all patients"] == (26, 59, 44)
    assert rows["Transplanted, of responders"] == (26, 46, 57)
