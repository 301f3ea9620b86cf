"""Columns of the analysis table give the values that were put in, whatever was done to them since."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes.statistics.columns import Codes, Numbers, column_of, joined
from outcomes.statistics.frame import (
    analysis_frame,
    coded,
    days_between,
    flags,
    numbers,
    reads_of,
    remembered,
)
from outcomes.statistics.nested import Nested

KINDS = {
    "numbers": st.one_of(st.none(), st.integers(-5, 5), st.floats(0, 9)),
    "codes": st.one_of(st.none(), st.sampled_from(["CR", "CRi", "", "PD"])),
    "answers": st.one_of(st.none(), st.booleans()),
    "days": st.one_of(st.none(), st.dates(date(2009, 1, 1), date(2020, 1, 1)).map(str)),
    "nested": st.one_of(st.none(), st.dictionaries(st.sampled_from("ab"), st.integers(0, 3))),
}


@pytest.mark.parametrize("kind", KINDS)
def test_taking_and_joining_columns_is_taking_and_joining_their_values(kind):
    @given(st.lists(KINDS[kind]), st.lists(KINDS[kind]), st.data())
    def holds(first, second, data):
        both = first + second
        column = joined([column_of(first), column_of(second)])
        assert column.objects.tolist() == both
        assert column.known.tolist() == [value is not None for value in both]
        places = data.draw(st.lists(st.integers(0, len(both) - 1))) if both else []
        taken = column.taken(np.array(places, dtype=np.int64))
        assert taken.objects.tolist() == [both[place] for place in places]

    holds()


@pytest.mark.parametrize("kind", KINDS)
def test_a_digest_tells_values_apart_and_forgets_how_they_came(kind):
    @given(st.lists(KINDS[kind], min_size=1))
    def holds(values):
        came_together, came_apart = column_of(values), joined([column_of([value]) for value in values])
        if type(came_together) is type(came_apart):
            assert came_together.digest == came_apart.digest
        another = "another" if kind != "numbers" else 77.5
        if kind != "nested":
            assert column_of([*values[1:], another]).digest != came_together.digest

    holds()


def test_codes_read_as_numbers_days_and_answers():
    frame = analysis_frame(
        [
            {"start_on": "2014-05-01", "asct_on": date(2014, 5, 31), "alive": True, "start_year": 2014},
            {"start_on": "2014-05-01", "alive": None},
        ]
    )
    assert numbers(frame, "start_year").tolist()[0] == 2014.0
    assert np.isnan(numbers(frame, "start_year")[1])
    assert days_between(frame, "start_on", "asct_on")[0] == 30
    assert flags(frame, "alive").tolist() == [True, False]
    assert coded(frame[np.array([False, True])], "start_on") == (["2014-05-01"], np.array([0]))


def test_a_frame_says_which_columns_were_read_also_when_it_remembered():
    frame = analysis_frame([{"sex": "female", "alive": True}, {"sex": "male", "alive": False}])
    for _ in range(2):
        with reads_of(frame) as reads:
            living = remembered(frame, "living", lambda: frame[flags(frame, "alive")])
            assert coded(living, "sex")[0] == ["female"]
        assert reads == {"alive", "sex"}


def test_whole_numbers_stay_whole_and_types_are_told_apart():
    assert isinstance(column_of([1, None, 3]), Numbers)
    assert column_of([1, None, 3]).objects.tolist() == [1, None, 3]
    assert isinstance(column_of([True, None]), Codes)


def test_nested_values_are_told_apart_and_the_order_of_their_keys_is_not():
    first, turned, other = ({"odd": 1, "even": 2}, {"even": 2, "odd": 1}, {"odd": 2, "even": 1})
    assert column_of([first, None]).digest == column_of([turned, None]).digest
    assert column_of([first, None]).digest != column_of([None, first]).digest
    assert column_of([first, None]).digest != column_of([other, None]).digest
    assert list(column_of([first, None]).each()) == [first, None]


def test_nested_values_that_are_replaced_again_and_again_leave_nothing_behind():
    column, last = column_of([{"grade": 0}, {"grade": 0}]), np.array([0, 2])
    for grade in range(1, 200):
        column = joined([column, column_of([{"grade": grade}])]).taken(last)
    assert column.objects.tolist() == [{"grade": 0}, {"grade": 199}]
    assert isinstance(column, Nested)
    assert column.held < 100


@given(st.lists(KINDS["nested"], min_size=1), st.lists(KINDS["nested"], min_size=1))
def test_a_digest_does_not_depend_on_what_was_read_before(first, second):
    parts = [column_of(first), column_of(second)]
    fresh = joined([column_of(first), column_of(second)])
    assert [part.digest for part in parts]
    assert joined(parts).digest == fresh.digest
    some = np.arange(len(first))
    assert joined(parts).taken(some).digest == fresh.taken(some).digest
