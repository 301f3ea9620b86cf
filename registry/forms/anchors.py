"""What a number of days is counted from: the day of the record to which a record belongs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from registry.fields import Link
from registry.models import Record
from registry.partial_dates import PartialDate
from registry.quick_dates import Anchor
from registry.record_types import linked_type, type_of

# Record type → its links and the questions that date the linked record; the first day that is known counts.
COUNTED_FROM: dict[str, tuple[tuple[str, str], ...]] = {
    "cycle": (("regimen", "start_date"),),
    "administration": (("cycle", "cycle_start"),),
    "response": (("regimen", "start_date"),),
    "lab": (("regimen", "start_date"),),
    "mrd": (("linked_assessment", "assessment_date"),),
    "gvhd": (("transplant", "infusion_date"),),
    "vod": (("transplant", "infusion_date"), ("linked_regimen", "start_date")),
    "adverse_event": (("linked_cycle", "cycle_start"), ("linked_regimen", "start_date")),
    "disease_event": (("linked_regimen", "start_date"),),
}
_NAMES = {
    "cycle_start": "day 1 of the cycle",
    "start_date": "the start of the regimen",
    "assessment_date": "the response assessment",
    "infusion_date": "day 0 of the transplant",
}


def anchor_of(record: Record, typed: Mapping[str, Any] | None) -> Anchor | None:
    """The day from which +21 counts in a form, by the links as typed; None for records that have none."""
    found = None
    for link, dated_by in COUNTED_FROM.get(type_of(record).slug, ()):
        on = _day_of(getattr(_target(record, link, typed), dated_by, None))
        if on is not None:
            return Anchor(_NAMES[dated_by], on)
        found = found or Anchor(_NAMES[dated_by])
    return found


def today_at(record: Record) -> date:
    """The calendar day at the site of the record."""
    site = getattr(record, "site", None) or getattr(getattr(record, "patient", None), "site", None)
    today: date = site.today() if site else timezone.now().date()
    return today


def _target(record: Any, link: str, typed: Mapping[str, Any] | None) -> Record | None:
    """The linked record: as typed, if it belongs to the patient, or as it is."""
    pk = str(typed.get(link) or "") if typed is not None else str(getattr(record, f"{link}_id") or "")
    if not pk.isdecimal() or len(pk) > 18:
        return None
    if int(pk) == getattr(record, f"{link}_id"):
        stored: Record = getattr(record, link)
        return stored
    question: Any = record._meta.get_field(link)
    assert isinstance(question, Link)
    return linked_type(question).rows().filter(pk=int(pk), patient=record.patient_id).first()


def _day_of(value: date | PartialDate | None) -> date | None:
    return value.date if isinstance(value, PartialDate) else value
