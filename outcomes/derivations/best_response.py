"""The best response to a treatment under every scheme, and whether a remission lasted (C1, C2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from outcomes.derivations.answers import Answer, named, not_derived
from outcomes.derivations.assessed import Assessed
from outcomes.derivations.days import days_after
from outcomes.derivations.parameters import Parameters, Scheme
from outcomes.derivations.relapse import Relapse
from outcomes.derivations.response import REMISSIONS, UNCLASSIFIED
from outcomes.derivations.vital import Vital

RANK: Final = {
    code: rank
    for rank, codes in enumerate(
        (("CR",), ("CRh", "CRp"), ("CRi",), (UNCLASSIFIED,), ("MLFS",), ("PR",), ("SD_NR",), ("PD",), ("NE",))
    )
    for code in codes
}


def first_remission(assessed: Iterable[Assessed], end: date | None) -> Assessed | None:
    """The first assessment in remission up to the end of the response window."""
    return next((one for one in assessed if one.is_remission and (end is None or one.on <= end)), None)


def best(assessed: Sequence[Assessed], end: date | None, scheme: str) -> Assessed | None:
    """The best assessment under a scheme up to the end of the window; the first of equals.

    The assessments come in order of time.
    """
    found, lowest = None, len(RANK)
    for one in assessed:
        rank = RANK[one.answers[scheme].value]
        if rank < lowest and (end is None or one.on <= end):
            found, lowest = one, rank
    return found


@dataclass(frozen=True, slots=True)
class Durability:
    """What may end a remission, and until when the patient is known to be well."""

    relapse: Relapse | None
    next_treatment_on: date | None
    transplant_on: date | None
    vital: Vital

    def confirmed(self, response_on: date, days: int) -> Answer:
        """Whether the remission lasted so many days without relapse, new treatment or death.

        A transplant within that time does not end it. None: not followed so long yet.
        """
        ends = (
            (self.relapse.on if self.relapse else None, "relapse"),
            (self.next_treatment_on, "new treatment"),
            (self.vital.death_on, "death"),
        )
        known = [(on, what) for on, what in ends if on is not None and on >= response_on]
        ended_on, what = min(known, default=(None, ""))
        if ended_on is not None and (ended_on - response_on).days < days:
            return Answer(
                False,
                lambda: f"Remission of {response_on} ended by {what} on {ended_on}, within {days} days.",
            )
        if self._transplanted_within(response_on, days):
            return Answer(
                True,
                lambda: f"Transplant on {self.transplant_on} within {days} days of remission; none ended it.",
            )
        alive_on = self.vital.last_contact_on
        if alive_on is None or alive_on < days_after(response_on, days):
            return not_derived(
                lambda: f"the patient was not followed for {days} days after the remission of {response_on}"
            )
        return Answer(
            True, lambda: f"No relapse, new treatment or death within {days} days of {response_on}."
        )

    def _transplanted_within(self, response_on: date, days: int) -> bool:
        return self.transplant_on is not None and 0 <= (self.transplant_on - response_on).days < days


def best_answer(
    found: Assessed | None,
    scheme: Scheme,
    confirmed: Answer | None,
    early_death: bool,
    parameters: Parameters,
) -> Answer:
    """The best category under a scheme, with where it was seen."""
    if found is None:
        return _unassessed(early_death, parameters)
    category = found.answers[scheme.code]
    if scheme.must_last and category.value in REMISSIONS and confirmed and confirmed.value is False:
        return Answer(
            "SD_NR", lambda: f"No {scheme.code} remission, because it did not last: {confirmed.why}"
        )
    return Answer(
        category.value,
        lambda: f"{named(category.value)} {place_of(found)} ({scheme.version}). {category.why}",
    )


def _unassessed(early_death: bool, parameters: Parameters) -> Answer:
    if early_death:
        days = parameters.early_death_days
        return Answer("SD_NR", lambda: f"Died within {days} days without assessment: counted as no response.")
    return Answer("NE", "Not evaluable: no response assessment after the first day of the regimen.")


def place_of(found: Assessed) -> str:
    """When an assessment was done, for a sentence: "on 2021-03-04 after cycle 2"."""
    cycle = found.assessment.cycle_number
    return f"on {found.on}" + (f" after cycle {cycle}" if cycle else "")
