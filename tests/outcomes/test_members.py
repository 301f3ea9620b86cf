"""Every count opens exactly the patients whom it counts."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np
import pytest

from outcomes.members import Key, counts_in, keys, places_of
from outcomes.members.finding import Count, Unfindable
from outcomes.members.keys import at_risk, box, excluded, group, level, part
from outcomes.presenting.date_ranges import about_patients, warned
from outcomes.presenting.printed import Printed, printed
from outcomes.statistics.bounded_columns import columns_behind
from outcomes.statistics.catalogue import CATALOGUE, statistic
from outcomes.statistics.frame import analysis_frame, column, frame_of_columns, reads_of
from outcomes.statistics.groupings import EVER_TRANSPLANTED, OVERALL, SALVAGE_LINE
from outcomes.statistics.options import NOTHING_CHOSEN, choose
from outcomes.statistics.results import Proportion, Result
from tests.outcomes.statistics.cohort import cohort, patients, random_cohort, timed_patient
from tests.outcomes.statistics.test_date_ranges import died_on

FRAME = random_cohort(seed=7, n=10)


@pytest.fixture
def counted_once(monkeypatch):
    """The same few parts of the patients are counted for many keys."""
    result, known = Count._result, {}

    def remembered(self: Count, places: np.ndarray) -> Result:
        part = self._statistic.slug, self._grouping.slug, places.tobytes()
        if part not in known:
            known[part] = result(self, places)
        return known[part]

    monkeypatch.setattr(Count, "_result", remembered)


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.slug)
def test_every_count_is_the_sum_of_what_its_patients_count_alone(entry, counted_once):
    """So that halving finds them: what holds for one patient each holds for every part."""
    grouping = SALVAGE_LINE if SALVAGE_LINE in entry.groupings else OVERALL
    for key, n in counts_in(entry.counted(FRAME, grouping)).items():
        count = Count(FRAME, entry, grouping, key)
        if n:
            assert sum(count.of(np.array([place])) for place in count.everybody) == n, key


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.slug)
def test_every_number_that_opens_patients_opens_as_many_as_it_says(entry, counted_once):
    for text, key in parts_that_open(printed(entry.counted(FRAME, OVERALL))):
        opened = places_of(FRAME, entry, OVERALL, key)
        assert f"{len(set(opened))}" == text.removeprefix("n = ").split(" ")[0], key


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.slug)
def test_a_part_of_the_patients_is_counted_by_the_columns_that_all_are_counted_by(entry):
    """Of a large cohort no others are read."""
    grouping = SALVAGE_LINE if SALVAGE_LINE in entry.groupings else OVERALL
    with reads_of(FRAME) as reads:
        whole = entry.result(FRAME, grouping)
    known = {name: column(FRAME, name) for name in columns_behind(reads) if name in FRAME.columns}
    some, part_of = frame_of_columns(known, len(FRAME)), NOTHING_CHOSEN.of_part(whole)
    for place in range(len(FRAME)):
        alone = np.arange(len(FRAME)) == place
        assert entry.counted(some[alone], grouping, part_of) == entry.counted(FRAME[alone], grouping, part_of)


def test_the_numbers_of_a_comparison_that_is_refused_open_patients():
    """Who died before half of the transplanted had been depends on all patients, and is found the same."""
    frame, entry = random_cohort(seed=7, n=40), statistic("survival-from-start")
    shown = printed(entry.counted(frame, EVER_TRANSPLANTED))
    assert {keys.TRANSPLANTED, keys.DIED_BEFORE, keys.LEFT_BEFORE} <= {
        key for _, key in parts_that_open(shown)
    }
    for text, key in parts_that_open(shown):
        assert f"{len(places_of(frame, entry, EVER_TRANSPLANTED, key))}" == text, key


def test_patients_with_partial_dates_and_events_that_rest_on_one_open():
    frame = analysis_frame(
        [died_on(100), died_on(200, earliest=190, latest=220), died_on(300, earliest=290, latest=310)]
    )
    entry = statistic("survival-from-start")
    found = entry.result(frame).date_range
    events = [("2", [1, 2]), ("3", [0, 1, 2])]
    for told, opened in ((about_patients(found), [("2", [1, 2]), *events]), (warned(found), events)):
        assert [(part.text, places_of(frame, entry, OVERALL, part.of)) for part in told if part.of] == opened


def test_whom_a_stratified_test_leaves_out_opens():
    entry = statistic("survival-from-start")
    chosen = choose(entry.options, SALVAGE_LINE, {"strata": ["genetic-group"]})
    frame = analysis_frame(
        timed_patient(100 + at, 1, line_group="12"[at % 2], genetic_group=None if at in (3, 8) else "diploid")
        for at in range(24)
    )
    shown = printed(entry.counted(frame, SALVAGE_LINE, chosen))
    assert [part.text for part in shown.said if part.of] == ["2"]
    assert places_of(frame, entry, SALVAGE_LINE, keys.UNTESTED, chosen) == [3, 8]


def test_the_events_that_are_too_few_for_a_model_open():
    entry = statistic("hazard-of-death")
    result: Any = entry.counted(LONG, OVERALL)
    said = printed(result).said
    at = next(at for at, part in enumerate(said) if part.text.startswith(f" events for {result.parameters} "))
    assert said[at - 1].text == f"{result.events}"
    assert len(places_of(LONG, entry, OVERALL, said[at - 1].of)) == result.events


def test_covariates_of_a_model_are_those_that_tell_all_patients_apart_not_those_of_a_half():
    """Alone, no patient differs from anybody: still each counts in the model of all."""
    entry = statistic("hazard-of-death")
    result: Any = entry.counted(LONG, OVERALL)
    assert 0 < result.n < result.known
    assert len(places_of(LONG, entry, OVERALL, keys.in_model("n"))) == result.n
    for one in result.incomplete:
        assert len(places_of(LONG, entry, OVERALL, keys.not_in_model(one.reason))) == one.n


def parts_that_open(shown: Printed) -> Iterator[tuple[str, Key]]:
    """Text and key of everything that a page makes a link, in sentences and in tables."""
    yield from ((part.text, part.of) for part in shown.said if part.of)
    for table in shown.tables:
        yield from ((column.under, column.of) for column in table.columns if column.of)
        for line in table.lines:
            parts = (part for cell in line.cells for part in (*cell.in_parts, *cell.note_in_parts))
            yield from ((part.text, part.of) for part in (*line.label_in_parts, *parts) if part.of)


def test_each_denominator_and_each_number_at_risk_opens_patients():
    for slug, kinds in (
        ("overall-response", {"part", "of"}),
        ("survival-from-start", {"at-risk", "events-by"}),
    ):
        result = statistic(slug).counted(FRAME, OVERALL)
        assert kinds <= {key[0] for _, key in parts_that_open(printed(result))}, slug


LONG = random_cohort(seed=3, n=60)


def test_the_sum_so_far_of_enrolment_opens_those_of_the_months_before_too():
    months = ["2019-11", "2019-11", "2020-01", "2020-04"]
    frame = cohort([timed_patient(100, 1, enrolled_on=date.fromisoformat(f"{one}-07")) for one in months])
    entry = statistic("enrolment")
    for month, places in (("2019-11", [0, 1]), ("2019-12", [0, 1]), ("2020-03", [0, 1, 2])):
        assert places_of(frame, entry, OVERALL, keys.enrolled_until("All patients", month)) == places
    with pytest.raises(KeyError):
        places_of(frame, entry, OVERALL, keys.enrolled_until("All patients", "2020-05"))


MEN = level("Sex", "Male", "All patients")


@pytest.mark.parametrize(("first", "last"), [(0, 5), (5, 10), (20, 25), (0, None), (22, 70), (60, 70)])
def test_a_part_of_a_list_is_that_part_of_the_whole_list(first, last):
    count = Count(LONG, statistic("table-1"), OVERALL, MEN)
    whole = count.page(count.everybody)
    assert len(whole) == count.n > 20
    assert count.page(count.everybody, first, last) == whole[first:last]


def test_a_page_of_a_long_list_takes_few_counts(monkeypatch):
    """It does not look into halves that lie before or behind it."""
    result, counted = Count._result, []

    def noted(self: Count, places: np.ndarray) -> Result:
        counted.append(len(places))
        return result(self, places)

    monkeypatch.setattr(Count, "_result", noted)
    count = Count(random_cohort(seed=3, n=1000), statistic("flow"), OVERALL, box("relapsed"))
    assert len(count.page(count.everybody, 100, 110)) == 10
    assert len(counted) < 80


def test_a_number_that_is_no_sum_names_nobody(monkeypatch):
    """Rather than the wrong ones."""
    count = Count(LONG, statistic("flow"), OVERALL, box("relapsed"))
    monkeypatch.setattr(count, "_counted", lambda places: 3)
    with pytest.raises(Unfindable):
        count.page(count.everybody)


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
    ("survival-from-failure", OVERALL, at_risk("All patients", 0), [5]),
    ("mrd", OVERALL, excluded("No response"), [2]),
]


@pytest.mark.parametrize(("slug", "grouping", "key", "places"), WHOM)
def test_a_count_opens_these_patients(slug, grouping, key, places):
    assert places_of(COURSES, statistic(slug), grouping, key) == places


def test_a_count_of_a_group_opens_patients_of_the_group():
    entry = statistic("overall-response")
    result: Any = entry.result(COURSES, SALVAGE_LINE)
    first = result.proportions[0]
    assert places_of(COURSES, entry, SALVAGE_LINE, part(first)) == [0, 1]


def test_a_count_that_a_page_does_not_have_opens_nothing():
    with pytest.raises(KeyError):
        places_of(COURSES, statistic("flow"), OVERALL, box("nowhere"))
