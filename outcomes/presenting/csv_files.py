"""CSV files of results: unrounded values under one row of headings, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from outcomes.presenting.synthetic import marked
from outcomes.statistics.curves import RATES_AT_MONTHS
from outcomes.statistics.date_ranges import range_columns
from outcomes.statistics.results import (
    CurveGroup,
    EnrolmentGroup,
    EnrolmentResult,
    Estimate,
    Flow,
    FlowBox,
    FlowResult,
    FollowUpGroup,
    FollowUpResult,
    HazardRow,
    IncidenceCurve,
    IncidenceGroup,
    IncidenceResult,
    Proportion,
    ProportionsResult,
    RateAt,
    RefusedResult,
    RegressionResult,
    Result,
    SequenceResult,
    Steps,
    SurvivalPairResult,
    SurvivalResult,
    TableCell,
    TableColumn,
    TableResult,
    TableRow,
    ToxicityResult,
    ToxicityRow,
    ValueRow,
    ValuesResult,
)

# A spreadsheet would take text that begins so for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def results_csv(result: Result, chosen: str = "", *, is_synthetic: bool = False) -> str:
    """The rows of a result. `chosen` names what was chosen besides the grouping, in a column of its own."""
    rows = [row | range_columns(result, row) for row in result.rows()]
    example = _EXAMPLES[result.kind].rows()
    options = {"options": chosen} if chosen else {}
    named = ([row | options for row in part] for part in (rows, example))
    return _text(*(marked(part, is_synthetic=is_synthetic) for part in named))


def points_csv(result: Result, *, is_synthetic: bool = False) -> str:
    """Every point of every curve. Only for a result that has_points."""
    example: Any = _EXAMPLES[result.kind]
    curves: Any = result
    named = (curves.step_rows(), example.step_rows())
    return _text(*(marked(part, is_synthetic=is_synthetic) for part in named))


def has_points(result: Result) -> bool:
    return hasattr(result, "step_rows")


def _text(rows: Sequence[Mapping[str, Any]], example: Sequence[Mapping[str, Any]]) -> str:
    """The headings are those of the rows, or of the example where there are none."""
    headings = list((rows or example)[0])
    file = io.StringIO()
    writer = csv.DictWriter(file, headings, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _cell(row[name]) for name in headings} for row in rows)
    return file.getvalue()


def _cell(value: Any) -> Any:
    """Text that a spreadsheet would compute is quoted; numbers, also negative ones, stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


_NONE = Estimate(None, None, None)
_RATES = tuple(RateAt(months, None, None, None, 0) for months in RATES_AT_MONTHS)
_STEPS = Steps((0,), (1.0,), (None,), (None,), (0,), (0,), (0,))
_SHARE = Proportion("", "", 0, 0, None, None, None)
_SURVIVAL = SurvivalResult(
    endpoint="",
    origin="",
    event="",
    censoring="",
    ticks=(),
    groups=(CurveGroup("", 0, 0, 0, _NONE, None, _RATES, (), _STEPS),),
)
# One row of each kind of result, whose names are the headings of an empty file.
_EXAMPLES: Mapping[str, Result] = {
    example.kind: example
    for example in (
        _SURVIVAL,
        SurvivalPairResult(uncensored=_SURVIVAL, censored=_SURVIVAL),
        EnrolmentResult(months=("",), groups=(EnrolmentGroup("", 0, (0,)),)),
        SequenceResult(n=0, steps=0, flows=(Flow(0, "", "", 0),)),
        RefusedResult(
            known=1, missing=0, transplanted=0, first_day=None, median_day=None, last_day=None, died_before=0,
            left_before=0,
        ),
        IncidenceResult(
            endpoint="", origin="", censoring="", causes=("",), ticks=(),
            groups=(IncidenceGroup("", 0, 0, None, (), (IncidenceCurve("", 0, _RATES, _STEPS),)),),
        ),
        FollowUpResult(origin="", groups=(FollowUpGroup("", 0, _NONE, 0, None, None, None),)),
        TableResult(columns=(TableColumn("", 0),), lines=(TableRow("", "", "", (TableCell(0, 0),)),)),
        ProportionsResult(proportions=(_SHARE,)),
        FlowResult(boxes=(FlowBox("", "", 0),)),
        ValuesResult(values=(ValueRow("", "", "", 0, 0, None, None, None, None, None),)),
        RegressionResult(
            endpoint="", origin="", event="", censoring="", tests=(), known=0, n=0, events=0, parameters=0,
            proportional=None, lines=(HazardRow("", "", False, 0, 0, None, 0, 0, None),),
        ),
        ToxicityResult(toxicities=(ToxicityRow("", "", "", "", 0, (0, 0, 0, 0, 0), _SHARE, _SHARE),)),
    )
}  # fmt: skip
