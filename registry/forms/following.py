"""What a form offers from another of its answers: shown at once, named beside it, and overwritten by typing.

Only what nearly always holds by the nature of the question; never a finding, a grade or a result.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from registry.models import AdverseEvent, Record
from registry.record_types import type_of
from registry.regimens import REGIMEN_DRUGS
from registry.rows import NOTHING

Codes = Mapping[str, tuple[str, ...]]
SUSPECTED = ("possible", "probable", "definite")


@dataclass(frozen=True, slots=True)
class Follows:
    """source: the question whose answer is taken over. when: only while these questions have these codes.

    codes: the codes that follow from each code of the source, where the answer is not the same.
    """

    source: str
    when: Codes = field(default_factory=lambda: NOTHING)
    codes: Codes | None = None

    def as_json(self) -> str:
        """For static/js/following.js."""
        return json.dumps({"source": self.source, "when": dict(self.when), "codes": self.codes})


_FOLLOWS: dict[str, dict[str, Follows]] = {
    "regimen": {
        "drugs": Follows("regimen_code", codes=REGIMEN_DRUGS),
        "first_ino_date": Follows("start_date"),
    },
    "response": {"counts_date": Follows("assessment_date")},
    "follow_up": {"last_known_alive_date": Follows("contact_date", {"vital_status": ("alive",)})},
}


def follows(record: Record, name: str) -> Follows | None:
    """From which other answer a question of the record may be taken."""
    if isinstance(record, AdverseEvent) and name == "suspect_drug":
        return _only_drug(record)
    return _FOLLOWS.get(type_of(record).slug, {}).get(name)


def _only_drug(event: Any) -> Follows | None:
    """The drug of a regimen with one drug, once the event is attributed to treatment."""
    drugs = event.linked_regimen.drugs if event.linked_regimen_id else []
    if len(drugs) != 1:
        return None
    when = {"linked_regimen": (str(event.linked_regimen_id),)}
    return Follows("relatedness", when, dict.fromkeys(SUSPECTED, tuple(drugs)))
