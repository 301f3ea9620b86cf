"""Counting some patients by their cells is counting them from their days."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from outcomes.statistics.counts import Cells, CountTable, count

PATIENT = st.tuples(st.integers(0, 40), st.integers(0, 2), st.integers(0, 3), st.booleans())


@given(st.lists(PATIENT, min_size=1))
def test_cells_of_chosen_patients_give_the_table_that_their_days_give(patients):
    days, kind, group, chosen = (np.array(values) for values in zip(*patients, strict=True))
    places = np.flatnonzero(chosen)
    by_cells = Cells.of(days, kind, group, groups=4, kinds=3).counted(places)
    by_days = count(days[places], kind[places], group[places], groups=4, kinds=3)
    for name in ("day", "exits", "entry_day", "entries", "at_risk"):
        assert np.array_equal(getattr(by_cells, name), getattr(by_days, name)), name


@given(st.lists(PATIENT, min_size=1))
def test_who_is_at_risk_on_the_days_of_a_table_is_who_has_not_left_before(patients):
    days, kind, group, _ = (np.array(values) for values in zip(*patients, strict=True))
    table: CountTable = count(days, kind, group, groups=4, kinds=3)
    assert np.array_equal(table.at_risk, table.at_risk_on(table.day))
