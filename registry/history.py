"""The audit trail for reading: of a record, of one field, of a patient, of sites."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from registry.describing import canonical_text
from registry.fields import ClinicalField
from registry.models import Change, MissingReason, Patient, Record, Site
from registry.record_types import RECORD_TYPES, type_of

IDENTIFIERS = frozenset({"birth_date"})
HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class FieldChange:
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. kind: title of the type of its record."""

    change: Change
    kind: str
    fields: list[FieldChange]


@dataclass(frozen=True, slots=True)
class FieldState:
    """What one entry made of one field. value, missing: as the audit trail keeps them."""

    change: Change
    old: str
    new: str
    value: Any
    missing: str | None


def changes_to(record: Record) -> QuerySet[Change]:
    return Change.objects.filter(entity=type_of(record).slug, record_id=record.pk).select_related("by")


def changes_to_patient(patient: Patient) -> QuerySet[Change]:
    """Entries about the enrolment, all records and all queries of a patient."""
    return Change.objects.filter(patient=patient).select_related("by")


def entries_of(changes: Iterable[Change], *, hide_identifiers: bool) -> list[Entry]:
    """Entries in words, in the order given; identifying answers as “hidden” where asked."""
    hidden = IDENTIFIERS if hide_identifiers else frozenset()
    return [Entry(change, _kind(change), list(_fields(change, hidden))) for change in changes]


def _kind(change: Change) -> str:
    return RECORD_TYPES[change.entity].title if change.entity in RECORD_TYPES else change.entity


def _fields(change: Change, hidden: frozenset[str]) -> Iterator[FieldChange]:
    questions = _questions(change.entity)
    for name, (old, new) in change.changes.items():
        plain = name.removeprefix("missing.")
        question = questions.get(plain)
        if question is None and name == "site":
            yield FieldChange("Site", _site(old), _site(new))
        elif question is None:
            yield FieldChange(_label(name, questions), str(old or ""), str(new or ""))
        elif plain in hidden:
            yield FieldChange(str(question.verbose_name), HIDDEN, HIDDEN)
        elif plain != name:
            labels = dict(MissingReason.choices)
            label = f"{question.verbose_name}: why missing"
            yield FieldChange(label, labels.get(old, ""), labels.get(new, ""))
        else:
            label = str(question.verbose_name)
            yield FieldChange(label, canonical_text(question, old), canonical_text(question, new))


def _site(key: int | None) -> str:
    return "" if key is None else str(Site.objects.filter(pk=key).first() or "")


def _label(name: str, questions: dict[str, ClinicalField]) -> str:
    """What is no answer, in words: “query 12 ferritin: status” as “Query 12, Ferritin: status”."""
    asked, colon, what = name.rpartition(": ")
    query, _, field = asked.rpartition(" ")
    if colon and field in questions:
        return f"{query.capitalize()}, {questions[field].verbose_name}: {what}"
    return name.capitalize()


def _questions(entity: str) -> dict[str, ClinicalField]:
    if entity not in RECORD_TYPES:
        return {}
    return {question.name: question for question in RECORD_TYPES[entity].model.questions()}


def states_of(record: Record, question: ClinicalField) -> list[FieldState]:
    """All that a field has ever been, the latest first: its answers, and the reasons why there was none."""
    states: list[FieldState] = []
    value, missing, old = None, None, ""
    for change in changes_to(record).order_by("id"):
        name, why = question.name, f"missing.{question.name}"
        if name in change.changes or why in change.changes:
            value = change.changes.get(name, [None, value])[1]
            missing = change.changes.get(why, [None, missing])[1]
            new = canonical_text(question, value) or dict(MissingReason.choices).get(missing or "", "")
            states.append(FieldState(change, old, new, value, missing))
            old = new
    return states[::-1]
