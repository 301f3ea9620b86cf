"""Signing a record as it stands. The signature names the version, so that any change voids it."""

from django.core.exceptions import ValidationError
from django.db import transaction

from registry.actions import trail
from registry.actions.saving import StaleRecord
from registry.models import Change, Record, RecordStatus, Signature, User
from registry.record_types import type_of


@transaction.atomic
def sign_record(record: Record, *, by: User) -> Signature:
    """Sign the version of the record that the user has seen: StaleRecord if it was changed since.

    Raises ValidationError for a draft and for a version that the user has signed already.
    """
    slug = type_of(record).slug
    stored = type_of(record).all_rows().select_for_update().get(pk=record.pk)
    if stored.version != record.version or stored.withdrawn_at:
        raise StaleRecord(stored)
    if stored.status == RecordStatus.DRAFT:
        raise ValidationError("A draft cannot be signed: it has to be complete.")
    entry = trail.entry(stored, Change.Action.SIGNED, by=by)
    assert entry.patient_id is not None, "only records of patients are signed"
    signature, is_new = Signature.objects.get_or_create(
        entity=slug,
        record_id=record.pk,
        version=record.version,
        by=by,
        defaults={"patient_id": entry.patient_id},
    )
    if not is_new:
        raise ValidationError("You have signed this version already.")
    trail.write([entry])
    return signature


def latest_signature(record: Record) -> Signature | None:
    """The last signature of a record, also if it is void by now: of an older version than the record's."""
    signatures = Signature.objects.filter(entity=type_of(record).slug, record_id=record.pk)
    return signatures.select_related("by").first()
