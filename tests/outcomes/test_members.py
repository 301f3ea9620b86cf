"""Every count opens exactly the patients whom it counts."""

import pytest

from outcomes.members import counts_in, places_of
from outcomes.members.counts import box, excluded, group, level, part
from outcomes.statistics.catalogue import CATALOGUE, statistic
from outcomes.statistics.groupings import OVERALL, SALVAGE_LINE
from outcomes.statistics.results import Proportion
from tests.outcomes.statistics.cohort import cohort, patients, random_cohort, timed_patient

FRAME = random_cohort(seed=7, n=10)


def mask(*places: int) -> list[bool]:
    return [place in places for place in range(len(FRAME))]


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.slug)
def test_every_count_is_the_sum_of_what_its_patients_count_alone(entry):
    """So that halving finds them: what holds for one patient each holds for every part."""
    grouping = SALVAGE_LINE if SALVAGE_LINE in entry.groupings else OVERALL
    alone = [counts_in(entry.result(FRAME[mask(place)], grouping)) for place in range(len(FRAME))]
    for key, n in counts_in(entry.result(FRAME, grouping)).items():
        assert sum(counts.get(key, 0) for counts in alone) == n, key


@pytest.mark.parametrize("slug", ["flow", "overall-response", "survival-from-start", "adverse-events"])
def test_every_count_opens_as_many_patients(slug):
    entry = statistic(slug)
    for key, n in counts_in(entry.result(FRAME)).items():
        found = places_of(FRAME, entry, OVERALL, key)
        assert found is not None and len(set(found)) == n, key


COURSES = cohort(
    patients(2, sex="female", line_group="1", responder=True, response_mdacc="CR", failure_type="none"),
    patients(1, sex="male", line_group="1", responder=False, failure_type="refractory"),
    patients(2, sex="male", line_group="2", failure_type="not_evaluable"),
    [timed_patient(100, 1, sex="female", line_group="2")],
)
RESPONDED = Proportion("First salvage", "Overall response", 0, 0, None, None, None)
WHOM = [
    ("table-1", OVERALL, level("Sex", "Male", "All patients"), [2, 3, 4]),
    ("table-1", OVERALL, group("All patients"), [0, 1, 2, 3, 4, 5]),
    ("flow", OVERALL, box("refractory"), [2]),
    ("survival-from-failure", OVERALL, excluded("Response not evaluable"), [3, 4]),
    ("survival-from-failure", OVERALL, group("All patients", "events"), [5]),
    ("survival-from-failure", OVERALL, group("All patients", "at-risk"), [5]),
    ("mrd", OVERALL, excluded("No response"), [2]),
]


@pytest.mark.parametrize(("slug", "grouping", "key", "places"), WHOM)
def test_a_count_opens_these_patients(slug, grouping, key, places):
    assert places_of(COURSES, statistic(slug), grouping, key) == places


def test_a_count_of_a_group_opens_patients_of_the_group():
    entry = statistic("overall-response")
    first = entry.result(COURSES, SALVAGE_LINE).proportions[0]
    assert places_of(COURSES, entry, SALVAGE_LINE, part(first)) == [0, 1]


def test_a_count_that_a_page_does_not_have_opens_nothing():
    assert places_of(COURSES, statistic("flow"), OVERALL, box("nowhere")) is None
