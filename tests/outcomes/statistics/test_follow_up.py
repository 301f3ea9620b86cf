"""Completeness of follow-up until the data cut, and of the values that the analyses need."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes.statistics.completeness import ITEMS, completeness_table
from outcomes.statistics.endpoints import OS_START
from outcomes.statistics.follow_up import follow_up_result
from outcomes.statistics.groupings import OVERALL, SITE

from .cohort import cohort, patients
from .reference import answers

CUT = date(2022, 6, 1)


def followed(days: int, until_cut: int, dead: bool, **values) -> dict:
    """A patient who began so many days before the cut and was followed for some of them."""
    start = CUT - timedelta(days=until_cut)
    end = start + timedelta(days=days)
    seen = {"death_on": end} if dead else {"last_alive_on": end}
    return {"start_on": start, "os_start_days": days, "os_start_event": int(dead)} | seen | values


def at_the_cut() -> dict:
    """Started and seen on the day of the cut, which so becomes the cut."""
    return followed(0, 0, False)


def completeness(*rows: dict) -> float | None:
    return follow_up_result(cohort(list(rows)), OS_START, OVERALL).groups[0].completeness


def test_who_died_could_not_be_followed_longer_and_who_lives_could_until_the_cut():
    # Observed 100 of 100 until death, 50 of 200 until the cut.
    assert completeness(followed(100, 400, True), followed(50, 200, False), at_the_cut()) == 150 / 300


def test_completeness_agrees_with_r():
    r = answers("differences")
    rows = zip(r["followed"], r["until_cut"], r["died"], strict=True)
    lives = [followed(days, until, bool(dead)) for days, until, dead in rows]
    assert completeness(*lives) == pytest.approx(r["completeness"], rel=1e-12)


def test_the_cut_is_the_latest_day_on_which_anything_is_known():
    alive = follow_up_result(cohort([followed(10, 100, False)]), OS_START, OVERALL)
    assert alive.data_cut == (CUT - timedelta(days=90)).isoformat()
    assert alive.groups[0].completeness == 1


def test_days_from_the_database_are_text():
    rows = [
        {
            name: str(value) if isinstance(value, date) else value
            for name, value in followed(9, 30, False).items()
        }
    ]
    assert follow_up_result(cohort(rows), OS_START, OVERALL).data_cut == "2022-05-11"


def test_who_entered_late_was_under_observation_from_then_on():
    late = followed(100, 200, False, entry_days=40)
    assert completeness(late, at_the_cut()) == 60 / 160


def test_each_site_has_its_own_completeness_until_the_cut_of_all():
    north, south = followed(100, 100, False, site_name="North"), followed(25, 100, False, site_name="South")
    groups = follow_up_result(cohort([north, south]), OS_START, SITE).groups
    assert [(group.label, group.completeness) for group in groups] == [("North", 1.0), ("South", 0.25)]


def test_nobody_has_no_completeness():
    assert follow_up_result(cohort(), OS_START, OVERALL).data_cut == ""


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500), st.booleans()), min_size=1, max_size=12))
def test_completeness_is_a_fraction_and_deaths_never_lower_it(lives):
    rows = [followed(days, days + more, dead) for days, more, dead in lives]
    found = completeness(*rows)
    assert found is None or 0 <= found <= 1
    died = [followed(days, days + more, True) for days, more, _ in lives]
    assert completeness(*died) in (None, 1)


def known(result, label: str) -> list[tuple[str, int, int, int]]:
    rows = [row for row in result.proportions if row.label == label]
    return [(row.group, row.numerator, row.denominator, row.missing) for row in rows]


def test_the_percent_known_is_of_those_to_whom_the_question_applies():
    died = patients(3, site_name="North", alive=False, primary_cause="infection")
    unknown = patients(1, site_name="North", alive=False, primary_cause="unknown")
    table = completeness_table(cohort(died, unknown, patients(5, site_name="South", alive=True)), SITE)
    assert known(table, "Cause of death, of those who died") == [("North", 3, 4, 0), ("South", 0, 0, 5)]


@pytest.mark.parametrize(
    ("label", "values", "is_known"),
    [
        ("Sex", {"sex": "female"}, True),
        ("Sex", {"sex": "unknown"}, False),
        ("Genetic group", {"genetic_group": "complex"}, True),
        ("Genetic group", {"genetic_group": "not_evaluable"}, False),
        ("Response", {"response_mdacc": "SD_NR"}, True),
        ("Response", {"response_mdacc": "NE"}, False),
        ("ECOG at start", {"ecog_at_start": 0}, True),
        ("ECOG at start", {}, False),
        ("Every date used, to the day", {"imputed_dates": 0}, True),
        ("Every date used, to the day", {"imputed_dates": 1}, False),
    ],
)
def test_unknown_is_not_known(label, values, is_known):
    assert known(completeness_table(cohort(patients(1, **values)), OVERALL), label)[0][1] == int(is_known)


def test_every_value_has_a_row_in_every_group():
    table = completeness_table(cohort(patients(1, site_name="North"), patients(1, site_name="South")), SITE)
    assert [row.label for row in table.proportions] == [item.label for item in ITEMS] * 2
