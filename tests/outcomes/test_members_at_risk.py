"""Numbers at risk open their patients: at the ticks of a figure, and wherever a curve is read off."""

from datetime import timedelta
from typing import Any

import pytest

from outcomes.charts.ticking import drawn_until
from outcomes.disclosure import protected
from outcomes.members import count_of, counts_in, keys, places_of
from outcomes.members.keys import at_risk
from outcomes.presenting.printed import Printed, printed
from outcomes.statistics.catalogue import statistic
from outcomes.statistics.groupings import OVERALL
from tests.outcomes.statistics.cohort import STARTED, cohort, timed_patient
from tests.outcomes.test_members import parts_that_open

YEARS = cohort(
    [
        timed_patient(
            at * 997 % 3600, int(at % 3 > 0), asct=at % 4 == 0, asct_on=STARTED + timedelta(days=10 * at)
        )
        for at in range(60)
    ]
)


@pytest.mark.parametrize("slug", ["survival-from-start", "relapse-and-death", "survival-to-transplant"])
def test_numbers_at_risk_at_the_finer_ticks_of_a_figure_that_ends_earlier_open_patients(slug):
    entry = statistic(slug)
    result: Any = entry.counted(YEARS, OVERALL)
    under = {"at-risk", "events-by"}
    counts = {key: n for key, n in counts_in(result).items() if under.intersection(key)}
    told = getattr(result, "uncensored", result).ticks
    finer = {key: n for key, n in counts.items() if n and int(key[-1]) not in told}
    assert finer
    for key, n in counts.items():
        assert len(places_of(YEARS, entry, OVERALL, key)) == n, key


def test_the_table_beside_a_figure_that_ends_earlier_opens_the_patients_at_its_finer_ticks():
    entry = statistic("survival-from-start")
    shown = printed(drawn_until(entry.counted(YEARS, OVERALL), 36))
    at_risk_until = shown.tables[1]
    assert [column.heading for column in at_risk_until.columns] == ["0", "6", "12", "18", "24", "30", "36"]
    for text, key in parts_that_open(Printed((at_risk_until,))):
        assert f"{len(places_of(YEARS, entry, OVERALL, key))}" == text, key


LATE = YEARS.assign(entry_days=[None if at % 3 else 7 * at for at in range(len(YEARS))])


@pytest.mark.parametrize("frame", [YEARS, LATE], ids=["from the origin", "late"])
@pytest.mark.parametrize(
    "slug",
    ["survival-from-start", "relapse-and-death", "survival-around-transplant", "survival-to-transplant"],
)
def test_the_number_at_risk_at_any_month_that_a_curve_is_read_off_opens_as_many_patients(slug, frame):
    """Also where patients come late: by enrolment, or with transplantation out of another group."""
    entry = statistic(slug)
    result: Any = entry.counted(frame, OVERALL)
    for one in getattr(result, "uncensored", result).groups:
        for month in (0, 0.7, 13, 44.4, 110.2):
            key = at_risk(one.label, month)
            assert len(places_of(frame, entry, OVERALL, key)) == count_of(result, key), key
    assert count_of(result, at_risk(one.label, 44.4)) > 0


def test_at_risk_at_a_month_are_those_who_came_before_it_and_did_not_leave_before_it():
    """3.3 months are 100.4 days."""
    frame = cohort(
        [
            timed_patient(101, 1),
            timed_patient(100, 1),
            timed_patient(300, 0, entry_days=100),
            timed_patient(300, 0, entry_days=101),
        ]
    )
    entry, key = statistic("survival-from-start"), at_risk("All patients", 3.3)
    assert places_of(frame, entry, OVERALL, key) == [0, 2]
    assert count_of(entry.counted(frame, OVERALL), key) == 2


NOWHERE = ["", "-1", "07", "7.0", "7.35", "1e1", "nan", "٧", "118.6", "5000", "12 "]


@pytest.mark.parametrize(
    "key",
    [
        *(("at-risk", "All patients", month) for month in NOWHERE),
        at_risk("First salvage", 7.3),
        ("at-risk", "7.3"),
        keys.to_transplant(at_risk("All patients", 7.3)),
        keys.events_by("All patients", 7.3),
    ],
)
def test_a_curve_is_not_read_off_in_another_way_or_where_it_has_ended(key):
    entry = statistic("survival-from-start")
    with pytest.raises(KeyError):
        count_of(entry.counted(YEARS, OVERALL), key)
    with pytest.raises(KeyError):
        places_of(YEARS, entry, OVERALL, key)


def test_between_two_ticks_of_protected_figures_there_is_no_list():
    """There no figure tells a number."""
    shown, month_six = (
        protected(statistic("survival-from-start").counted(YEARS, OVERALL)),
        at_risk("All patients", 6),
    )
    assert shown
    with pytest.raises(KeyError):
        count_of(shown, month_six)
