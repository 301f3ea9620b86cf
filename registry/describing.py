"""How a record is called in lists, links and headings."""

from typing import Any

from registry.fields import ClinicalField, CodesAnswer
from registry.models import (
    Administration,
    AdverseEvent,
    Cycle,
    DiseaseStatusEvent,
    FollowUp,
    LabSnapshot,
    MissingReason,
    Record,
    ResponseAssessment,
    SalvageRegimen,
    Transplant,
)
from registry.record_types import type_of

# The answers that tell records of one kind apart, besides their date.
_TELLING: dict[type[Record], tuple[str, ...]] = {
    SalvageRegimen: ("regimen_code",),
    Cycle: ("cycle_number",),
    Administration: ("drug", "dose_value", "dose_unit"),
    ResponseAssessment: ("response_reported",),
    LabSnapshot: ("timepoint",),
    DiseaseStatusEvent: ("event_type",),
    AdverseEvent: ("term", "grade"),
    FollowUp: ("vital_status",),
    Transplant: ("hct_type",),
}


def title_of(record: Record) -> str:
    """A line such as “Mini-HCVD + inotuzumab · 2013-05-02”."""
    kind = type_of(record)
    parts = [answer_text(question, record) for question in _telling(record)]
    first = " ".join(part for part in parts if part) or kind.title
    if isinstance(record, Cycle):
        first = f"Cycle {first}"
    if isinstance(record, AdverseEvent) and record.grade:
        first = f"{parts[0]}, grade {record.grade}"
    if isinstance(record, FollowUp) and record.vital_status:
        first = f"Follow-up, {parts[0].lower()}"
    on = getattr(record, kind.first_date, None) if kind.first_date else None
    return f"{first} · {on}" if on else first


def _telling(record: Record) -> list[ClinicalField]:
    names = _TELLING.get(type(record), ())
    return [question for question in record.questions() if question.name in names]


def answer_text(question: ClinicalField, record: Record) -> str:
    """The answer as a person reads it: labels for codes, the reason where there is no value."""
    value: Any = getattr(record, question.name)
    if value in (None, "", []):
        reason = record.missing.get(question.name)
        return MissingReason(reason).label if reason else ""
    if isinstance(question, CodesAnswer):
        labels = _labels(question)
        return ", ".join(labels.get(code, code) for code in value)
    if isinstance(value, Record):
        return title_of(value)
    return str(_labels(question).get(value, value))


def canonical_text(question: ClinicalField, value: Any) -> str:
    """A value as the audit trail keeps it, as a person reads it."""
    if value in (None, "", []):
        return ""
    labels = _labels(question)
    values = value if isinstance(value, list) else [value]
    return ", ".join(str(labels.get(item, item)) for item in values)


def _labels(question: ClinicalField) -> dict[Any, Any]:
    codes: Any = question.codes if isinstance(question, CodesAnswer) else question.choices or ()
    return dict(codes)
