"""Survival, competing risks and transplantation."""

import pandas as pd

from outcomes.statistics import endpoints, responses
from outcomes.statistics import groupings as by
from outcomes.statistics.analysis_sets import FAILURES, RESPONDERS, TRANSPLANTED_IN_REMISSION, TREATED
from outcomes.statistics.catalogue.statistic import CLINICAL, OF_FAILURES, ONLY_OVERALL, Statistic
from outcomes.statistics.curves import incidence_result, survival_result
from outcomes.statistics.groupings import Grouping
from outcomes.statistics.results import IncidenceResult, ProportionsResult, SurvivalResult
from outcomes.statistics.transplantation import landmark, simon_makuch


def survival_from_start(frame: pd.DataFrame, grouping: Grouping) -> SurvivalResult:
    """Time from the first dose of the regimen to death from any cause, in all treated patients.

    Patients alive are censored at last contact, never at today; transplantation does not censor. Patients
    enrolled after the start count from enrolment on. Kaplan–Meier with log-log limits, log-rank test
    (Kaplan and Meier, J Am Stat Assoc 1958;53:457–81; Mantel, Cancer Chemother Rep 1966;50:163–70).
    """
    return survival_result(frame, endpoints.OS_START, grouping)


def survival_from_start_to_transplant(frame: pd.DataFrame, grouping: Grouping) -> SurvivalResult:
    """Survival from regimen start, censored at transplantation: a sensitivity analysis.

    Those transplanted differ from those who are not, so that this censoring is informative. Read it beside
    the primary analysis, in which transplantation does not censor. Kaplan–Meier, log-rank test.
    """
    return survival_result(frame, endpoints.OS_START_TO_TRANSPLANT, grouping)


def survival_from_failure(frame: pd.DataFrame, grouping: Grouping) -> SurvivalResult:
    """Time from failure of the regimen to death from any cause.

    Failure is the first of documented progression, the assessment that found no response and the next
    therapy, or relapse after response. Patients without contact after failure are excluded and counted.
    Kaplan–Meier with log-log limits, log-rank test.
    """
    return survival_result(frame, endpoints.OS_FAILURE, grouping)


def relapse_free_survival(frame: pd.DataFrame, grouping: Grouping) -> SurvivalResult:
    """Time from response to relapse or death from any cause, in responders.

    Others are censored at the last disease assessment. Kaplan–Meier with log-log limits, log-rank test.
    """
    return survival_result(frame, endpoints.RFS, grouping)


def relapse_free_survival_to_transplant(frame: pd.DataFrame, grouping: Grouping) -> SurvivalResult:
    """Relapse-free survival of responders, censored at transplantation: a sensitivity analysis.

    Those transplanted differ from those who are not, so that this censoring is informative.
    Kaplan–Meier, log-rank test.
    """
    return survival_result(frame, endpoints.RFS_TO_TRANSPLANT, grouping)


def event_free_survival(frame: pd.DataFrame, grouping: Grouping) -> SurvivalResult:
    """Time from regimen start to no response by the end of the second cycle, relapse or death.

    Others are censored at the last disease assessment. Kaplan–Meier with log-log limits, log-rank test
    (definition after ELN 2022: Döhner et al., Blood 2022;140:1345–77).
    """
    return survival_result(frame, endpoints.EFS, grouping)


def duration_of_response(frame: pd.DataFrame, grouping: Grouping) -> SurvivalResult:
    """Time from response to relapse, in responders.

    Death without relapse is censored here. Because it competes with relapse, one minus this curve is not the
    probability of relapse and is not offered as such: read the cumulative incidence of relapse instead.
    Kaplan–Meier with log-log limits, log-rank test.
    """
    return survival_result(frame, endpoints.DOR, grouping)


def time_to_next_treatment(frame: pd.DataFrame, grouping: Grouping) -> SurvivalResult:
    """Time from regimen start to the next antileukaemia treatment, in all treated patients.

    Transplantation in remission is not a next treatment. Kaplan–Meier with log-log limits, log-rank test.
    """
    return survival_result(frame, endpoints.TTNT, grouping)


def relapse_and_death(frame: pd.DataFrame, grouping: Grouping) -> IncidenceResult:
    """Cumulative incidence of relapse and of death without relapse, in responders, from response.

    Each competes with the other: death without relapse is the non-relapse mortality. Aalen–Johansen estimate;
    Gray's test (Ann Stat 1988;16:1141–54).

    One minus Kaplan–Meier of relapse is not offered. It censors the dead as if they could still relapse, and
    so overstates how many patients relapse (Gooley et al., Stat Med 1999;18:695–706).
    """
    return incidence_result(frame, endpoints.RELAPSE_OR_DEATH, grouping)


def relapse_and_death_after_transplant(frame: pd.DataFrame, grouping: Grouping) -> IncidenceResult:
    """Cumulative incidence of relapse and of non-relapse mortality from the day of transplantation.

    Patients transplanted in the remission of the regimen; each cause competes with the other. Others are
    censored at the last disease assessment. Aalen–Johansen estimate; Gray's test.
    """
    return incidence_result(frame, endpoints.RELAPSE_OR_DEATH_AFTER_TRANSPLANT, grouping)


def incidence_of_transplant(frame: pd.DataFrame, grouping: Grouping) -> IncidenceResult:
    """Cumulative incidence of transplantation from regimen start, death and failure before it competing.

    Aalen–Johansen estimate; Gray's test. Outcome is never compared between ever and never transplanted:
    who lives longer has more time to be transplanted.
    """
    return incidence_result(frame, endpoints.TRANSPLANT_OR_FAILURE, grouping)


def survival_around_transplant(frame: pd.DataFrame, grouping: Grouping) -> SurvivalResult:
    """Survival from regimen start before and after transplantation, as a state that patients enter.

    Comparing ever with never transplanted from the start would credit the time until transplantation to it.
    Simon–Makuch curves (Stat Med 1984;3:35–44), Mantel–Byar test. Numbers at risk move between the groups.
    """
    return simon_makuch(frame)


def survival_from_landmark(frame: pd.DataFrame, grouping: Grouping) -> SurvivalResult:
    """Survival of the patients alive four months after regimen start, by transplantation until then.

    Groups are formed from what was known at the landmark; a later transplantation does not change them.
    Kaplan–Meier, log-rank test (Anderson, Cain and Gelber, J Clin Oncol 1983;1:710–9).
    """
    return landmark(frame)


def transplant_rate(frame: pd.DataFrame, grouping: Grouping) -> ProportionsResult:
    """Patients transplanted after the regimen's start and before the next salvage therapy, of all treated.

    The day of infusion counts. Limits are exact.
    """
    return responses.transplant_table(frame, grouping)


_SURVIVAL = (
    ("survival-from-start", TREATED, CLINICAL, endpoints.OS_START, survival_from_start),
    ("survival-from-failure", FAILURES, OF_FAILURES, endpoints.OS_FAILURE, survival_from_failure),
    ("relapse-free-survival", RESPONDERS, CLINICAL, endpoints.RFS, relapse_free_survival),
    ("event-free-survival", TREATED, CLINICAL, endpoints.EFS, event_free_survival),
    ("duration-of-response", RESPONDERS, CLINICAL, endpoints.DOR, duration_of_response),
    ("time-to-next-treatment", TREATED, CLINICAL, endpoints.TTNT, time_to_next_treatment),
    ("relapse-and-death", RESPONDERS, CLINICAL, endpoints.RELAPSE_OR_DEATH, relapse_and_death),
)
_TO_TRANSPLANT = (
    ("survival-to-transplant", TREATED, endpoints.OS_START_TO_TRANSPLANT, survival_from_start_to_transplant),
    (
        "relapse-free-survival-to-transplant",
        RESPONDERS,
        endpoints.RFS_TO_TRANSPLANT,
        relapse_free_survival_to_transplant,
    ),
    ("incidence-of-transplant", TREATED, endpoints.TRANSPLANT_OR_FAILURE, incidence_of_transplant),
)

STATISTICS = (
    *(
        Statistic(slug, endpoint.title, "survival", patients, groupings, compute)
        for slug, patients, groupings, endpoint, compute in _SURVIVAL
    ),
    Statistic("transplant-rate", "Transplanted patients", "transplant", TREATED, CLINICAL, transplant_rate),
    *(
        Statistic(slug, endpoint.title, "transplant", patients, CLINICAL, compute)
        for slug, patients, endpoint, compute in _TO_TRANSPLANT
    ),
    Statistic(
        "survival-around-transplant",
        "Survival before and after transplantation",
        "transplant",
        TREATED,
        ONLY_OVERALL,
        survival_around_transplant,
    ),
    Statistic(
        "survival-from-landmark",
        "Survival from a landmark at 4 months",
        "transplant",
        TREATED,
        ONLY_OVERALL,
        survival_from_landmark,
    ),
    Statistic(
        "relapse-and-death-after-transplant",
        endpoints.RELAPSE_OR_DEATH_AFTER_TRANSPLANT.title,
        "transplant",
        TRANSPLANTED_IN_REMISSION,
        (*CLINICAL[:4], by.CONDITIONING, *CLINICAL[4:]),
        relapse_and_death_after_transplant,
    ),
)
