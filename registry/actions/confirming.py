"""Confirming what an edit check questions: the value is unusual, and right."""

from collections.abc import Iterable
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from registry.actions.queries import finding_of, key_of, open_query, refuse_impossible, set_status
from registry.actions.saving import Saved, save_record
from registry.edit_checks.engine import Finding
from registry.findings import values_of
from registry.models import Patient, Query, Record, User
from registry.record_types import type_of


class Confirmation(NamedTuple):
    """A finding, by its field and the code of its check, with the coded reason why the value stands."""

    field: str
    check_code: str
    reason: str
    comment: str = ""


def refusal(confirmation: Confirmation) -> str:
    """What is wrong with the wording of a confirmation, or nothing."""
    if confirmation.reason not in Query.Confirmation.values:
        return "Choose why the value is right."
    if confirmation.reason == Query.Confirmation.OTHER and not confirmation.comment.strip():
        return "Write in the comment why the value is right."
    return ""


@transaction.atomic
def confirm_finding(record: Record, confirmation: Confirmation, *, by: User) -> Query | None:
    """Confirm that a questioned value is right, also in a draft; the query rests while its values stay.

    None if the edit check no longer finds anything. Raises ValidationError for an impossible value,
    which can only be corrected, and for a reason that is missing or not on the list.
    """
    if refused := refusal(confirmation):
        raise ValidationError(refused)
    patient_id = record.pk if isinstance(record, Patient) else getattr(record, "patient_id")  # noqa: B009
    patient = Patient.objects.select_for_update().get(pk=patient_id)
    key = (type_of(record).slug, record.pk, confirmation.field, confirmation.check_code)
    finding = finding_of(patient, key)
    if finding is None:
        return None
    refuse_impossible(finding)
    return _confirm(_query_of(patient, finding), finding, confirmation, by)


def _query_of(patient: Patient, finding: Finding) -> Query:
    entity, record_id, field, code = key_of(finding)
    asked = Query.objects.filter(entity=entity, record_id=record_id, field=field, check_code=code)
    return asked.exclude(status=Query.Status.CLOSED).first() or open_query(patient.pk, finding)


def _confirm(query: Query, finding: Finding, confirmation: Confirmation, by: User) -> Query:
    query.message, query.confirmed_for = finding.message, values_of(finding)
    query.confirmation, query.answered_by = confirmation.reason, by
    query.answer = confirmation.comment.strip()
    why = ". ".join(filter(None, [query.get_confirmation_display(), query.answer]))
    return set_status(query, Query.Status.CONFIRMED, by=by, reason=why[:500])


@transaction.atomic
def save_confirmed(
    record: Record, confirmations: Iterable[Confirmation], *, by: User, reason: str = "", complete: bool
) -> Saved:
    """Save a record and confirm what is questioned in it, both or neither; see save_records."""
    saved = save_record(record, by=by, reason=reason, complete=complete)
    for confirmation in confirmations:
        confirm_finding(record, confirmation, by=by)
    return saved
