"""Courses of single patients: treatments, time in response, marks, order and cap."""

from datetime import timedelta

from outcomes.statistics.given import Given
from outcomes.statistics.swimmer import MOST_LANES, Mark, Treatment, longest, swimmer

from .cohort import STARTED, cohort, patients


def after(days: int):
    return STARTED + timedelta(days=days)


def lived(days: int, event: int = 0, **values) -> dict:
    return {"start_on": STARTED, "os_start_days": days, "os_start_event": event} | values


def lane_of(patient: dict, *given: Given):
    (lane,) = swimmer(cohort([patient]), ["A-1"], {0: given}).lanes
    return lane


def test_what_happened_is_marked_and_the_response_lasts_until_the_relapse():
    patient = lived(300, 1, response_on=after(28), asct=True, asct_on=after(90), relapse_on=after(200))
    lane = lane_of(patient)
    assert lane.response == (28, 200)
    assert lane.marks == (
        Mark("Response", 28),
        Mark("Transplantation", 90),
        Mark("Relapse", 200),
        Mark("Death", 300),
    )


def test_a_response_without_relapse_lasts_until_the_failure_or_the_last_day():
    assert lane_of(lived(100, response_on=after(30), failure_on=after(60))).response == (30, 60)
    assert lane_of(lived(100, response_on=after(30))).response == (30, 100)
    assert lane_of(lived(100, failure_on=after(30))).response is None


def test_treatments_are_drawn_as_recorded_with_their_cycles():
    first = Given("INO_SINGLE", "Salvage 2", STARTED, after(40), ((STARTED, 21), (after(21), 28)))
    then = Given("BLINA", "Salvage 3", after(60), after(90), ((after(60), 42),))
    assert lane_of(lived(200), first, then).treatments == (
        Treatment("Inotuzumab, single agent", "Inotuzumab alone", "Salvage 2", 0, 40, (0, 21)),
        Treatment("Blinatumomab", "Blinatumomab", "Salvage 3", 60, 90, (60,)),
    )


def test_without_an_end_a_treatment_ends_with_its_last_cycle_or_with_what_came_next():
    cycles = Given("INO_SINGLE", "Salvage 1", STARTED, None, ((STARTED, 21), (after(21), None)))
    nothing = Given("BLINA", "Salvage 2", after(100))
    later = Given("CAR_T", "Salvage 3", after(150), after(150))
    spans = [(one.start, one.stop) for one in lane_of(lived(200), cycles, nothing, later).treatments]
    assert spans == [(0, 49), (100, 150), (150, 151)]
    assert [one.stop for one in lane_of(lived(200), nothing).treatments] == [200], "or with the last contact"


def test_earlier_and_later_treatments_and_what_lies_outside_the_time_under_observation_are_not_drawn():
    before, late = Given("HYPER_CVAD", "Frontline", after(-300)), Given("BLINA", "Salvage 2", after(60))
    index = Given("INO_SINGLE", "Salvage 1", STARTED, after(400), ((STARTED, 21), (after(70), 21)))
    patient = lived(50, response_on=after(60), asct=False, asct_on=after(20))
    lane = lane_of(patient, before, index, late)
    assert lane.treatments == (
        Treatment("Inotuzumab, single agent", "Inotuzumab alone", "Salvage 1", 0, 50, (0,)),
    )
    assert lane.marks == (Mark("Alive at last contact", 50),)


def test_treatments_never_overlap():
    long = Given("INO_SINGLE", "Salvage 1", STARTED, after(90), ((STARTED, 21),))
    next_one = Given("BLINA", "Salvage 2", after(30), after(60))
    assert [(one.start, one.stop) for one in lane_of(lived(99), long, next_one).treatments] == [
        (0, 30),
        (30, 60),
    ]


def test_the_longest_come_first_and_no_more_than_can_be_read():
    frame = cohort([lived(days) for days in range(160)], patients(2))
    labels = [f"A-{n}" for n in range(162)]
    drawn = swimmer(frame, labels)
    assert [lane.days for lane in drawn.lanes] == list(range(159, 159 - MOST_LANES, -1))
    assert (drawn.n, drawn.missing) == (160, 2)
    assert [labels[at] for at in longest(frame, labels)] == [lane.label for lane in drawn.lanes]


def test_nobody_is_no_lane():
    assert swimmer(cohort(), []).lanes == ()
