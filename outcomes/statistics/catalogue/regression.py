"""Cox regression of survival from start, from failure, and in remission."""

from collections.abc import Sequence

import pandas as pd

from outcomes.statistics import endpoints, groupings
from outcomes.statistics.analysis_sets import FAILURES, RESPONDERS, TREATED
from outcomes.statistics.catalogue.statistic import ONLY_OVERALL, Statistic
from outcomes.statistics.covariates import AFTER_FAILURE, AT_START, USUAL, USUAL_AFTER_FAILURE, Covariate
from outcomes.statistics.endpoints import Endpoint
from outcomes.statistics.groupings import Grouping
from outcomes.statistics.hazards import regression_result
from outcomes.statistics.options import Choice, Chosen, Option
from outcomes.statistics.results import RegressionResult

BASELINES = (groupings.SITE, groupings.SALVAGE_LINE, groupings.COMBINATION, groupings.GENETIC_GROUP)
BASELINE = Option(
    "strata",
    "Baseline hazard of its own for each",
    (Choice("none", "None: one for all patients"), *(Choice(one.slug, one.title) for one in BASELINES)),
    ("none",),
    note="A stratified model compares patients only with those of the same stratum.",
)


def covariates_option(covariates: Sequence[Covariate], usual: tuple[str, ...]) -> Option:
    return Option(
        "covariates",
        "Covariates",
        tuple(covariate.choice for covariate in covariates),
        usual,
        several=True,
        note="Choose before you look: a set chosen for its P values makes them meaningless.",
    )


COVARIATES = covariates_option(AT_START, USUAL)
COVARIATES_AFTER_FAILURE = covariates_option(AFTER_FAILURE, USUAL_AFTER_FAILURE)


def stratum(chosen: Chosen) -> Grouping | None:
    """The grouping whose groups have baseline hazards of their own."""
    return next((one for one in BASELINES if one.slug == chosen.code(BASELINE)), None)


def whole(chosen: Chosen) -> RegressionResult | None:
    """The result of all patients, where only a part of them is counted."""
    return chosen.part_of if isinstance(chosen.part_of, RegressionResult) else None


def selected(covariates: Sequence[Covariate], option: Option, chosen: Chosen) -> list[Covariate]:
    """The covariates chosen; one by which the baseline is stratified is in no model."""
    own = stratum(chosen)
    codes = chosen.codes(option)
    return [one for one in covariates if one.slug in codes and not (own and one.column == own.column)]


def hazard_of_death(frame: pd.DataFrame, grouping: Grouping, chosen: Chosen) -> RegressionResult:
    """Hazard of death from regimen start, by what was known at the start, in all treated patients.

    Each covariate alone, and all in one model, in which its hazard ratio is adjusted for the others. A ratio
    above 1 means earlier death than in the reference. Patients enrolled after the start count from enrolment
    on. These are associations in patients who were not allocated to anything: no effect of a treatment.

    Cox, J R Stat Soc B 1972;34:187–220.
    """
    return _regression(frame, endpoints.OS_START, AT_START, COVARIATES, chosen)


def hazard_after_failure(frame: pd.DataFrame, grouping: Grouping, chosen: Chosen) -> RegressionResult:
    """Hazard of death from failure of the regimen, by what was known at start and at failure.

    In patients who were refractory or relapsed and followed afterwards. Each covariate alone, and all in one
    model. A ratio above 1 means earlier death than in the reference. Associations, not effects.

    Cox, J R Stat Soc B 1972;34:187–220.
    """
    return _regression(frame, endpoints.OS_FAILURE, AFTER_FAILURE, COVARIATES_AFTER_FAILURE, chosen)


def hazard_in_remission(frame: pd.DataFrame, grouping: Grouping, chosen: Chosen) -> RegressionResult:
    """Hazard of relapse or death from response, in responders, by what was known at regimen start.

    Each covariate alone, and all in one model. A ratio above 1 means earlier relapse or death than in the
    reference. Responders are chosen by what came after the start: compare only responders with responders.

    Cox, J R Stat Soc B 1972;34:187–220.
    """
    return _regression(frame, endpoints.RFS, AT_START, COVARIATES, chosen)


def _regression(
    frame: pd.DataFrame, endpoint: Endpoint, covariates: Sequence[Covariate], option: Option, chosen: Chosen
) -> RegressionResult:
    own = selected(covariates, option, chosen)
    return regression_result(frame, endpoint, own, stratum(chosen), whole(chosen))


STATISTICS = (
    Statistic(
        "hazard-of-death",
        "Hazard of death from regimen start",
        "regression",
        TREATED,
        ONLY_OVERALL,
        hazard_of_death,
        (COVARIATES, BASELINE),
    ),
    Statistic(
        "hazard-after-failure",
        "Hazard of death from failure",
        "regression",
        FAILURES,
        ONLY_OVERALL,
        hazard_after_failure,
        (COVARIATES_AFTER_FAILURE, BASELINE),
    ),
    Statistic(
        "hazard-in-remission",
        "Hazard of relapse or death in remission",
        "regression",
        RESPONDERS,
        ONLY_OVERALL,
        hazard_in_remission,
        (COVARIATES, BASELINE),
    ),
)
