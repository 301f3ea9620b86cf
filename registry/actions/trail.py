"""Entries of the audit trail and the data version: what every action writes beside its own change."""

import logging
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F
from django.dispatch import Signal
from django.utils import timezone

from registry.models import Change, DataVersion, Patient, PatientEdit, Record, User
from registry.record_types import type_of

# Sent after the commit, and only as a wake-up: whoever misses it finds the row in the outbox.
patient_edited = Signal()
logger = logging.getLogger(__name__)


def differences(before: dict[str, Any], after: dict[str, Any]) -> dict[str, list[Any]]:
    """Field → [old, new] for all that differ, None standing for an absent answer."""
    names = sorted(before.keys() | after.keys())
    return {n: [before.get(n), after.get(n)] for n in names if before.get(n) != after.get(n)}


def entry(
    record: Record,
    action: str,
    *,
    by: User | None,
    reason: str = "",
    changes: dict[str, list[Any]] | None = None,
) -> Change:
    """An unsaved entry about a record."""
    return Change(
        by=by,
        action=action,
        patient_id=patient_id_of(record),
        entity=type_of(record).slug,
        record_id=record.pk,
        version=record.version,
        reason=reason,
        changes=changes or {},
    )


def patient_id_of(record: Record) -> int | None:
    return record.pk if isinstance(record, Patient) else getattr(record, "patient_id", None)


def write(entries: Iterable[Change], version: int | None = None) -> None:
    """Add entries under the data version that the edit makes; without one, under the version that holds."""
    version = DataVersion.current() if version is None else version
    entries = list(entries)
    for one in entries:
        one.data_version = version
    Change.objects.bulk_create(entries)


def count_edit() -> int:
    """The data version that this edit makes. Later edits wait here until its transaction has ended."""
    DataVersion.objects.get_or_create(pk=1)
    DataVersion.objects.filter(pk=1).update(number=F("number") + 1)
    return DataVersion.current()


def announce(patient_id: int, version: int) -> None:
    """Date the edit, put the patient into the outbox, and wake who listens."""
    Patient.objects.filter(pk=patient_id).update(changed_at=timezone.now())
    PatientEdit.objects.create(patient_id=patient_id, version=version)
    transaction.on_commit(_wake, robust=True)


def _wake() -> None:
    patient_edited.send_robust(sender=Patient)
