"""Enrolment over time, and what treatment followed what."""

import pandas as pd

from outcomes.statistics.analysis_sets import TREATED
from outcomes.statistics.catalogue.statistic import ONLY_OVERALL, Statistic
from outcomes.statistics.courses import enrolment_result, sequence_result
from outcomes.statistics.groupings import OVERALL, SITE, Grouping
from outcomes.statistics.results import EnrolmentResult, SequenceResult


def enrolment(frame: pd.DataFrame, grouping: Grouping) -> EnrolmentResult:
    """Patients of the cohort by month of enrolment in the registry, and their sum so far.

    Enrolment may be long after the start of the regimen; the table gives years, the file months.
    """
    return enrolment_result(frame, grouping)


def treatment_sequences(frame: pd.DataFrame, grouping: Grouping) -> SequenceResult:
    """The treatments after the regimen of this cohort, line by line, and how patients were at last contact.

    The first column is the regimen by which patients are in the cohort. Regimens are put together in
    families; transplantation is a step of its own. Who reaches a later step has lived for it: no outcome may
    be compared between bands.
    """
    return sequence_result(frame)


STATISTICS = (
    Statistic("enrolment", "Enrolment over time", "patients", TREATED, (OVERALL, SITE), enrolment),
    Statistic(
        "treatment-sequences", "Treatments in sequence", "flow", TREATED, ONLY_OVERALL, treatment_sequences
    ),
)
