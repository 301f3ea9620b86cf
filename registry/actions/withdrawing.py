"""Withdrawing a record that should not be there, and restoring it. Nothing is ever deleted."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from registry.actions import trail
from registry.actions.queries import settle_queries
from registry.actions.saving import StaleRecord, lock_patient
from registry.actions.work import settle_work_items
from registry.checking import findings_of
from registry.fields import Link
from registry.models import Change, Patient, Record, RecordStatus, User
from registry.record_types import of_patients, type_of


class HasDependents(Exception):
    """Other records hang on this one; `dependents` are the names of their kinds."""

    def __init__(self, dependents: list[str]) -> None:
        super().__init__(f"Withdraw these first: {', '.join(dependents)}.")
        self.dependents = dependents


@transaction.atomic
def withdraw_record(record: Record, *, by: User, reason: str) -> Record:
    """Take a record out of the registry's view and analyses; its history stays, and it can be restored.

    Raises HasDependents while other records refer to it, ValidationError without a reason, StaleRecord
    if it was changed since it was read.
    """
    if not reason.strip():
        raise ValidationError({"reason": "Say why the record is withdrawn."})
    if _locked(record).status == RecordStatus.LOCKED:
        raise ValidationError("This record is locked. Ask a data manager to unlock it.")
    if names := _dependents(record):
        raise HasDependents(names)
    record.withdrawn_at = timezone.now()
    return _written(record, Change.Action.WITHDRAWN, by, reason)


@transaction.atomic
def restore_record(record: Record, *, by: User, reason: str) -> Record:
    """Bring a withdrawn record back as it was.

    Raises ValidationError if another has taken its place, StaleRecord if it was changed since it was read.
    """
    _locked(record)
    record.withdrawn_at = None
    record.full_clean()
    return _written(record, Change.Action.RESTORED, by, reason)


def _locked(record: Record) -> Record:
    """The stored row, held until the end of the transaction."""
    lock_patient(record)
    stored: Record = type_of(record).all_rows().select_for_update().get(pk=record.pk)
    if stored.version != record.version:
        raise StaleRecord(stored)
    return stored


def _written(record: Record, action: str, by: User, reason: str) -> Record:
    record.version += 1
    record.save(update_fields=["withdrawn_at", "version", "updated_at"])
    version = trail.count_edit()
    trail.write([trail.entry(record, action, by=by, reason=reason)], version)
    patient_id = trail.patient_id_of(record)
    if patient_id is not None:
        patient = Patient.objects.get(pk=patient_id)
        settle_queries(patient_id, () if patient.withdrawn_at else findings_of(patient))
        settle_work_items([patient_id])
        trail.announce(patient_id, version)
    return record


def _dependents(record: Record) -> list[str]:
    """Plural titles of the kinds of record that still refer to this one."""
    names = [
        kind.plural.lower()
        for kind in of_patients()
        for question in kind.model.questions()
        if isinstance(question, Link)
        and question.related_model is type(record)
        and kind.rows().filter(**{question.name: record}).exists()
    ]
    if isinstance(record, Patient):
        names += [k.plural.lower() for k in of_patients() if k.rows().filter(patient=record).exists()]
    return sorted(set(names), key=names.index)
