"""What was given: drugs, doses, courses, and what had been given before (A7, A8)."""

from outcomes.derivations.answers import Answer, not_derived
from outcomes.derivations.course import Course
from outcomes.derivations.therapy import Therapy

CYTOTOXIC = frozenset(
    {
        "cyclophosphamide",
        "vincristine",
        "methotrexate",
        "cytarabine",
        "doxorubicin",
        "fludarabine",
        "idarubicin",
        "mercaptopurine",
        "clofarabine",
        "nelarabine",
        "etoposide",
        "asparaginase",
    }
)
CAR_T_DRUGS = frozenset({"tisagenlecleucel", "brexucabtagene"})
BLINATUMOMAB = frozenset({"blinatumomab"})


def contains(therapy: Therapy, drugs: frozenset[str]) -> bool:
    return not drugs.isdisjoint(therapy.named_or_given)


def is_car_t(therapy: Therapy) -> bool:
    return therapy.regimen.code == "CAR_T" or contains(therapy, CAR_T_DRUGS)


def is_combination(therapy: Therapy) -> Answer:
    """Inotuzumab with a cytotoxic drug that was not given into the spinal fluid only."""
    if not therapy.contains_inotuzumab:
        return Answer(False, "No inotuzumab.")
    with_it = sorted(
        drug for drug in CYTOTOXIC.intersection(therapy.drugs) if not _only_intrathecal(therapy, drug)
    )
    if with_it:
        return Answer(True, lambda: f"Inotuzumab with {', '.join(with_it)}.")
    return Answer(False, "Inotuzumab without systemic cytotoxic drugs.")


def _only_intrathecal(therapy: Therapy, drug: str) -> bool:
    routes = {dose.route for dose in therapy.doses_of(drug)}
    return routes == {"IT"}


def first_inotuzumab(therapy: Therapy) -> Answer:
    doses = therapy.doses_of("inotuzumab")
    if doses:
        return Answer(doses[0].given_on, "First recorded dose of inotuzumab.")
    spans = [part.first_inotuzumab for part in therapy.parts if part.first_inotuzumab]
    if spans and spans[0].analysis:
        return Answer(spans[0].analysis, "As recorded for the regimen; no dose is recorded.")
    return not_derived("no dose of inotuzumab is recorded")


def prior(course: Course, what: str, given: bool) -> Answer:
    if given:
        return Answer(True, lambda: f"{what} before {course.start_on}.")
    return Answer(False, lambda: f"No {what[0].lower()}{what[1:]} recorded before {course.start_on}.")


def prior_transplant(course: Course) -> Answer:
    given = any(hct.infused_on < course.start_on for hct in course.life.history.transplants)
    return prior(course, "Transplant", given)
