"""CSV files: headings even when empty, values unrounded, nothing that a spreadsheet would compute."""

import csv
import io

import pytest

from outcomes.presenting.csv_files import points_csv, results_csv
from outcomes.statistics.proportions import proportion
from outcomes.statistics.results import (
    RESULT_TYPES,
    EnrolmentResult,
    FlowBox,
    FlowResult,
    FollowUpResult,
    IncidenceResult,
    ProportionsResult,
    RefusedResult,
    RegressionResult,
    SequenceResult,
    SurvivalPairResult,
    SurvivalResult,
    TableResult,
    ToxicityResult,
    ValuesResult,
)

TIMED = {"endpoint": "Survival", "origin": "start", "censoring": "", "ticks": (), "groups": ()}
EMPTY = [
    SurvivalResult(event="death", **TIMED),
    IncidenceResult(causes=("Relapse",), **TIMED),
    FollowUpResult(origin="start", groups=()),
    TableResult(columns=(), lines=()),
    ProportionsResult(proportions=()),
    FlowResult(boxes=()),
    ValuesResult(values=()),
    ToxicityResult(toxicities=()),
    RegressionResult(
        event="death",
        **{name: part for name, part in TIMED.items() if name not in ("ticks", "groups")},
        lines=(),
        tests=(),
        known=0,
        n=0,
        events=0,
        parameters=0,
        proportional=None,
    ),
    SurvivalPairResult(
        uncensored=SurvivalResult(event="death", **TIMED), censored=SurvivalResult(event="death", **TIMED)
    ),
    RefusedResult(
        known=0,
        missing=0,
        transplanted=0,
        first_day=None,
        median_day=None,
        last_day=None,
        died_before=0,
        left_before=0,
    ),
    EnrolmentResult(months=(), groups=()),
    SequenceResult(n=0, steps=0, flows=()),
]


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_every_kind_of_result_is_tried_here():
    assert {result.kind for result in EMPTY} == RESULT_TYPES.keys()


@pytest.mark.parametrize("result", EMPTY, ids=lambda result: result.kind)
def test_a_file_without_rows_still_has_its_headings(result):
    text = results_csv(result)
    assert read(text) == []
    assert "n" in text.strip().split(",")


@pytest.mark.parametrize("result", EMPTY[:2], ids=lambda result: result.kind)
def test_a_curve_without_points_still_has_its_headings(result):
    assert "at_risk" in points_csv(result).splitlines()[0]


def test_values_are_not_rounded():
    row = read(results_csv(ProportionsResult(proportions=(proportion("All", "CR", 1, 3),))))[0]
    assert row["fraction"] == repr(1 / 3)


@pytest.mark.parametrize("text", ["=1+1", "+49 30", "-2", "@here", "\tx"])
def test_text_that_a_spreadsheet_would_compute_is_quoted(text):
    row = read(results_csv(FlowResult(boxes=(FlowBox("a", text, 3),))))[0]
    assert row["label"] == f"'{text}"


def test_ordinary_text_and_negative_numbers_are_left_alone():
    row = read(results_csv(FlowResult(boxes=(FlowBox("a", "Treated", -3),))))[0]
    assert (row["label"], row["n"]) == ("Treated", "-3")
