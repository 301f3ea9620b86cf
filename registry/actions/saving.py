"""Enrolling and saving: the way of one value from a form into the database."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ForeignKey

from registry.access import ROLES_NEEDING_REASON
from registry.actions import trail
from registry.actions.queries import settle_queries
from registry.actions.work import settle_work_items
from registry.checking import Problem, findings_in, problems_of
from registry.edit_checks.engine import Finding
from registry.models import Change, Patient, Record, RecordStatus, User
from registry.patient_rows import rows_of_patients
from registry.record_types import of_patients, type_of

FIRST_VERSION = 1
NEEDS_REASON = "Say why this record is changed: it had been completed."


class StaleRecord(Exception):
    """Somebody else saved the record in the meantime; `stored` is the record as it now stands."""

    def __init__(self, stored: Record) -> None:
        super().__init__("The record was changed by somebody else in the meantime.")
        self.stored = stored


class RecordLocked(Exception):
    """The record is locked; a data manager can unlock it."""


@dataclass
class Saved:
    """Outcome of a save: the record, what is still to do at it, and whether this save created it."""

    record: Record
    created: bool
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        return self.record.status != RecordStatus.DRAFT


def enrol(patient: Patient, *, by: User, complete: bool = True) -> Saved:
    """Take a new patient into the registry."""
    return save_record(patient, by=by, complete=complete)


def save_record(record: Record, *, by: User | None, reason: str = "", complete: bool = False) -> Saved:
    """Save one record; see save_records."""
    return save_records([record], by=by, reason=reason, complete=complete)[0]


@transaction.atomic
def complete_drafts(patient: Patient, *, by: User) -> list[Saved]:
    """Complete every draft of a patient against which nothing stands (any more)."""
    drafts: list[Record] = [patient] if patient.status == RecordStatus.DRAFT else []
    for kind in of_patients():
        drafts += kind.rows().filter(patient=patient, status=RecordStatus.DRAFT)
    return save_records(drafts, by=by, complete=True) if drafts else []


@transaction.atomic
def save_records(
    records: Sequence[Record], *, by: User | None, reason: str = "", complete: bool = False
) -> list[Saved]:
    """Save records of one patient together, or none of them.

    A record's version says on which version its values are based: StaleRecord if that is no longer
    the stored one. With complete, a record without open questions and errors becomes complete,
    otherwise it stays (or becomes again) a draft. Raises ValidationError for values that cannot be
    stored and for a missing reason, RecordLocked for a locked record.
    """
    lock_patient(records[0])
    saves = [_store(record, by, reason) for record in records]
    patient_id = trail.patient_id_of(records[0])
    rows = {}
    findings: tuple[Finding, ...] = ()
    if patient_id is not None and any(save.is_changed or complete for save in saves):
        rows = rows_of_patients([patient_id])
        findings = findings_in(rows[patient_id])
    outcomes = [_settle(save, findings, complete) for save in saves]
    entries = [e for save in saves for e in save.entries(by, reason)]
    if not entries:
        return outcomes
    version = trail.count_edit()
    trail.write(entries, version)
    if patient_id is not None:
        settle_queries(patient_id, findings)
        statuses = {(type_of(save.record).slug, save.record.pk): save.record.status for save in saves}
        settle_work_items([patient_id], {patient_id: rows[patient_id].with_statuses(statuses)})
        trail.announce(patient_id, version)
    return outcomes


@dataclass
class _Save:
    """One record on its way: what stood before, what changed."""

    record: Record
    before: Record | None
    changes: dict[str, list[object]]
    status_before: str

    @property
    def is_changed(self) -> bool:
        return bool(self.changes) or self.before is None

    def entries(self, by: User | None, reason: str) -> list[Change]:
        entries = []
        if self.is_changed:
            action = Change.Action.CHANGED if self.before else Change.Action.CREATED
            entries.append(trail.entry(self.record, action, by=by, reason=reason, changes=self.changes))
        for before, after in self._steps():
            moved = Change.Action.REOPENED if after == RecordStatus.DRAFT else Change.Action.COMPLETED
            status: dict[str, list[object]] = {"status": [before, after]}
            entries.append(trail.entry(self.record, moved, by=by, reason=reason, changes=status))
        return entries

    def _steps(self) -> list[tuple[str, str]]:
        """Statuses before and after each step: a changed record passes through draft, for all to see."""
        way = [self.status_before, *([RecordStatus.DRAFT] if self.is_changed else []), self.record.status]
        return [(before, after) for before, after in pairwise(way) if before != after]


def _store(record: Record, by: User | None, reason: str) -> _Save:
    before = _stored(record)
    if before is None:
        record.status, record.version = RecordStatus.DRAFT, 0
    else:
        _refuse(record, before)
        record.status = before.status
    _follow_links(record)
    record.full_clean()
    changes = trail.differences(before.canonical() if before else {}, record.canonical())
    if (changes or before is None) and not reason.strip():
        _refuse_unexplained(before, by)
    status_before = record.status
    if changes or before is None:
        # Completion is earned anew by every change.
        record.status = RecordStatus.DRAFT
        record.version += 1
        record.save()
    return _Save(record, before, changes, status_before)


def _refuse_unexplained(before: Record | None, by: User | None) -> None:
    if before and before.status != RecordStatus.DRAFT:
        raise ValidationError({"reason": NEEDS_REASON})
    if by and by.role in ROLES_NEEDING_REASON:
        raise ValidationError({"reason": "Say why: whoever did not see the patient gives a reason always."})


def lock_patient(record: Record) -> None:
    """Let saves of one patient follow each other, so that checks across records see all of them.

    Whoever only refers to the patient, such as an entry of the audit trail, need not wait for them.
    """
    patient_id = trail.patient_id_of(record)
    if patient_id is not None:
        Patient.objects.select_for_update(no_key=True).filter(pk=patient_id).first()


def _stored(record: Record) -> Record | None:
    """The stored row, locked; also where a repeated request has made the record already.

    A repeated form is based on the version that it made: what was saved since is not overwritten.
    """
    rows = type_of(record).all_rows().select_for_update()
    if record.pk is None:
        made = rows.filter(form_key=record.form_key).first() if record.form_key else None
        if made and _belongs_together(record, made):
            record.pk, record.created_at, record._state.adding = made.pk, made.created_at, False
            record.version = record.version or FIRST_VERSION
            return cast(Record, made)
        return None
    return cast(Record, rows.get(pk=record.pk))


def _belongs_together(record: Record, made: Record) -> bool:
    """Whether a repeated form is about the same patient; a key alone opens nobody else's record."""
    if isinstance(record, Patient) and isinstance(made, Patient):
        return record.site_id == made.site_id
    return trail.patient_id_of(record) == trail.patient_id_of(made)


def _refuse(record: Record, stored: Record) -> None:
    if stored.status == RecordStatus.LOCKED:
        raise RecordLocked("This record is locked. Ask a data manager to unlock it.")
    if stored.version != record.version or stored.withdrawn_at:
        raise StaleRecord(stored)


def _follow_links(record: Record) -> None:
    """Give links the ids of records that were saved a moment ago, in the same batch or before."""
    for column in record._meta.concrete_fields:
        if isinstance(column, ForeignKey) and column.is_cached(record):
            target = getattr(record, column.name)
            setattr(record, column.attname, getattr(target, "pk", None))


def _settle(save: _Save, findings: tuple[Finding, ...], complete: bool) -> Saved:
    """Complete the record if that is wanted and nothing stands against it."""
    record = save.record
    problems = problems_of(record, findings)
    blocked = any(problem.blocks for problem in problems)
    if complete and not blocked and record.status == RecordStatus.DRAFT:
        record.status = RecordStatus.COMPLETE
        type_of(record).all_rows().filter(pk=record.pk).update(status=record.status)
    return Saved(record, save.before is None, problems)
