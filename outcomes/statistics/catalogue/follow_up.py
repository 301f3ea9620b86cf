"""Maturity and completeness: how long patients were followed, and how much is known of them."""

import pandas as pd

from outcomes.statistics import endpoints
from outcomes.statistics import groupings as by
from outcomes.statistics.analysis_sets import FAILURES, TREATED
from outcomes.statistics.catalogue.statistic import CLINICAL, OF_FAILURES, Statistic
from outcomes.statistics.completeness import completeness_table
from outcomes.statistics.follow_up import follow_up_result
from outcomes.statistics.groupings import Grouping
from outcomes.statistics.results import FollowUpResult, ProportionsResult


def follow_up_from_start(frame: pd.DataFrame, grouping: Grouping) -> FollowUpResult:
    """How long and how completely patients were followed from regimen start.

    Median by reverse Kaplan–Meier, in which death is censored (Schemper and Smith, Control Clin Trials
    1996;17:343–6); beside it the median and range of those alive at last contact. Completeness is the
    person-time observed, of the person-time that could have been observed until death or the data cut (Clark,
    Altman and De Stavola, Lancet 2002;359:1309–10): 100% where everyone alive was seen on the day of the cut.
    """
    return follow_up_result(frame, endpoints.OS_START, grouping)


def follow_up_from_failure(frame: pd.DataFrame, grouping: Grouping) -> FollowUpResult:
    """How long and how completely patients were followed from failure of the regimen.

    Median by reverse Kaplan–Meier, in which death is censored; beside it the median and range of those alive.
    Completeness is person-time observed, of what was possible until death or the data cut.
    """
    return follow_up_result(frame, endpoints.OS_FAILURE, grouping)


def data_completeness(frame: pd.DataFrame, grouping: Grouping) -> ProportionsResult:
    """How much is known of what the analyses need: for each value the patients of whom it is known.

    The denominator is those to whom the question applies, such as the dead for the cause of death. Values
    are those derived for the analyses; an entered value that cannot be used counts as not known.
    """
    return completeness_table(frame, grouping)


STATISTICS = (
    Statistic("follow-up", "Follow-up from start", "follow-up", TREATED, CLINICAL, follow_up_from_start),
    Statistic(
        "follow-up-from-failure",
        "Follow-up from failure",
        "follow-up",
        FAILURES,
        OF_FAILURES,
        follow_up_from_failure,
    ),
    Statistic(
        "data-completeness",
        "Completeness of the data",
        "follow-up",
        TREATED,
        (by.OVERALL, by.SITE),
        data_completeness,
    ),
)
