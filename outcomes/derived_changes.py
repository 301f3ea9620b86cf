"""The journal of derived rows: which patients' rows changed since a moment that somebody remembers."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from outcomes.loading import DataVersion
from outcomes.models import DerivedChange
from outcomes.models.changes import KEPT


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the journal."""

    number: int
    token: str


def note_changed(patient_ids: Iterable[int]) -> None:
    """Write into the journal. Call it last in the transaction that changes the rows of these patients.

    The lock makes changes visible in the order of their numbers: whoever reads one sees all before it.
    """
    list(DataVersion.objects.select_for_update().filter(pk=1))
    last = DerivedChange.objects.order_by("-number").values_list("number", flat=True).first() or 0
    DerivedChange.objects.create(number=last + 1, token=secrets.token_hex(16), patients=sorted(patient_ids))
    DerivedChange.objects.filter(number__lte=last + 1 - KEPT).delete()


def latest_mark() -> Mark | None:
    """Where the journal ends; None while nothing was ever derived. Read it before the rows."""
    last = DerivedChange.objects.order_by("-number").values_list("number", "token").first()
    return Mark(*last) if last else None


def changed_since(mark: Mark) -> tuple[Mark, set[int]] | None:
    """The end of the journal and the patients changed after a mark; None where it cannot be followed."""
    entries = list(DerivedChange.objects.filter(number__gte=mark.number).values_list())
    if not entries or entries[0][:2] != (mark.number, mark.token):
        return None
    return Mark(*entries[-1][:2]), {patient for *_, patients in entries[1:] for patient in patients}
