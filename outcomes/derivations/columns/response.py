"""Columns: response, MRD and failure."""

from collections.abc import Callable

from outcomes.derivations.answers import Answer, named, not_derived
from outcomes.derivations.best_response import best, place_of
from outcomes.derivations.columns.derivation import Derivation
from outcomes.derivations.findings import Findings
from outcomes.derivations.mrd import mrd_results


def response_under(scheme: str) -> Callable[[Findings], Answer]:
    """The column of the best response under one scheme."""

    def response(found: Findings) -> Answer:
        answer = found.best_by_scheme.get(scheme)
        return answer or not_derived(lambda: f"the analysis does not use the scheme {scheme}")

    return response


def responder(found: Findings) -> Answer:
    response = found.course.response
    if response is not None:
        return Answer(True, lambda: f"{named(response.code)} {place_of(response)}.")
    if found.failure.kind == "not_evaluable":
        return Answer(None, found.failure.told)
    return Answer(False, "No assessment in the response window showed a remission.")


def response_on(found: Findings) -> Answer:
    response = found.course.response
    if response is None:
        return not_derived("no remission was reached")
    return Answer(
        response.on, lambda: f"First assessment in remission: {named(response.code)} {place_of(response)}."
    )


def response_category_on(found: Findings) -> Answer:
    course = found.course
    seen = best(course.assessed, course.window_end, course.life.parameters.scheme)
    if seen is None:
        return not_derived("no response assessment")
    return Answer(seen.on, lambda: f"Best response {named(seen.code)} first seen {place_of(seen)}.")


def response_confirmed(found: Findings) -> Answer:
    return found.course.confirmed or not_derived("no remission was reached")


def early_death(found: Findings) -> Answer:
    return found.early_death


def evaluable(found: Findings) -> Answer:
    if found.failure.kind == "not_evaluable":
        return Answer(False, found.failure.told)
    return Answer(True, "Assessed, or ended by disease, death or another treatment.")


def mrd_status(found: Findings) -> Answer:
    return found.mrd.status


def mrd_evaluable(found: Findings) -> Answer:
    return found.mrd.evaluable


def mrd_negative(found: Findings) -> Answer:
    return found.mrd.negative


def mrd_results_answer(found: Findings) -> Answer:
    return mrd_results(found.course)


def failure_type(found: Findings) -> Answer:
    return Answer(found.failure.kind, found.failure.told)


def failure_on(found: Findings) -> Answer:
    return Answer(found.failure.on, found.failure.told)


def failure_source(found: Findings) -> Answer:
    return Answer(found.failure.source, found.failure.told)


def failure_after_asct(found: Findings) -> Answer:
    after = found.failure.after_transplant
    words = (
        f"Relapse after the transplant of {found.course.transplant_on}."
        if after
        else "No relapse after transplant."
    )
    return Answer(after, words)


def followed_after_failure(found: Findings) -> Answer:
    failed_on, contact_on = found.failure.on, found.course.vital.last_contact_on
    if failed_on is None:
        return Answer(False, "No day of failure from which to follow.")
    if contact_on is None or contact_on <= failed_on:
        return Answer(False, lambda: f"Nothing is known of the patient after failure on {failed_on}.")
    return Answer(True, lambda: f"Followed until {contact_on}, after failure on {failed_on}.")


def relapse_on(found: Findings) -> Answer:
    relapse = found.course.relapse
    return Answer(relapse.on, relapse.told) if relapse else not_derived("no relapse after a remission")


def response_duration_days(found: Findings) -> Answer:
    relapse, response_on = found.course.relapse, found.course.response_on
    if relapse is None or response_on is None:
        return not_derived("no relapse after a remission")
    return Answer(
        (relapse.on - response_on).days,
        lambda: f"From remission on {response_on} to relapse on {relapse.on}.",
    )


RESPONSE = (
    Derivation("response_mdacc", "Best response, MDACC", "", response_under("MDACC"), "C1, C2"),
    Derivation("response_nccn", "Best response, NCCN", "", response_under("NCCN"), "C1, C2"),
    Derivation("response_eln2024", "Best response, ELN 2024", "", response_under("ELN2024"), "C1, C2"),
    Derivation("response_cibmtr", "Best response, CIBMTR", "", response_under("CIBMTR"), "C1, C2"),
    Derivation("responder", "Responder", "", responder, "C4"),
    Derivation("response_on", "First day in remission", "date", response_on, "C2"),
    Derivation("response_category_on", "First day of the best response", "date", response_category_on, "C2"),
    Derivation("response_confirmed", "Remission of at least 28 days", "", response_confirmed, "C1"),
    Derivation("early_death", "Early death without assessment", "", early_death, "C2"),
    Derivation("evaluable", "Evaluable for response", "", evaluable, "C4"),
    Derivation("mrd_status", "Best MRD status", "", mrd_status, "C6"),
    Derivation("mrd_evaluable", "Evaluable for MRD", "", mrd_evaluable, "C6"),
    Derivation("mrd_negative", "MRD negative", "", mrd_negative, "C6"),
    Derivation("mrd_results", "MRD samples", "", mrd_results_answer, "A10, C6"),
    Derivation("failure_type", "Failure", "", failure_type, "C4"),
    Derivation("failure_on", "Day of failure", "date", failure_on, "C5"),
    Derivation("failure_source", "What gave the day of failure", "", failure_source, "C5"),
    Derivation("failure_after_asct", "Failure after transplant", "", failure_after_asct, "C4"),
    Derivation("followed_after_failure", "Followed after failure", "", followed_after_failure, "C5"),
    Derivation("relapse_on", "First relapse", "date", relapse_on, "C4"),
    Derivation("response_duration_days", "Remission to relapse", "days", response_duration_days, "C7"),
)
