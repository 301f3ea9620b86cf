"""Ticks of figures over time, and the numbers at risk under them: finer where less is drawn."""

from dataclasses import replace
from math import nan
from typing import Any

import pytest

from outcomes.charts.ticking import Axis, axis_of, drawn_until, ends_of, read_off
from outcomes.disclosure import protected
from outcomes.statistics import endpoints, groupings
from outcomes.statistics.catalogue import statistic
from outcomes.statistics.curves import incidence_result, survival_result
from outcomes.statistics.formatting import months
from outcomes.statistics.results import SurvivalResult
from tests.outcomes.statistics.cohort import random_cohort

FRAME = random_cohort(seed=7, n=200).assign(entry_days=nan)
LATE = FRAME.assign(entry_days=[3 * at if at % 2 else nan for at in range(len(FRAME))])
OF_TIME: dict[str, Any] = {
    "survival": survival_result(FRAME, endpoints.OS_START, groupings.SALVAGE_LINE),
    "incidence": incidence_result(FRAME, endpoints.RELAPSE_OR_DEATH, groupings.SALVAGE_LINE),
    "late": survival_result(LATE, endpoints.OS_START, groupings.SALVAGE_LINE),
    "late incidence": incidence_result(LATE, endpoints.RELAPSE_OR_DEATH, groupings.SALVAGE_LINE),
    "around transplant": statistic("survival-around-transplant").result(FRAME, groupings.OVERALL),
}
PAIR = statistic("survival-to-transplant").result(FRAME, groupings.SALVAGE_LINE)


@pytest.mark.parametrize("kind", OF_TIME)
def test_numbers_at_risk_read_off_the_curves_are_those_that_were_counted(kind):
    result = OF_TIME[kind]
    assert axis_of(result).is_fine
    for group in result.groups:
        read = {cell.months: cell for cell in axis_of(result).at_risk(group)}
        assert [read[cell.months] for cell in group.at_risk] == list(group.at_risk)


@pytest.mark.parametrize(
    ("ticks", "is_fine", "ends", "step"),
    [
        ((0, 6, 12, 18), True, [6, 12], "6"),
        ((0, 24, 48, 72), True, [12, 24, 36, 48, 60, 72], "horizon < 60 ? 6 : horizon < 120 ? 12 : 24"),
        ((0, 24, 48, 72), False, [24, 48, 72], "24"),
        ((0,), True, [], "6"),
    ],
)
def test_less_drawn_has_more_ticks_where_the_numbers_between_are_known(ticks, is_fine, ends, step):
    axis = Axis(ticks, last={18: 17.9, 72: 80.0, 0: 5.0}[ticks[-1]], is_fine=is_fine)
    assert (axis.ends(), axis.step_expression) == (ends, step)


def test_a_figure_that_ends_earlier_has_its_own_table_and_estimates_stay():
    whole = OF_TIME["incidence"]
    assert drawn_until(whole, None) is whole
    assert drawn_until(whole, 600) is whole
    until = drawn_until(whole, 12)
    assert until.ticks == (0, 6, 12)
    assert [[cell.months for cell in group.at_risk] for group in until.groups] == [[0, 6, 12]] * 3
    assert [group.causes for group in until.groups] == [group.causes for group in whole.groups]
    assert drawn_until(PAIR, 12).censored.ticks == (0, 6, 12)
    assert drawn_until(protected(whole), 12).ticks == (0, 6, 12)


@pytest.mark.parametrize(("end", "step"), [(36, 6), (60, 12), (79, 12)])
def test_ticks_until_a_month_are_those_of_the_figure(end, step):
    axis = Axis((0, 24, 48, 72), last=80.0, is_fine=True)
    assert axis.ticks_until(end) == list(range(0, end + 1, step))


def test_protected_figures_have_only_the_ticks_that_were_counted():
    whole = OF_TIME["survival"]
    shown = protected(whole)
    assert isinstance(shown, SurvivalResult)
    assert not axis_of(shown).is_fine
    assert axis_of(shown).at_risk(shown.groups[0]) == shown.groups[0].at_risk
    assert axis_of(whole).is_fine


def test_late_entries_have_finer_ticks_unless_they_were_frozen_without_their_days():
    late = OF_TIME["late"]
    assert late.delayed_entries == sum(entry.n for group in late.groups for entry in group.late) > 10
    before = replace(late, groups=tuple(replace(group, late=()) for group in late.groups))
    assert (axis_of(late).is_fine, axis_of(before).is_fine) == (True, False)


def test_who_is_transplanted_is_at_risk_after_transplantation_from_that_day_on_alone():
    """Nobody is at the origin, where the curve of those transplanted has no step yet."""
    after = OF_TIME["around transplant"].groups[1]
    assert after.n > after.at_risk[0].n == read_off(after, 0).n == 0
    first = after.late[0]
    assert [read_off(after, months(day)).n for day in (first.day, first.day + 1)] == [0, first.n]


def test_both_halves_of_a_pair_share_an_axis_and_other_results_have_none():
    assert axis_of(PAIR).last >= axis_of(PAIR.censored).last
    assert ends_of(PAIR) == axis_of(PAIR).ends()
    assert ends_of(statistic("table-1").result(FRAME, groupings.OVERALL)) == []
