"""What follows from the registry's records: derived rows, cohorts, and their stored statistics."""

from outcomes.models.changes import DerivedChange
from outcomes.models.cohorts import Cohort, CohortRule
from outcomes.models.regimen_outcome import RegimenOutcome
from outcomes.models.reports import Report
from outcomes.models.results import Rebuild, StatisticResult
from outcomes.models.tokens import ApiToken, ApiTokenEvent
from outcomes.models.versions import FrozenRegimen, FrozenResult, FrozenVersion, Reproduction

__all__ = [
    "ApiToken",
    "ApiTokenEvent",
    "Cohort",
    "CohortRule",
    "DerivedChange",
    "FrozenRegimen",
    "FrozenResult",
    "FrozenVersion",
    "Rebuild",
    "RegimenOutcome",
    "Report",
    "Reproduction",
    "StatisticResult",
]
