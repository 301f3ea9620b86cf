"""Courses of single patients: stretches, marks, order and cap."""

from datetime import timedelta

from outcomes.statistics.swimmer import MOST_LANES, Mark, Stretch, swimmer

from .cohort import STARTED, cohort, patients


def after(days: int):
    return STARTED + timedelta(days=days)


def lived(days: int, event: int = 0, **values) -> dict:
    return {"start_on": STARTED, "os_start_days": days, "os_start_event": event} | values


def test_a_course_is_cut_into_stretches_without_gaps_and_marked():
    patient = lived(
        300,
        1,
        response_on=after(28),
        asct=True,
        asct_on=after(90),
        relapse_on=after(200),
        next_start_on=after(210),
    )
    (lane,) = swimmer(cohort([patient]), ["A-1"]).lanes
    assert lane.stretches == (
        Stretch("Before response", 0, 28),
        Stretch("In response", 28, 200),
        Stretch("After relapse or failure", 200, 300),
    )
    assert lane.marks == (
        Mark("Response", 28),
        Mark("Transplantation", 90),
        Mark("Relapse", 200),
        Mark("Next treatment", 210),
        Mark("Death", 300),
    )


def test_without_response_the_failure_ends_the_first_stretch():
    (lane,) = swimmer(cohort([lived(100, failure_on=after(30))]), ["A-1"]).lanes
    assert [(one.state, one.stop) for one in lane.stretches] == [
        ("Before response", 30),
        ("After relapse or failure", 100),
    ]
    assert lane.marks == (Mark("Alive at last contact", 100),)


def test_what_lies_outside_the_time_under_observation_is_not_drawn():
    (lane,) = swimmer(
        cohort([lived(50, response_on=after(60), asct=False, asct_on=after(20))]), ["A-1"]
    ).lanes
    assert lane.marks == (Mark("Alive at last contact", 50),)


def test_the_longest_come_first_and_no_more_than_can_be_read():
    drawn = swimmer(cohort([lived(days) for days in range(80)], patients(2)), [f"A-{n}" for n in range(82)])
    assert [lane.days for lane in drawn.lanes] == list(range(79, 79 - MOST_LANES, -1))
    assert (drawn.n, drawn.missing) == (80, 2)


def test_nobody_is_no_lane():
    assert swimmer(cohort(), []).lanes == ()
