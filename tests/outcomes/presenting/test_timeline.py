"""A patient's course as a picture: what is drawn where."""

from datetime import date

import pytest

from outcomes.presenting.course import Happening, Lane
from outcomes.presenting.timeline import LEFT, WIDTH, timeline_of

START = date(2022, 1, 1)


def happening(start: str, end: str = "", label: str = "CR", **kind: object) -> Happening:
    first, last = date.fromisoformat(start), date.fromisoformat(end or start)
    return Happening(label, label, start, first, last, **kind)


def drawn(*happenings: Happening):
    timeline = timeline_of([Lane("Response", list(happenings))], START, "the first regimen")
    assert timeline
    return timeline.lanes[0].items


def test_the_axis_runs_from_the_origin_to_the_last_happening():
    first, last = drawn(happening("2022-01-01"), happening("2023-01-01"))
    assert (first.middle, last.middle) == (LEFT, LEFT + WIDTH)


@pytest.mark.parametrize(
    ("one", "shape"),
    [
        (happening("2022-03-01"), "mark"),
        (happening("2022-03-01", "2022-03-31"), "range"),
        (happening("2022-03-01", "2022-06-01", lasts=True), "bar"),
    ],
)
def test_a_full_date_is_a_mark_a_partial_date_a_range_and_a_treatment_a_bar(one, shape):
    assert drawn(one, happening("2023-01-01"))[0].shape == shape


def test_what_would_overlap_goes_into_rows_of_its_own():
    items = drawn(
        happening("2022-03-01"), happening("2022-03-02"), happening("2022-12-01"), happening("2023-01-01")
    )
    assert items[0].y < items[1].y
    assert items[2].y == items[0].y


def test_what_ended_before_the_origin_is_not_drawn_and_what_reaches_over_it_is_cut():
    before = happening("2020-01-01", "2021-01-01", lasts=True)
    over = happening("2021-06-01", "2022-06-01", lasts=True)
    items = drawn(before, over, happening("2023-01-01"))
    assert items[0].happening == over
    assert items[0].x == LEFT


def test_a_label_at_the_right_edge_stands_before_its_mark():
    last = drawn(happening("2022-01-01"), happening("2023-01-01", label="Allogeneic transplant"))[1]
    assert last.label_x < last.x


@pytest.mark.parametrize(
    ("end", "step"), [("2022-06-01", 1), ("2023-06-01", 3), ("2025-01-01", 6), ("2030-01-01", 12)]
)
def test_ticks_are_few_and_at_whole_months(end, step):
    timeline = timeline_of([Lane("Follow-up", [happening(end)])], START, "the first regimen")
    assert timeline
    months = [month for _, month in timeline.ticks]
    assert months[:3] == [0, step, 2 * step]
    assert len(months) <= 13


def test_a_course_without_anything_has_no_picture():
    assert timeline_of([Lane("Response", [])], START, "the first regimen") is None
