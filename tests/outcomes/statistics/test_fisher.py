"""Fisher's exact test of tables of any size, against R's `fisher.test` and against counting every table."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import gammaln

from outcomes.statistics.fisher import TooManyTables, fisher_p

from .reference import same

# fmt: off
ANSWERED_BY_R = [
    ([[3, 1], [1, 3]], 0.485714285714286),
    ([[2, 2, 2], [2, 2, 2]], 1.0),
    ([[3, 0, 0], [0, 3, 0], [0, 0, 3]], 0.00357142857142857),
    ([[3, 0, 2], [1, 4, 2], [0, 3, 5]], 0.0765402296362038),
    ([[10, 2, 1], [3, 8, 4]], 0.0111379525112867),
    ([[2, 10], [28, 79], [8, 23]], 0.903607341619034),
    ([[8, 5, 7], [5, 6, 11], [24, 16, 17], [1, 0, 0]], 0.512962329195481),
    ([[5, 3, 0], [6, 9, 3], [15, 22, 9], [8, 18, 2]], 0.435274149566047),
    ([[2, 1, 16, 9, 11, 12, 25], [1, 0, 2, 2, 1, 1, 7]], 0.712326824459139),
    ([[1, 0, 0, 0], [8, 0, 5, 1], [6, 0, 0, 0], [7, 3, 1, 0], [17, 1, 8, 2]], 0.291811675332146),
    ([[5, 7, 7], [3, 6, 8], [0, 6, 6], [6, 3, 3], [4, 3, 3], [1, 5, 4]], 0.322199308012687),
    ([[0, 2, 2, 4], [0, 0, 1, 2], [2, 5, 1, 6], [1, 2, 0, 12], [0, 4, 2, 3], [0, 4, 1, 6]],
     0.313191454697729),
]
# fmt: on


@pytest.mark.parametrize(("table", "p"), ANSWERED_BY_R, ids=lambda value: str(value)[:30])
def test_the_p_value_is_that_of_r(table, p):
    assert same(fisher_p(np.array(table)), p, 1e-10)


def test_a_table_beyond_the_limit_of_work_is_refused():
    table = np.array([[3, 0, 2], [1, 4, 2], [0, 3, 5]])
    with pytest.raises(TooManyTables):
        fisher_p(table, most_steps=20)


def test_a_table_of_thousands_is_refused_before_its_ways_are_listed():
    with pytest.raises(TooManyTables):
        fisher_p(np.full((4, 7), 700))


small_tables = (
    st.integers(2, 3)
    .flatmap(
        lambda columns: st.lists(
            st.lists(st.integers(0, 3), min_size=columns, max_size=columns), min_size=2, max_size=3
        )
    )
    .map(np.array)
    .filter(lambda table: (table.sum(axis=0) > 0).all() and (table.sum(axis=1) > 0).all())
)


@given(small_tables)
def test_the_p_value_is_the_sum_over_every_table_with_the_same_margins(table):
    assert fisher_p(table) == pytest.approx(sum_over_tables(table), abs=1e-12)


@given(small_tables)
def test_order_of_rows_and_columns_makes_no_difference(table):
    p = fisher_p(table)
    for order in permutations(range(len(table))):
        assert fisher_p(table[list(order)].T) == pytest.approx(p, abs=1e-12)


def sum_over_tables(table: np.ndarray) -> float:
    """The same by brute force, row by row."""
    found = [log_probability(np.array(rows)) for rows in filled(table.sum(axis=1), table.sum(axis=0))]
    chances = np.exp(np.array(found) - max(found))
    observed = np.exp(log_probability(table) - max(found))
    return float(chances[chances <= observed * (1 + 1e-7)].sum() / chances.sum())


def log_probability(table: np.ndarray) -> float:
    return float(-gammaln(table + 1).sum())


def filled(rows, columns):
    if len(rows) == 1:
        yield [list(columns)]
        return
    for row in np.ndindex(*(columns + 1)):
        if sum(row) == rows[0]:
            yield from ([list(row), *rest] for rest in filled(rows[1:], columns - np.array(row)))
