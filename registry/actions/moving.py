"""Moving a record on from complete: verified against its source, locked, and unlocked again."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from registry.actions import trail
from registry.actions.saving import StaleRecord
from registry.models import Change, Query, Record, RecordStatus, User
from registry.record_types import type_of


@dataclass(frozen=True, slots=True)
class Move:
    """One step of a record's status. slug: name in addresses; done: what it is called once done."""

    slug: str
    title: str
    done: str
    permission: str
    before: str
    after: str
    action: str
    needs_reason: bool = False


MOVES: dict[str, Move] = {
    move.slug: move
    for move in (
        Move(
            "verify",
            "Verify",
            "verified",
            "verify_record",
            RecordStatus.COMPLETE,
            RecordStatus.VERIFIED,
            Change.Action.VERIFIED,
        ),
        Move(
            "lock",
            "Lock",
            "locked",
            "lock_record",
            RecordStatus.VERIFIED,
            RecordStatus.LOCKED,
            Change.Action.LOCKED,
        ),
        Move(
            "unlock",
            "Unlock",
            "unlocked",
            "unlock_record",
            RecordStatus.LOCKED,
            RecordStatus.VERIFIED,
            Change.Action.UNLOCKED,
            needs_reason=True,
        ),
    )
}


def moves_from(record: Record) -> list[Move]:
    """The moves that a record's status allows; none for a withdrawn one."""
    return [move for move in MOVES.values() if move.before == record.status and not record.withdrawn_at]


@transaction.atomic
def move_record(record: Record, move: Move, *, by: User, reason: str = "") -> Record:
    """Verify, lock or unlock a record as the user has seen it.

    The record's version says what was seen: StaleRecord if it was changed since. Raises ValidationError
    while a query about the record is unsettled, from another status, and without a reason that is needed.
    """
    stored = type_of(record).all_rows().select_for_update().get(pk=record.pk)
    if stored.version != record.version or stored.withdrawn_at:
        raise StaleRecord(stored)
    _refuse(stored, move, reason)
    type_of(record).all_rows().filter(pk=record.pk).update(status=move.after)
    stored.status = record.status = move.after
    status: dict[str, list[object]] = {"status": [move.before, move.after]}
    trail.write([trail.entry(stored, move.action, by=by, reason=reason, changes=status)])
    return record


def _refuse(stored: Record, move: Move, reason: str) -> None:
    if stored.status != move.before:
        raise ValidationError(
            f"This record is {stored.get_status_display().lower()}: it cannot be {move.done}."
        )
    if move.needs_reason and not reason.strip():
        raise ValidationError(f"Say why the record is {move.done}.")
    asked = Query.objects.filter(entity=type_of(stored).slug, record_id=stored.pk)
    if not move.needs_reason and asked.filter(status__in=Query.UNSETTLED).exists():
        raise ValidationError(f"Settle the queries about this record before it is {move.done}.")
