"""All pages, files, figures and answers of protected results: they say nothing that ranges do not say."""

import json
import random
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest

from outcomes.disclosure import WIDTH, protected, rules
from outcomes.statistics.catalogue import CATALOGUE, Statistic, statistic
from outcomes.statistics.groupings import OVERALL, SALVAGE_LINE, Grouping
from outcomes.statistics.options import Chosen, choose
from outcomes.statistics.results import Comparison
from tests.outcomes.disclosure.twins import NOT_COUNTS, everything_that_leaves, twin
from tests.outcomes.statistics.cohort import random_cohort

FRAMES = random_cohort(seed=11, n=90), random_cohort(seed=12, n=131)


# The days of a follow-up that is not told are 0.
COUNT_NOBODY = {"from", "to", *NOT_COUNTS, "time", "last_on_day", "observed_days", "potential_days"}


def grouping_of(statistic: Statistic) -> Grouping:
    return SALVAGE_LINE if SALVAGE_LINE in statistic.groupings else OVERALL


LEAVING = [one for one in CATALOGUE if protected(one.counted(FRAMES[0], grouping_of(one)))]


# A figure is drawn by the kind of its result: one of each kind shows how.
DRAWN = {one.counted(FRAMES[0], grouping_of(one)).kind: one.slug for one in reversed(LEAVING)}.values()


@pytest.mark.parametrize("statistic", LEAVING, ids=lambda one: one.slug)
def test_two_results_that_agree_in_their_ranges_leave_as_the_same(statistic):
    grouping = grouping_of(statistic)
    result = statistic.result(FRAMES[0], grouping)
    other = twin(result, random.Random(1))
    assert other.payload() != result.payload()
    left = dict(everything_that_leaves(statistic, grouping, result, figure=statistic.slug in DRAWN))
    assert len(left) >= 5
    for name, content in everything_that_leaves(statistic, grouping, other, figure=statistic.slug in DRAWN):
        assert content == left[name], name
    assert_told_in_ranges(json.loads(left["answer of the API"])["result"])


def assert_told_in_ranges(answer: Any) -> None:
    """Whole numbers stand in ranges of ten only, save those that count nobody."""
    found = list(whole_numbers(answer))
    assert len(found) > 2
    for place, n in found:
        assert place[-1] in COUNT_NOBODY, place
        assert n % WIDTH == {"from": 0, "to": WIDTH - 1}.get(place[-1], n % WIDTH), place


def whole_numbers(told: Any, place: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], int]]:
    """(names on the way to it, whole number) of everything in an answer."""
    if isinstance(told, dict):
        for name, value in told.items():
            yield from whole_numbers(value, (*place, name))
    elif isinstance(told, list):
        for value in told:
            yield from whole_numbers(value, place)
    elif isinstance(told, int) and not isinstance(told, bool):
        yield place, told


def choices(statistic: Statistic, grouping: Grouping) -> Iterator[Chosen]:
    """The default, and another choice of each option."""
    yield Chosen(statistic.options)
    for option in statistic.options:
        if offered := option.offered(grouping):
            yield choose(statistic.options, grouping, {option.slug: [offered[-2].code]})


@pytest.mark.parametrize("statistic", LEAVING, ids=lambda one: one.slug)
def test_no_sentence_of_a_protected_result_holds_a_number_of_its_patients(statistic):
    """Sentences with numbers are those of any other cohort, whatever is chosen."""
    grouping = grouping_of(statistic)
    for chosen in choices(statistic, grouping):
        told = [set(sentences(protected(statistic.counted(frame, grouping, chosen)))) for frame in FRAMES]
        assert told[0] ^ told[1] == set(), chosen.name


def sentences(told: Any) -> Iterator[str]:
    """Every text of a result that has a digit."""
    if is_dataclass(told) and not isinstance(told, type):
        for field in fields(told):
            yield from sentences(getattr(told, field.name))
    elif isinstance(told, tuple):
        for one in told:
            yield from sentences(one)
    elif isinstance(told, str) and re.search(r"\d", told):
        yield told


def test_a_rule_that_forgets_to_tell_a_range_is_seen(monkeypatch):
    """Counts that leave as they are make twins differ in every form."""
    statistic = LEAVING[0]
    result = statistic.result(FRAMES[0], OVERALL)
    monkeypatch.setattr(rules, "Ranged", int)
    left = dict(everything_that_leaves(statistic, OVERALL, result, figure=True))
    other = twin(result, random.Random(1))
    again = dict(everything_that_leaves(statistic, OVERALL, other, figure=True))
    assert all(left[name] != again[name] for name in ("answer of the API", "page", "csv", "svg", "part.tex"))


def test_the_name_of_a_test_does_not_say_how_many_it_leaves_out():
    test = Comparison("log-rank test stratified by age", 1.0, 1, 0.3, True)
    whole = replace(
        statistic("survival-from-start").result(FRAMES[0]), test=test, untested=3, stratified_by="age"
    )
    assert whole.rows()[0]["test"] == "log-rank test stratified by age (without 3 of unknown age)"
    assert protected(whole).rows()[0]["test"] == "log-rank test stratified by age"
