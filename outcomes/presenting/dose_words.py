"""What was given of each drug in a regimen, in words: see `outcomes.derivations.doses.dose_totals`."""

from collections.abc import Iterator, Mapping
from typing import Any

from outcomes.presenting.words import number

UNITS = {
    "cyclophosphamide": "mg/m²",
    "dexamethasone": "mg a day",
    "methotrexate": "mg/m²",
    "cytarabine": "g/m² a dose",
    "cytarabine_doses": "doses",
}


def doses_in_words(totals: Mapping[str, Any]) -> str:
    """Such as “odd courses: cyclophosphamide 900 mg/m²; inotuzumab by course: 1.8, –, 0.9 mg/m²”.

    What is not known is left out; "–" where nothing is.
    """
    return "; ".join(_parts(totals)) or "–"


def _parts(totals: Mapping[str, Any]) -> Iterator[str]:
    for courses in ("odd", "even"):
        known = [_of_drug(name, amount) for name, amount in totals[courses].items() if amount is not None]
        if known:
            yield f"{courses} courses: {', '.join(known)}"
    amounts = totals["inotuzumab"]
    if any(amount is not None for amount in amounts):
        day = totals["inotuzumab_day"]
        first = f", first on day {day}" if day is not None else ""
        yield f"inotuzumab by course: {', '.join(map(_amount, amounts))} mg/m²{first}"


def _of_drug(name: str, amount: float) -> str:
    drug = name.removesuffix("_doses")
    return f"{drug} {_amount(amount)} {UNITS[name]}"


def _amount(amount: float | None) -> str:
    return "–" if amount is None else number(amount, 2)
