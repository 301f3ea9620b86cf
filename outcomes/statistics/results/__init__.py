"""Frozen result types. Each has `kind`, `rows()` for CSV and `payload()` for storage; all round-trip."""

from typing import Any

from outcomes.statistics.results.base import (
    Comparison,
    DateRange,
    Estimate,
    Exclusion,
    RangeEntry,
    Result,
    comparison,
    known,
)
from outcomes.statistics.results.courses import EnrolmentGroup, EnrolmentResult, Flow, SequenceResult
from outcomes.statistics.results.curves import (
    AtRisk,
    CurveGroup,
    FollowUpGroup,
    FollowUpResult,
    IncidenceCurve,
    IncidenceGroup,
    IncidenceResult,
    LateEntry,
    RateAt,
    Steps,
    SurvivalResult,
)
from outcomes.statistics.results.regression import CovariateTest, HazardRatio, HazardRow, RegressionResult
from outcomes.statistics.results.tables import (
    FlowBox,
    FlowResult,
    Observed,
    Proportion,
    ProportionsResult,
    TableCell,
    TableColumn,
    TableResult,
    TableRow,
    ToxicityResult,
    ToxicityRow,
    ValueRow,
    ValuesResult,
)
from outcomes.statistics.results.transplant import RefusedResult, SurvivalPairResult

RESULT_TYPES: dict[str, type[Result]] = {
    result.kind: result
    for result in (
        SurvivalResult,
        IncidenceResult,
        FollowUpResult,
        TableResult,
        ProportionsResult,
        FlowResult,
        ValuesResult,
        ToxicityResult,
        RegressionResult,
        SurvivalPairResult,
        RefusedResult,
        EnrolmentResult,
        SequenceResult,
    )
}


def from_payload(payload: dict[str, Any]) -> Result:
    """The result that `payload()` described. KeyError for a kind that does not exist."""
    return RESULT_TYPES[payload["kind"]].from_plain(payload)


__all__ = [
    "RESULT_TYPES",
    "AtRisk",
    "Comparison",
    "CovariateTest",
    "CurveGroup",
    "DateRange",
    "EnrolmentGroup",
    "EnrolmentResult",
    "Estimate",
    "Exclusion",
    "Flow",
    "FlowBox",
    "FlowResult",
    "FollowUpGroup",
    "FollowUpResult",
    "HazardRatio",
    "HazardRow",
    "IncidenceCurve",
    "IncidenceGroup",
    "IncidenceResult",
    "LateEntry",
    "Observed",
    "Proportion",
    "ProportionsResult",
    "RangeEntry",
    "RateAt",
    "RefusedResult",
    "RegressionResult",
    "Result",
    "SequenceResult",
    "Steps",
    "SurvivalPairResult",
    "SurvivalResult",
    "TableCell",
    "TableColumn",
    "TableResult",
    "TableRow",
    "ToxicityResult",
    "ToxicityRow",
    "ValueRow",
    "ValuesResult",
    "comparison",
    "from_payload",
    "known",
]
