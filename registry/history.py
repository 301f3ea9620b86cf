"""The audit trail of one record, field by field, for reading."""

from collections.abc import Iterator
from dataclasses import dataclass

from registry.describing import canonical_text
from registry.models import Change, MissingReason, Record
from registry.record_types import type_of

_IDENTIFIERS = {"birth_date"}


@dataclass(frozen=True, slots=True)
class FieldChange:
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Entry:
    change: Change
    fields: list[FieldChange]


def history_of(record: Record, *, hide_identifiers: bool = False) -> list[Entry]:
    """Entries about a record, the latest first; identifying answers as “hidden” where asked."""
    rows = Change.objects.filter(entity=type_of(record).slug, record_id=record.pk)
    hidden = _IDENTIFIERS if hide_identifiers else set()
    return [Entry(c, list(_fields(c, record, hidden))) for c in rows.select_related("by").order_by("-id")]


def _fields(change: Change, record: Record, hidden: set[str]) -> Iterator[FieldChange]:
    questions = {question.name: question for question in record.questions()}
    for name, (old, new) in change.changes.items():
        plain = name.removeprefix("missing.")
        question = questions.get(plain)
        if question is None:
            yield FieldChange(name.capitalize(), str(old or ""), str(new or ""))
        elif plain in hidden:
            yield FieldChange(str(question.verbose_name), "hidden", "hidden")
        elif plain != name:
            labels = dict(MissingReason.choices)
            label = f"{question.verbose_name}: why missing"
            yield FieldChange(label, labels.get(old, ""), labels.get(new, ""))
        else:
            label = str(question.verbose_name)
            yield FieldChange(label, canonical_text(question, old), canonical_text(question, new))
