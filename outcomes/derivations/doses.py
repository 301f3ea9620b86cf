"""Doses per course, for the comparison of what was given with the protocol (A8)."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from outcomes.derivations.answers import Answer, not_derived
from outcomes.derivations.therapy import Therapy
from outcomes.history import Cycle, Dose

PER_GRAM = 1000.0
Given = dict[str, list[Dose]]
"""Doses by their drug."""
Amount = Callable[[list[Dose]], float | None]


def per_square_metre(dose: Dose) -> float | None:
    """The dose in mg/m²; a dose in mg is divided by the body surface used."""
    if dose.dose_value is None:
        return None
    if dose.dose_unit == "mg/m2":
        return dose.dose_value
    if dose.dose_unit == "g/m2":
        return dose.dose_value * 1000
    if dose.dose_unit == "mg" and dose.bsa_used:
        return dose.dose_value / dose.bsa_used
    return None


def total_inotuzumab(therapy: Therapy, until: date | None = None) -> Answer:
    """The sum of all inotuzumab doses (up to a day) in mg/m²; none where one of them cannot be converted."""
    doses = [dose for dose in therapy.doses_of("inotuzumab") if until is None or dose.given_on <= until]
    if not doses:
        return not_derived("no dose of inotuzumab is recorded")
    amounts = [per_square_metre(dose) for dose in doses]
    known = [amount for amount in amounts if amount is not None]
    if len(known) < len(amounts):
        return not_derived("a dose of inotuzumab has no value in mg/m²")
    return Answer(_rounded(sum(known)), lambda: f"Sum of {len(known)} doses of inotuzumab.")


def inotuzumab_cycles(therapy: Therapy, until: date | None = None) -> int:
    """Cycles with a dose of inotuzumab (up to a day)."""
    doses = (cycle.doses for cycle in therapy.cycles)
    return sum(
        any(one.drug == "inotuzumab" and (until is None or one.given_on <= until) for one in given)
        for given in doses
    )


def dose_totals(therapy: Therapy) -> Answer:
    """Doses of the patient, None where no dose is recorded; every part is None where it is not known.

    `odd` and `even` courses hold the mean over these courses: cyclophosphamide and methotrexate in mg/m² per
    course, dexamethasone in mg per dosing day, cytarabine in g/m² per dose, and its doses per course.
    `inotuzumab` is mg/m² of each course in order (None for a course without it), `inotuzumab_day` the day of
    its first dose in the first course that had it (day 1 is the first day of the course). Doses into the
    spinal fluid are left out.
    """
    if not therapy.doses:
        return not_derived("no dose is recorded")
    courses = [(cycle, _systemic(cycle)) for cycle in therapy.cycles]
    odd = [given for cycle, given in courses if cycle.number is not None and cycle.number % 2 == 1]
    even = [given for cycle, given in courses if cycle.number is not None and cycle.number % 2 == 0]
    totals: dict[str, Any] = {
        "odd": {
            "cyclophosphamide": _mean_of(odd, "cyclophosphamide", _sum),
            "dexamethasone": _mean_of(odd, "dexamethasone", _per_day),
        },
        "even": {
            "methotrexate": _mean_of(even, "methotrexate", _sum),
            "cytarabine": _mean_of(even, "cytarabine", _grams_per_dose),
            "cytarabine_doses": _mean_of(even, "cytarabine", _number),
        },
        "inotuzumab": [_sum(given.get("inotuzumab", [])) for _, given in courses],
        "inotuzumab_day": _first_day(courses),
    }
    return Answer(totals, lambda: f"From {len(therapy.doses)} recorded doses.")


def _systemic(cycle: Cycle) -> Given:
    """The systemic doses of one course by their drug."""
    given: Given = {}
    for dose in cycle.doses:
        if dose.route != "IT":
            given.setdefault(dose.drug, []).append(dose)
    return given


def _mean_of(courses: list[Given], drug: str, amount: Amount) -> float | None:
    """The mean over the courses with the drug; None where there is none, or a dose cannot be converted."""
    amounts = [amount(given[drug]) for given in courses if drug in given]
    known = [value for value in amounts if value is not None]
    return _rounded(sum(known) / len(known)) if known and len(known) == len(amounts) else None


def _sum(doses: list[Dose]) -> float | None:
    """mg/m² of all doses; None without doses, or where one cannot be converted."""
    amounts = [per_square_metre(dose) for dose in doses]
    known = [amount for amount in amounts if amount is not None]
    return _rounded(sum(known)) if known and len(known) == len(amounts) else None


# Amounts come again and again, and to find the shortest decimal fraction takes as long as many doses.
@lru_cache(maxsize=10_000)
def _rounded(amount: float) -> float:
    return round(amount, 6)


def _grams_per_dose(doses: list[Dose]) -> float | None:
    total = _sum(doses)
    return None if total is None else total / len(doses) / PER_GRAM


def _number(doses: list[Dose]) -> float:
    return float(len(doses))


def _per_day(doses: list[Dose]) -> float | None:
    """Mean mg per day with a dose; the body surface does not enter."""
    by_day: dict[date, float] = {}
    for dose in doses:
        if dose.dose_unit != "mg" or dose.dose_value is None:
            return None
        by_day[dose.given_on] = by_day.get(dose.given_on, 0.0) + dose.dose_value
    return sum(by_day.values()) / len(by_day)


def _first_day(courses: list[tuple[Cycle, Given]]) -> int | None:
    for cycle, given in courses:
        if "inotuzumab" in given:
            return (min(dose.given_on for dose in given["inotuzumab"]) - cycle.started_on).days + 1
    return None
