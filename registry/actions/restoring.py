"""Bringing back what a field once held, as a new change like any other."""

from django.core.exceptions import ValidationError

from registry.actions.saving import Saved, save_record
from registry.fields import ClinicalField, CodesAnswer
from registry.history import FieldState
from registry.models import Record, RecordStatus, User


def restore_value(
    record: Record, question: ClinicalField, state: FieldState, *, by: User, reason: str
) -> Saved:
    """Save the record with an earlier answer of one question; see save_record for what is refused.

    A record that was complete stays so if nothing stands against the earlier answer.
    """
    if not reason.strip():
        raise ValidationError("Say why the earlier value is restored.")
    setattr(record, question.attname, _value(question, state))
    others = {name: why for name, why in record.missing.items() if name != question.name}
    record.missing = others | ({question.name: state.missing} if state.missing else {})
    was_complete = record.status != RecordStatus.DRAFT
    return save_record(record, by=by, reason=reason, complete=was_complete)


def _value(question: ClinicalField, state: FieldState) -> object:
    if state.value is not None:
        return question.to_python(state.value)
    if isinstance(question, CodesAnswer):
        return []
    return None if question.null else ""
