"""Patients are put into groups, or counted as missing."""

import pytest

from outcomes.statistics.analysis_sets import ANALYSIS_SETS, FAILURES, RELAPSED, RESPONDERS, TREATED
from outcomes.statistics.column_names import COLUMNS
from outcomes.statistics.groupings import COMBINATION, GROUPINGS, OVERALL, SALVAGE_LINE, SITE
from outcomes.statistics.results import Exclusion

from .cohort import cohort, patients


def test_overall_is_one_group_of_everyone_even_of_nobody():
    assert OVERALL.split(cohort()).labels == ("All patients",)
    assert OVERALL.split(cohort(patients(3))).codes.tolist() == [0, 0, 0]


def test_groups_keep_the_order_of_their_labels_and_leave_out_the_empty():
    groups = SALVAGE_LINE.split(
        cohort(patients(2, line_group="3+"), patients(1, line_group="1"), patients(1))
    )
    assert groups.labels == ("First salvage", "Third salvage or later")
    assert groups.codes.tolist() == [1, 1, 0, -1]
    assert groups.missing == 1


def test_sites_are_grouped_by_their_own_names():
    assert SITE.split(cohort(patients(1, site_name="South"), patients(1, site_name="North"))).labels == (
        "North",
        "South",
    )


def test_a_regimen_without_inotuzumab_is_neither_single_agent_nor_combination():
    single = patients(1, contains_inotuzumab=True, is_combination=False)
    combined = patients(1, contains_inotuzumab=True, is_combination=True)
    other = patients(1, contains_inotuzumab=False, is_combination=False)
    assert COMBINATION.split(cohort(single, combined, other)).codes.tolist() == [0, 1, -1]


@pytest.mark.parametrize("grouping", GROUPINGS, ids=lambda grouping: grouping.slug)
def test_every_grouping_reads_a_column_that_exists(grouping):
    assert not grouping.column or grouping.column in COLUMNS
    assert not grouping.within or grouping.within in COLUMNS


def test_slugs_are_unique():
    for table in (GROUPINGS, ANALYSIS_SETS):
        slugs = [entry.slug for entry in table]
        assert len(set(slugs)) == len(slugs)


EVERYONE = cohort(
    patients(4, failure_type="refractory", responder=False, followed_after_failure=True),
    patients(3, failure_type="relapsed", responder=True, followed_after_failure=True),
    patients(2, failure_type="relapsed", responder=True, followed_after_failure=False),
    patients(5, failure_type="none", responder=True),
    patients(1, failure_type="not_evaluable"),
    patients(1),
)


@pytest.mark.parametrize(
    ("analysis_set", "n", "excluded"),
    [
        (TREATED, 16, {}),
        (
            FAILURES,
            7,
            {
                "Response not evaluable": 2,
                "Response without relapse so far": 5,
                "No follow-up after failure": 2,
            },
        ),
        (
            RELAPSED,
            3,
            {
                "Response not evaluable": 2,
                "Response without relapse so far": 5,
                "Refractory: no response to lose": 4,
                "No follow-up after failure": 2,
            },
        ),
        (RESPONDERS, 10, {"Response not evaluable": 2, "No response": 4}),
    ],
    ids=lambda entry: getattr(entry, "slug", ""),
)
def test_everyone_left_out_is_counted_under_one_reason(analysis_set, n, excluded):
    selected, reasons = analysis_set.select(EVERYONE)
    assert len(selected) == n
    assert reasons == tuple(Exclusion(*pair) for pair in excluded.items())
    assert n + sum(reason.n for reason in reasons) == len(EVERYONE)
