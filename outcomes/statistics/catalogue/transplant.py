"""Transplantation, without immortal time: how often, and survival before, after, and from a landmark."""

import pandas as pd

from outcomes.statistics import endpoints, responses
from outcomes.statistics import groupings as by
from outcomes.statistics.analysis_sets import RESPONDERS, TRANSPLANTED_IN_REMISSION, TREATED
from outcomes.statistics.catalogue.regression import BASELINE, covariates_option, selected, stratum, whole
from outcomes.statistics.catalogue.statistic import CLINICAL, ONLY_OVERALL, Statistic
from outcomes.statistics.covariates import AT_START
from outcomes.statistics.curve_options import OF_INCIDENCE, OF_SURVIVAL
from outcomes.statistics.curves import incidence_result
from outcomes.statistics.groupings import Grouping
from outcomes.statistics.options import Chosen
from outcomes.statistics.results import (
    IncidenceResult,
    ProportionsResult,
    RegressionResult,
    SurvivalPairResult,
    SurvivalResult,
)
from outcomes.statistics.transplantation import (
    LANDMARK_DAY,
    censoring_pair,
    landmark,
    simon_makuch,
    transplant_hazard,
)

COVARIATES = covariates_option(AT_START, ("age", "line", "ecog"))


def transplant_rate(frame: pd.DataFrame, grouping: Grouping) -> ProportionsResult:
    """Patients transplanted after the regimen's start and before the next salvage therapy, of all treated.

    The day of infusion counts. Limits are exact.
    """
    return responses.transplant_table(frame, grouping)


def incidence_of_transplant(frame: pd.DataFrame, grouping: Grouping, chosen: Chosen) -> IncidenceResult:
    """Cumulative incidence of transplantation from regimen start, death and failure before it competing.

    Aalen–Johansen estimate; Gray's test. Outcome is never compared between ever and never transplanted:
    who lives longer has more time to be transplanted.
    """
    return incidence_result(frame, endpoints.TRANSPLANT_OR_FAILURE, grouping, chosen)


def survival_from_start_to_transplant(
    frame: pd.DataFrame, grouping: Grouping, chosen: Chosen
) -> SurvivalPairResult:
    """Survival from regimen start, side by side with the same censored at transplantation.

    Transplantation does not censor in the primary analysis. Censoring there is a sensitivity analysis: those
    transplanted differ from those who are not, so that it is informative, and it answers another question.
    Kaplan–Meier, log-rank test.
    """
    return censoring_pair(frame, endpoints.OS_START, endpoints.OS_START_TO_TRANSPLANT, grouping, chosen)


def relapse_free_survival_to_transplant(
    frame: pd.DataFrame, grouping: Grouping, chosen: Chosen
) -> SurvivalPairResult:
    """Relapse-free survival of responders, side by side with the same censored at transplantation.

    Transplantation does not censor in the primary analysis; censoring there is informative, because those
    transplanted differ from those who are not. Kaplan–Meier, log-rank test.
    """
    return censoring_pair(frame, endpoints.RFS, endpoints.RFS_TO_TRANSPLANT, grouping, chosen)


def survival_around_transplant(frame: pd.DataFrame, grouping: Grouping, chosen: Chosen) -> SurvivalResult:
    """Survival from regimen start before and after transplantation, as a state that patients enter.

    Comparing ever with never transplanted from the start would credit the time until transplantation to it.
    Simon–Makuch curves (Stat Med 1984;3:35–44), Mantel–Byar test. Numbers at risk move between the groups.
    """
    return simon_makuch(frame, chosen)


def hazard_after_transplant(frame: pd.DataFrame, grouping: Grouping, chosen: Chosen) -> RegressionResult:
    """Hazard of death after transplantation, compared with before or without, in all treated patients.

    Transplantation is a covariate that changes on its day: until then a patient counts among those not
    transplanted, also who is transplanted later. The ratio is averaged over the time after transplantation,
    which begins with its toxicity; it describes patients chosen for it and is no effect of a treatment.

    Andersen and Gill, Ann Stat 1982;10:1100–20; Mantel and Byar, J Am Stat Assoc 1974;69:81–6.
    """
    return transplant_hazard(frame, selected(AT_START, COVARIATES, chosen), stratum(chosen), whole(chosen))


def survival_from_landmark(frame: pd.DataFrame, grouping: Grouping, chosen: Chosen) -> SurvivalResult:
    """Survival of the patients alive on a landmark day after regimen start, by transplantation until then.

    The day is 4 months (121 days) unless another is chosen: one day, chosen before the result is looked at.
    Who died or was last seen before it is left out and counted. Groups are formed from what was known at the
    landmark; a later transplantation does not change them.
    Kaplan–Meier, log-rank test (Anderson, Cain and Gelber, J Clin Oncol 1983;1:710–9).
    """
    return landmark(frame, int(chosen.code(LANDMARK_DAY)), chosen)


def relapse_and_death_after_transplant(
    frame: pd.DataFrame, grouping: Grouping, chosen: Chosen
) -> IncidenceResult:
    """Cumulative incidence of relapse and of non-relapse mortality from the day of transplantation.

    Patients transplanted in the remission of the regimen; each cause competes with the other. Others are
    censored at the last disease assessment. Aalen–Johansen estimate; Gray's test.
    """
    return incidence_result(frame, endpoints.RELAPSE_OR_DEATH_AFTER_TRANSPLANT, grouping, chosen)


_PAIRS = (
    ("survival-to-transplant", TREATED, endpoints.OS_START, survival_from_start_to_transplant),
    ("relapse-free-survival-to-transplant", RESPONDERS, endpoints.RFS, relapse_free_survival_to_transplant),
)

STATISTICS = (
    Statistic("transplant-rate", "Transplanted patients", "transplant", TREATED, CLINICAL, transplant_rate),
    Statistic(
        "incidence-of-transplant",
        endpoints.TRANSPLANT_OR_FAILURE.title,
        "transplant",
        TREATED,
        CLINICAL,
        incidence_of_transplant,
        OF_INCIDENCE,
    ),
    *(
        Statistic(
            slug,
            f"{endpoint.title}, not censored and censored at transplantation",
            "transplant",
            patients,
            CLINICAL,
            compute,
            OF_SURVIVAL,
        )
        for slug, patients, endpoint, compute in _PAIRS
    ),
    Statistic(
        "survival-around-transplant",
        "Survival before and after transplantation",
        "transplant",
        TREATED,
        ONLY_OVERALL,
        survival_around_transplant,
        OF_INCIDENCE,
    ),
    Statistic(
        "hazard-after-transplant",
        "Hazard of death after transplantation",
        "transplant",
        TREATED,
        ONLY_OVERALL,
        hazard_after_transplant,
        (COVARIATES, BASELINE),
    ),
    Statistic(
        "survival-from-landmark",
        "Survival from a landmark",
        "transplant",
        TREATED,
        ONLY_OVERALL,
        survival_from_landmark,
        (LANDMARK_DAY, *OF_INCIDENCE),
    ),
    Statistic(
        "relapse-and-death-after-transplant",
        endpoints.RELAPSE_OR_DEATH_AFTER_TRANSPLANT.title,
        "transplant",
        TRANSPLANTED_IN_REMISSION,
        (*CLINICAL[:4], by.CONDITIONING, *CLINICAL[4:]),
        relapse_and_death_after_transplant,
        OF_INCIDENCE,
    ),
)
