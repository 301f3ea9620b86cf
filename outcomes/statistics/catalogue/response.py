"""Response, measurable residual disease, duration of response and what followed failure."""

import pandas as pd

from outcomes.statistics import after_failure, responses
from outcomes.statistics.analysis_sets import FAILURES, RELAPSED, RESPONDERS, TREATED
from outcomes.statistics.catalogue.statistic import CLINICAL, OF_FAILURES, Statistic
from outcomes.statistics.groupings import Grouping
from outcomes.statistics.results import ProportionsResult, ValuesResult


def overall_response(frame: pd.DataFrame, grouping: Grouping) -> ProportionsResult:
    """Patients in remission with or without full recovery of counts, of all who were treated.

    Patients who died early or were never assessed stay in the denominator as patients without response.
    Limits are exact (Clopper and Pearson, Biometrika 1934;26:404–13).
    """
    return responses.overall_response_table(frame, grouping)


def best_response_mdacc(frame: pd.DataFrame, grouping: Grouping) -> ProportionsResult:
    """Best response under the MD Anderson criteria: CR, CRp (platelets below 100), CRi (marrow remission).

    Categories are derived from marrow and blood blasts, neutrophils, platelets and extramedullary disease;
    the denominator is everyone in the group. Limits are exact.
    """
    return responses.best_response_table(frame, grouping, "mdacc")


def best_response_nccn(frame: pd.DataFrame, grouping: Grouping) -> ProportionsResult:
    """Best response under the NCCN criteria: CR, CRh (neutrophils from 0.5, platelets from 50), CRi.

    CRh and the CRp of MD Anderson overlap; each is printed under its own scheme only. Limits are exact.
    """
    return responses.best_response_table(frame, grouping, "nccn")


def best_response_eln2024(frame: pd.DataFrame, grouping: Grouping) -> ProportionsResult:
    """Best response under the European LeukemiaNet 2024 criteria: CR, CRi (any incomplete recovery), MLFS.

    A leukaemia-free state needs a hypocellular marrow without recovery. Limits are exact.
    """
    return responses.best_response_table(frame, grouping, "eln2024")


def best_response_cibmtr(frame: pd.DataFrame, grouping: Grouping) -> ProportionsResult:
    """Best response under the CIBMTR criteria: CR lasts four weeks without transfusion.

    Transplantation may end the four weeks. The denominator is everyone in the group. Limits are exact.
    """
    return responses.best_response_table(frame, grouping, "cibmtr")


def best_response_of_failures(frame: pd.DataFrame, grouping: Grouping) -> ProportionsResult:
    """Best response, under the MD Anderson criteria, of the patients whom the regimen later failed.

    It describes those who failed; it is not the response rate of the regimen. Limits are exact.
    """
    return responses.best_response_table(frame, grouping, "mdacc")


def mrd(frame: pd.DataFrame, grouping: Grouping) -> ProportionsResult:
    """Responders without measurable residual disease, below 10⁻⁴.

    The denominator is responders with a valid sample within 14 days of response or later, before the next
    therapy, by an assay of sensitivity 10⁻⁴ or better. The worst case counts missing samples as positive.
    Limits are exact.
    """
    return responses.mrd_table(frame, grouping)


def response_duration(frame: pd.DataFrame, grouping: Grouping) -> ValuesResult:
    """Time from response to relapse of the patients who relapsed after a response.

    Median and range of those who relapsed, so shorter than the duration of response of all responders,
    which is estimated with censoring.
    """
    return after_failure.response_durations(frame, grouping)


def treatment_after_failure(frame: pd.DataFrame, grouping: Grouping) -> ProportionsResult:
    """Blinatumomab and transplantation after failure, with the response and survival that followed.

    The denominator of each row is printed; limits are exact.
    """
    return after_failure.after_failure_table(frame, grouping)


def durations_after_failure(frame: pd.DataFrame, grouping: Grouping) -> ValuesResult:
    """How long responses to later blinatumomab lasted, and how long patients transplanted then lived.

    Few patients: single values are listed, with + where the patient was alive at last contact.
    """
    return after_failure.after_failure_durations(frame, grouping)


SCHEMES = (
    ("best-response-mdacc", "Best response, MD Anderson criteria", best_response_mdacc),
    ("best-response-nccn", "Best response, NCCN criteria", best_response_nccn),
    ("best-response-eln2024", "Best response, ELN 2024 criteria", best_response_eln2024),
    ("best-response-cibmtr", "Best response, CIBMTR criteria", best_response_cibmtr),
)

STATISTICS = (
    Statistic("overall-response", "Overall response", "response", TREATED, CLINICAL, overall_response),
    *(Statistic(slug, title, "response", TREATED, CLINICAL, compute) for slug, title, compute in SCHEMES),
    Statistic(
        "best-response-failures",
        "Best response before failure",
        "response",
        FAILURES,
        OF_FAILURES,
        best_response_of_failures,
    ),
    Statistic("mrd", "Measurable residual disease", "response", RESPONDERS, CLINICAL, mrd),
    Statistic(
        "response-duration", "Response before relapse", "response", RELAPSED, CLINICAL, response_duration
    ),
    Statistic(
        "after-failure", "Treatment after failure", "response", FAILURES, OF_FAILURES, treatment_after_failure
    ),
    Statistic(
        "after-failure-times",
        "Durations after failure",
        "response",
        FAILURES,
        OF_FAILURES,
        durations_after_failure,
    ),
)
