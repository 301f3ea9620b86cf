"""The response category of one assessment under one scheme, from counts and marrow (C1)."""

from dataclasses import dataclass
from typing import Final

from outcomes.derivations.answers import Answer, named
from outcomes.derivations.parameters import Parameters, Scheme
from outcomes.history import Assessment, Reading

UNCLASSIFIED = "CRi_or_better_unclassified"
REMISSIONS: Final = frozenset({"CR", "CRh", "CRp", "CRi", UNCLASSIFIED})
# A bound of at most one blast in a hundred cells is a smear in which none was seen.
NO_BLASTS_SEEN = 1.0


@dataclass(frozen=True, slots=True)
class Before:
    """What was known before an assessment: marrow blasts in percent, and extramedullary disease.

    `baseline_blasts` at the start of the regimen, `lowest_blasts` the lowest value since.
    `in_remission`: an earlier assessment on this regimen was a remission.
    """

    baseline_blasts: float | None = None
    lowest_blasts: float | None = None
    extramedullary: bool = False
    in_remission: bool = False


def category(assessment: Assessment, before: Before, scheme: Scheme, parameters: Parameters) -> Answer:
    """The category of the assessment by itself; whether a remission lasted is judged in `best_response`."""
    marrow = marrow_blasts(assessment)
    if before.in_remission and shows_disease(assessment, scheme):
        return Answer("PD", lambda: f"Disease after a remission on this regimen: {_findings(assessment)}.")
    if assessment.emd_status == "new":
        return Answer("PD", "New extramedullary disease.")
    if marrow is None:
        return _without_marrow(assessment)
    if _progressed(marrow, before, parameters):
        return Answer("PD", lambda: f"Marrow blasts rose from {before.lowest_blasts:g}% to {marrow}%.")
    disease_in_marrow = _at_or_above_limit(marrow, scheme)
    if disease_in_marrow is None:
        return Answer("NE", lambda: f"Marrow blasts of {marrow}% may lie on either side of the limit.")
    if not disease_in_marrow:
        return _clear_marrow(assessment, before, scheme, parameters)
    if _partial(assessment, marrow, before, scheme, parameters):
        return Answer(
            "PR",
            lambda: f"Marrow blasts fell from {before.baseline_blasts:g}% to {marrow}%, counts recovered.",
        )
    return Answer("SD_NR", lambda: f"No remission: {_findings(assessment)}.")


def marrow_blasts(assessment: Assessment) -> Reading | None:
    """Marrow blasts in percent, None where no marrow was done."""
    return None if assessment.bm_done == "no" else assessment.bm_blasts_pct


def blood_is_clear(assessment: Assessment) -> bool | None:
    """Whether the blood shows no blasts; None where it was not looked at."""
    blasts = assessment.pb_blasts_pct
    if blasts is None:
        return None
    return blasts.value == 0 or (blasts.comparator == "<" and blasts.value <= NO_BLASTS_SEEN)


def shows_disease(assessment: Assessment, scheme: Scheme) -> bool:
    """Whether marrow, blood or another site shows leukaemia (the signs of a relapse)."""
    marrow = marrow_blasts(assessment)
    return (
        (marrow is not None and _at_or_above_limit(marrow, scheme) is True)
        or blood_is_clear(assessment) is False
        or assessment.emd_status == "new"
    )


def _at_or_above_limit(marrow: Reading, scheme: Scheme) -> bool | None:
    limit = scheme.remission_blasts
    return marrow.above(limit) if scheme.blasts_up_to else marrow.at_least(limit)


def _without_marrow(assessment: Assessment) -> Answer:
    if blood_is_clear(assessment) is False:
        return Answer(
            "SD_NR", lambda: f"No marrow result, but blasts in the blood ({assessment.pb_blasts_pct}%)."
        )
    return Answer("NE", "No marrow result; a remission is never assumed from blood alone.")


def _progressed(marrow: Reading, before: Before, parameters: Parameters) -> bool:
    lowest = before.lowest_blasts
    if lowest is None:
        return False
    needed = max(lowest * parameters.progression_rise, lowest + parameters.progression_points)
    return marrow.at_least(needed) is True and marrow.at_least(5.0) is True


def _clear_marrow(assessment: Assessment, before: Before, scheme: Scheme, parameters: Parameters) -> Answer:
    """Marrow below the limit: a remission if blood and other sites are clear too."""
    blood = blood_is_clear(assessment)
    if blood is None:
        return Answer("NE", "Marrow is clear, but blood blasts were not recorded.")
    if not blood:
        return Answer(
            "SD_NR", lambda: f"Marrow is clear, but blasts in the blood ({assessment.pb_blasts_pct}%)."
        )
    if assessment.emd_status == "decreased_50":
        return Answer("PR", "Marrow is clear and extramedullary disease has shrunk by half or more.")
    if assessment.emd_status == "present":
        return Answer("SD_NR", "Marrow is clear, but extramedullary disease is present.")
    if assessment.emd_status in (None, "not_assessed") and before.extramedullary:
        return Answer("NE", "Extramedullary disease at the start was not assessed again.")
    return _remission(assessment, scheme, parameters)


def _remission(assessment: Assessment, scheme: Scheme, parameters: Parameters) -> Answer:
    code = _remission_code(assessment, scheme, parameters)
    if scheme.must_last and code == "CR" and assessment.platelet_transfusion == "yes":
        return Answer("CRi", lambda: f"Platelets depend on transfusion: {_findings(assessment)}.")
    return Answer(code, lambda: f"{named(code)}: {_findings(assessment)}.")


def _remission_code(assessment: Assessment, scheme: Scheme, parameters: Parameters) -> str:
    if not counts_usable(assessment, parameters):
        return UNCLASSIFIED
    anc, platelets = assessment.anc, assessment.platelets
    anc_full = _reached(anc, scheme.anc_full, scheme)
    platelets_full = _reached(platelets, scheme.platelets_full, scheme)
    if anc_full is None or platelets_full is None:
        return UNCLASSIFIED
    if anc_full and platelets_full:
        return "CR"
    if scheme.incomplete == "CRp" and anc_full:
        return "CRp"
    if scheme.incomplete == "CRh" and _partly_recovered(anc, platelets, scheme):
        return "CRh"
    if scheme.has_mlfs and assessment.bm_cellularity in ("aplastic", "hypocellular"):
        return "MLFS"
    return "CRi"


def counts_usable(assessment: Assessment, parameters: Parameters) -> bool:
    """Whether the counts were taken near enough to the marrow; counts without a date are taken as near."""
    if assessment.counts_on is None:
        return True
    earliest, latest = parameters.counts_window_days
    return earliest <= (assessment.counts_on - assessment.assessed_on).days <= latest


def _reached(count: Reading | None, limit: float, scheme: Scheme) -> bool | None:
    if count is None:
        return None
    return count.above(limit) if scheme.counts_above else count.at_least(limit)


def _partly_recovered(anc: Reading | None, platelets: Reading | None, scheme: Scheme) -> bool:
    return bool(
        _reached(anc, scheme.anc_partial, scheme) and _reached(platelets, scheme.platelets_partial, scheme)
    )


def _partial(
    assessment: Assessment, marrow: Reading, before: Before, scheme: Scheme, parameters: Parameters
) -> bool:
    """Marrow blasts of 5 to 25%, at least halved, and recovered counts."""
    if before.baseline_blasts is None or marrow.above(parameters.partial_remission_blasts) is not False:
        return False
    allowed = before.baseline_blasts * (1 - parameters.partial_remission_fall)
    recovered = _reached(assessment.anc, scheme.anc_full, scheme) and _reached(
        assessment.platelets, scheme.platelets_full, scheme
    )
    return marrow.above(allowed) is False and bool(recovered) and blood_is_clear(assessment) is not False


def _findings(assessment: Assessment) -> str:
    """What was found, for a sentence: "marrow blasts 2%, blood blasts 0%, neutrophils 1.4, platelets 120"."""
    found = (
        ("marrow blasts", marrow_blasts(assessment), "%"),
        ("blood blasts", assessment.pb_blasts_pct, "%"),
        ("neutrophils", assessment.anc, ""),
        ("platelets", assessment.platelets, ""),
    )
    return ", ".join(
        f"{what} {'not known' if value is None else f'{value}{unit}'}" for what, value, unit in found
    )
