"""Counting some patients by their cells is counting them from their days."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes.statistics.counts import Cells, CountTable, count

PATIENT = st.tuples(st.integers(0, 40), st.integers(0, 2), st.integers(0, 3), st.booleans())


@given(st.lists(PATIENT, min_size=1))
def test_cells_of_chosen_patients_give_the_table_that_their_days_give(patients):
    days, kind, group, chosen = (np.array(values) for values in zip(*patients, strict=True))
    stretches = [slice(place, place + 1) for place in np.flatnonzero(chosen).tolist()] or [slice(0)]
    by_cells = Cells.of(days, kind, group, groups=4, kinds=3).counted(stretches)
    by_days = count(days[chosen], kind[chosen], group[chosen], groups=4, kinds=3)
    for name in ("day", "exits", "entry_day", "entries", "at_risk"):
        assert np.array_equal(getattr(by_cells, name), getattr(by_days, name)), name


@given(st.lists(PATIENT, min_size=1))
def test_who_is_at_risk_on_the_days_of_a_table_is_who_has_not_left_before(patients):
    days, kind, group, _ = (np.array(values) for values in zip(*patients, strict=True))
    table: CountTable = count(days, kind, group, groups=4, kinds=3)
    assert np.array_equal(table.at_risk, table.at_risk_on(table.day))


def test_a_table_of_no_groups_is_empty():
    """As where no patient of a small cohort belongs to any group."""
    table = count([], [], [], groups=0, kinds=2)
    assert table.exits.shape == (2, 0, 0) and table.n.tolist() == []


def test_a_table_counted_in_blocks_is_the_table_counted_at_once(monkeypatch):
    days, kind, group = np.array([3, 900, 2, 3, 41, 0, 7]), np.array([0, 1, 1, 0, 1, 0, 1]), np.arange(7) % 2
    at_once = count(days, kind, group, groups=2)
    monkeypatch.setattr("outcomes.statistics.counts.BLOCK", 3)
    in_blocks = count(days, kind, group, groups=2)
    assert in_blocks.day.tolist() == [0, 2, 3, 7, 41, 900]
    assert np.array_equal(in_blocks.exits, at_once.exits)


@pytest.mark.parametrize(
    "days, kind, group",
    [((-1,), (0,), (0,)), ((1.5,), (0,), (0,)), ((1,), (2,), (0,)), ((1,), (-1,), (0,)), ((1,), (0,), (2,))],
)
def test_what_is_no_day_kind_or_group_is_refused(days, kind, group):
    with pytest.raises(ValueError):
        count(days, kind, group, groups=2)
