"""Response, measurable residual disease, duration of response and what followed failure."""

import pandas as pd

from outcomes.statistics import after_failure, endpoints, responses
from outcomes.statistics import mrd as mrd_samples
from outcomes.statistics.analysis_sets import FAILURES, RELAPSED, RESPONDERS, TREATED
from outcomes.statistics.catalogue.statistic import CLINICAL, OF_FAILURES, Statistic
from outcomes.statistics.curves import incidence_result
from outcomes.statistics.groupings import Grouping
from outcomes.statistics.results import IncidenceResult, ProportionsResult, ValuesResult


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

    A leukaemia-free state needs a hypocellular marrow without recovery. Limits are exact (criteria:
    Gökbuget et al., Blood 2024;143:1891–902).
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


def mrd_by_method(frame: pd.DataFrame, grouping: Grouping) -> ProportionsResult:
    """MRD negativity, below 10⁻⁴, by the method of the assay: flow cytometry, PCR, sequencing.

    The denominator of each row is the responders with a valid sample by that method, sensitive to 10⁻⁴, from
    14 days before the response until relapse, transplantation or the next therapy. Limits are exact.
    """
    return mrd_samples.mrd_by_method(frame, grouping)


def mrd_by_sensitivity(frame: pd.DataFrame, grouping: Grouping) -> ProportionsResult:
    """MRD negativity at 10⁻⁴, 10⁻⁵ and 10⁻⁶, each of the responders with an assay that reached that depth.

    Disease that was detected but is too little to be put into a number is below 10⁻⁴, and not below the
    deeper limits. Denominators differ from row to row: another percentage may be that of other patients.
    """
    return mrd_samples.mrd_by_sensitivity(frame, grouping)


def mrd_by_cycle(frame: pd.DataFrame, grouping: Grouping) -> ProportionsResult:
    """MRD negativity, below 10⁻⁴, by the cycle after which the sample was taken.

    The cycle is that of the response assessment to which the sample is linked, else the number of cycles
    begun before the sample. The denominator of each row is the responders with a valid sample then. Limits
    are exact.
    """
    return mrd_samples.mrd_by_cycle(frame, grouping)


def time_to_response(frame: pd.DataFrame, grouping: Grouping) -> ValuesResult:
    """Days from regimen start to the first remission and to the best response, in responders.

    Median, quartiles and range of those who responded, at the assessments that showed it; how many respond by
    which day is the cumulative incidence of response.
    """
    return responses.time_to_response(frame, grouping)


def incidence_of_response(frame: pd.DataFrame, grouping: Grouping) -> IncidenceResult:
    """Cumulative incidence of response from regimen start, in all treated patients.

    The next treatment and death without response compete with it. Others are censored at the last disease
    assessment. Aalen–Johansen estimate; Gray's test (Ann Stat 1988;16:1141–54).
    """
    return incidence_result(frame, endpoints.FIRST_RESPONSE, grouping)


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

MRD = (
    ("mrd-by-method", "MRD by method", mrd_by_method),
    ("mrd-by-sensitivity", "MRD by sensitivity of the assay", mrd_by_sensitivity),
    ("mrd-by-cycle", "MRD by cycle", mrd_by_cycle),
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
    Statistic("time-to-response", "Time to response", "response", RESPONDERS, CLINICAL, time_to_response),
    Statistic(
        "incidence-of-response",
        "Incidence of response",
        "response",
        TREATED,
        CLINICAL,
        incidence_of_response,
    ),
    Statistic("mrd", "Measurable residual disease", "response", RESPONDERS, CLINICAL, mrd),
    *(Statistic(slug, title, "response", RESPONDERS, CLINICAL, compute) for slug, title, compute in MRD),
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
