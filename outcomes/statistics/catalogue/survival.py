"""Survival and competing risks."""

import pandas as pd

from outcomes.statistics import endpoints
from outcomes.statistics.analysis_sets import FAILURES, RESPONDERS, TREATED
from outcomes.statistics.catalogue.statistic import CLINICAL, OF_FAILURES, Statistic
from outcomes.statistics.curve_options import OF_INCIDENCE, OF_SURVIVAL
from outcomes.statistics.curves import incidence_result, survival_result
from outcomes.statistics.groupings import EVER_TRANSPLANTED, Grouping
from outcomes.statistics.options import Chosen
from outcomes.statistics.results import IncidenceResult, SurvivalResult


def survival_from_start(frame: pd.DataFrame, grouping: Grouping, chosen: Chosen) -> SurvivalResult:
    """Time from the first dose of the regimen to death from any cause, in all treated patients.

    Patients alive are censored at last contact, never at today; transplantation does not censor. Patients
    enrolled after the start count from enrolment on. Kaplan–Meier with log-log limits, log-rank test
    (Kaplan and Meier, J Am Stat Assoc 1958;53:457–81; Mantel, Cancer Chemother Rep 1966;50:163–70).
    """
    return survival_result(frame, endpoints.OS_START, grouping, chosen)


def survival_from_failure(frame: pd.DataFrame, grouping: Grouping, chosen: Chosen) -> SurvivalResult:
    """Time from failure of the regimen to death from any cause.

    Failure is the first of documented progression, the assessment that found no response and the next
    therapy, or relapse after response. Patients without contact after failure are excluded and counted.
    Kaplan–Meier with log-log limits, log-rank test.
    """
    return survival_result(frame, endpoints.OS_FAILURE, grouping, chosen)


def relapse_free_survival(frame: pd.DataFrame, grouping: Grouping, chosen: Chosen) -> SurvivalResult:
    """Time from response to relapse or death from any cause, in responders.

    Others are censored at the last disease assessment. Kaplan–Meier with log-log limits, log-rank test.
    """
    return survival_result(frame, endpoints.RFS, grouping, chosen)


def event_free_survival(frame: pd.DataFrame, grouping: Grouping, chosen: Chosen) -> SurvivalResult:
    """Time from regimen start to no response by the end of the second cycle, relapse or death.

    Others are censored at the last disease assessment. Kaplan–Meier with log-log limits, log-rank test
    (definition after ELN 2022: Döhner et al., Blood 2022;140:1345–77).
    """
    return survival_result(frame, endpoints.EFS, grouping, chosen)


def duration_of_response(frame: pd.DataFrame, grouping: Grouping, chosen: Chosen) -> SurvivalResult:
    """Time from response to relapse, in responders.

    Death without relapse is censored here. Because it competes with relapse, one minus this curve is not the
    probability of relapse and is not offered as such: read the cumulative incidence of relapse instead.
    Kaplan–Meier with log-log limits, log-rank test.
    """
    return survival_result(frame, endpoints.DOR, grouping, chosen)


def time_to_next_treatment(frame: pd.DataFrame, grouping: Grouping, chosen: Chosen) -> SurvivalResult:
    """Time from regimen start to the next antileukaemia treatment, in all treated patients.

    Transplantation in remission is not a next treatment. Kaplan–Meier with log-log limits, log-rank test.
    """
    return survival_result(frame, endpoints.TTNT, grouping, chosen)


def relapse_and_death(frame: pd.DataFrame, grouping: Grouping, chosen: Chosen) -> IncidenceResult:
    """Cumulative incidence of relapse and of death without relapse, in responders, from response.

    Each competes with the other: death without relapse is the non-relapse mortality. Aalen–Johansen estimate;
    Gray's test (Ann Stat 1988;16:1141–54).

    One minus Kaplan–Meier of relapse is not offered. It censors the dead as if they could still relapse, and
    so overstates how many patients relapse (Gooley et al., Stat Med 1999;18:695–706).
    """
    return incidence_result(frame, endpoints.RELAPSE_OR_DEATH, grouping, chosen)


_SURVIVAL = (
    ("survival-from-start", TREATED, (*CLINICAL, EVER_TRANSPLANTED), endpoints.OS_START, survival_from_start),
    (
        "survival-from-failure",
        FAILURES,
        (*OF_FAILURES, EVER_TRANSPLANTED),
        endpoints.OS_FAILURE,
        survival_from_failure,
    ),
    (
        "relapse-free-survival",
        RESPONDERS,
        (*CLINICAL, EVER_TRANSPLANTED),
        endpoints.RFS,
        relapse_free_survival,
    ),
    ("event-free-survival", TREATED, CLINICAL, endpoints.EFS, event_free_survival),
    ("duration-of-response", RESPONDERS, CLINICAL, endpoints.DOR, duration_of_response),
    ("time-to-next-treatment", TREATED, CLINICAL, endpoints.TTNT, time_to_next_treatment),
    ("relapse-and-death", RESPONDERS, CLINICAL, endpoints.RELAPSE_OR_DEATH, relapse_and_death),
)

STATISTICS = tuple(
    Statistic(
        slug,
        endpoint.title,
        "survival",
        patients,
        groupings,
        compute,
        OF_INCIDENCE if endpoint.causes else OF_SURVIVAL,
    )
    for slug, patients, groupings, endpoint, compute in _SURVIVAL
)
