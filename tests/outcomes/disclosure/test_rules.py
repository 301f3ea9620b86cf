"""What of each kind of result leaves the care team, and that nothing else does."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

import pytest

from outcomes.charts.rendering import specification
from outcomes.charts.themes import LIGHT
from outcomes.disclosure import EXACT, ONE_SITE, PROTECTED, RULES, Ranged, View, protected
from outcomes.disclosure.measurements import two_digits
from outcomes.presenting.captions import alternative_text
from outcomes.presenting.csv_files import has_points, points_csv, results_csv
from outcomes.presenting.printed import printed
from outcomes.statistics.catalogue import CATALOGUE
from outcomes.statistics.groupings import OVERALL, SALVAGE_LINE
from outcomes.statistics.results import (
    RESULT_TYPES,
    Exclusion,
    FlowBox,
    FlowResult,
    Observed,
    Proportion,
    ProportionsResult,
    Result,
    ValueRow,
    ValuesResult,
)
from tests.outcomes.statistics.cohort import random_cohort

# Whole numbers that count nobody: places on the axis of time.
NOT_COUNTS = {"ticks", "months", "time", "last_on_day"}
FRAME = random_cohort(seed=11, n=90)


def results() -> Iterator[tuple[str, Result]]:
    for statistic in CATALOGUE:
        for grouping in (OVERALL, SALVAGE_LINE):
            if grouping in statistic.groupings:
                yield f"{statistic.slug}-{grouping.slug}", statistic.result(FRAME, grouping)


RESULTS = dict(results())
SHOWN = {name: shown for name, result in RESULTS.items() if (shown := protected(result))}


def numbers_in(value: Any, name: str = "") -> Iterator[tuple[str, int]]:
    """(field, whole number) of everything in a result."""
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from numbers_in(getattr(value, field.name), field.name)
    elif isinstance(value, tuple):
        for one in value:
            yield from numbers_in(one, name)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield name, value


@pytest.mark.parametrize("name", SHOWN)
def test_every_count_of_a_protected_result_is_a_range(name):
    counted = [one for one in numbers_in(SHOWN[name]) if one[0] not in NOT_COUNTS]
    assert counted
    assert [field for field, n in counted if n and not isinstance(n, Ranged)] == []


@pytest.mark.parametrize("name", SHOWN)
def test_a_protected_result_can_be_printed_and_written(name):
    shown = SHOWN[name]
    assert printed(shown)
    assert results_csv(shown)
    alternative_text("Title", shown)
    if has_points(shown):
        assert points_csv(shown)


NEVER_SHOWN = ("95%", "[range]")


@pytest.mark.parametrize("name", SHOWN)
def test_no_heading_promises_limits_or_ranges_that_are_not_shown(name):
    said = headings(SHOWN[name])
    assert [words for words in NEVER_SHOWN if words in said] == []


def test_what_is_said_under_the_pointer_is_told_in_ranges():
    counts = re.compile(r"(<10|\d+–\d+)/(<10|\d+–\d+)( \(≈\d+%\))?|–")
    for name in ("overall-response-salvage-line", "adverse-events-salvage-line"):
        said = list(values_of(specification(SHOWN[name], LIGHT), {"n/N (%)", "Any grade", "Grade ≥ 3"}))
        assert said
        assert [text for text in said if not counts.fullmatch(text)] == []
        exact = values_of(specification(RESULTS[name], LIGHT), {"n/N (%)"})
        assert not set(said) & set(exact)


def values_of(drawn: Any, names: set[str]) -> Iterator[str]:
    """The values of these fields anywhere in a specification."""
    if isinstance(drawn, dict):
        yield from (value for name, value in drawn.items() if name in names and isinstance(value, str))
    for one in drawn.values() if isinstance(drawn, dict) else drawn if isinstance(drawn, list) else ():
        yield from values_of(one, names)


def test_headings_of_exact_figures_name_them():
    for name in ("survival-from-start-overall", "overall-response-overall", "adverse-events-overall"):
        assert "95% CI" in headings(RESULTS[name]), name


def headings(result: Result) -> str:
    shown = printed(result)
    tables = (
        [table.heading, table.stub, *(column.whole for column in table.columns)] for table in shown.tables
    )
    return " ".join(
        [alternative_text("Title", result), shown.caption, *(text for table in tables for text in table)]
    )


def test_a_kind_of_result_without_a_rule_is_withheld_whole():
    @dataclass(frozen=True, kw_only=True)
    class Novelty(Result):
        kind = "novelty"
        n: int = 3

        def rows(self) -> list[dict[str, Any]]:
            return [{"n": self.n}]

    assert protected(Novelty()) is None
    assert PROTECTED.result(Novelty(), "overall") is None
    assert "no protected form" in PROTECTED.refusal_of(Novelty(), "overall")


@pytest.mark.parametrize("kind", RESULT_TYPES)
def test_every_kind_of_result_has_a_rule_or_is_withheld(kind):
    of_kind = [result for result in RESULTS.values() if result.kind == kind]
    assert all((protected(result) is None) == (kind not in RULES) for result in of_kind)


def test_every_rule_is_of_a_kind_that_exists():
    assert RULES.keys() <= RESULT_TYPES.keys()


COUNTS = ((0, "<10"), (1, "<10"), (7, "<10"), (9, "<10"), (10, "10–19"), (19, "10–19"), (104, "100–109"))


def test_counts_are_told_in_ranges_of_ten():
    assert [(n, f"{Ranged(n)}") for n, _ in COUNTS] == list(COUNTS)


def test_what_lies_in_one_range_cannot_be_told_apart():
    """Whatever else is in a result, two that agree in their ranges leave as the same result."""

    def table(numerator: int, denominator: int) -> ProportionsResult:
        fraction = numerator / denominator
        row = Proportion("All", "Responded", numerator, denominator, fraction, fraction / 2, fraction, 1)
        return ProportionsResult(proportions=(row,), excluded=(Exclusion("No response", numerator),))

    assert protected(table(21, 60)) == protected(table(29, 69))
    assert protected(table(1, 60)) == protected(table(0, 69))
    assert protected(table(21, 60)) != protected(table(30, 60))


@pytest.mark.parametrize("name", [name for name, result in RESULTS.items() if result.kind == "survival"])
def test_a_curve_is_drawn_from_the_ranges_alone(name):
    """The steps, medians, rates and tests of the true curve do not enter the one that is shown."""
    result: Any = RESULTS[name]
    untold = {"steps": result.groups[0].steps, "median": result.groups[0].median, "last_on_day": 1}
    other = replace(result, test=None, groups=tuple(replace(group, **untold) for group in result.groups))
    shown: Any = protected(result)
    assert replace(shown, test=None) == protected(other)


@pytest.mark.parametrize("name", [name for name, shown in SHOWN.items() if hasattr(shown, "ticks")])
def test_each_step_of_a_curve_stands_on_a_tick_with_ten_at_risk(name):
    shown: Any = SHOWN[name]
    ticks = {round(month * 30.4375) for month in shown.ticks}
    rows = shown.step_rows()
    assert all(row["time"] in ticks and not row["at_risk"].is_hidden for row in rows)
    assert all(row["events"] is row["censored"] is row["lower"] is None for row in rows)


def test_no_single_value_and_no_lowest_or_highest_leaves():
    row = ValueRow("All", "Age", "years", 45, 0, 51.7, 40.2, 62.9, 18.0, 84.0, (Observed(18.0),))
    year = replace(row, unit="year", median=2012.5)
    shown: Any = protected(ValuesResult(values=(row, replace(row, n=19), year)))
    enough, few, years = shown.values
    assert years.median == 2012
    assert (enough.median, enough.q1, enough.q3) == (52, 40, 63)
    assert (few.median, few.q1, few.q3) == (None, None, None)
    assert all(one.minimum is one.maximum is None and one.listed == () for one in shown.values)


@pytest.mark.parametrize(("value", "told"), [(12.34, 12), (1234, 1200), (0.0567, 0.057), (0, 0)])
def test_a_measurement_is_told_in_two_digits(value, told):
    assert two_digits(value) == pytest.approx(told)


def test_sites_are_compared_for_those_alone_who_are_at_all_of_them():
    result = RESULTS["overall-response-overall"]
    assert PROTECTED.result(result, "site") is None
    assert EXACT.result(result, "site") is result


def test_a_refusal_withholds_everything():
    view = View(refusal=ONE_SITE)
    assert all(view.result(result, "overall") is None for result in RESULTS.values())


def test_the_registry_around_a_cohort_is_told_in_ranges_to_those_who_are_not_everywhere():
    flow = FlowResult(
        boxes=(
            FlowBox("registry", "Patients in the registry", 345),
            FlowBox("treated", "Treated", 84, "registry", (Exclusion("Another site", 261),)),
        )
    )
    shown: Any = View(is_exact=True, sees_registry=False).result(flow, "overall")
    assert [f"{box.n}" for box in shown.boxes] == ["340–349", "84"]
    assert f"{shown.boxes[1].excluded[0].n}" == "260–269"
    assert EXACT.result(flow, "overall") is flow
