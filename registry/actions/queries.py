"""Queries: opened and closed by edit checks, raised, answered, asked again and closed by people."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from registry.actions import trail
from registry.checking import findings_of
from registry.edit_checks.engine import Finding, Severity
from registry.findings import values_of
from registry.models import Change, Patient, Query, Record, RecordStatus, User
from registry.record_types import RECORD_TYPES, type_of

Key = tuple[str, int, str, str]

_ACTIONS = {
    Query.Status.OPEN: Change.Action.QUERY_REOPENED,
    Query.Status.ANSWERED: Change.Action.QUERY_ANSWERED,
    Query.Status.CONFIRMED: Change.Action.QUERY_CONFIRMED,
    Query.Status.CLOSED: Change.Action.QUERY_CLOSED,
}


def settle_queries(patient_id: int, findings: tuple[Finding, ...]) -> None:
    """Open a query for each new finding, close each automatic query whose finding is gone.

    A confirmation lapses as soon as the values for which it was given are others: the query opens again.
    A draft gets no new queries: its problems are shown on its form while it is being filled in.
    """
    found = {key_of(finding): finding for finding in findings}
    automatic = Query.objects.filter(patient=patient_id).exclude(check_code="")
    known = {_key(query): query for query in automatic.exclude(status=Query.Status.CLOSED)}
    for key, query in known.items():
        if key not in found:
            set_status(query, Query.Status.CLOSED, by=None, reason="The edit check no longer finds anything.")
        elif query.status == Query.Status.CONFIRMED:
            _lapse_if_changed(query, found[key])
    accepted = automatic.filter(status=Query.Status.CLOSED).exclude(confirmed_for={}).order_by("id")
    accepted_for = {_key(query): query.confirmed_for for query in accepted}
    for key, finding in found.items():
        if key not in known and _is_settled(finding) and accepted_for.get(key) != values_of(finding):
            open_query(patient_id, finding)


def _key(query: Query) -> Key:
    return (query.entity, query.record_id, query.field, query.check_code)


def key_of(finding: Finding) -> Key:
    return (finding.entity, finding.record_id, finding.fields[0], finding.code)


def finding_of(patient: Patient, key: Key) -> Finding | None:
    """What the edit checks find now under that key, if anything."""
    return next((found for found in findings_of(patient) if key_of(found) == key), None)


def _is_settled(finding: Finding) -> bool:
    records = RECORD_TYPES[finding.entity].rows()
    return records.filter(pk=finding.record_id).exclude(status=RecordStatus.DRAFT).exists()


def _lapse_if_changed(query: Query, finding: Finding) -> None:
    if query.confirmed_for != values_of(finding):
        query.message, query.confirmation, query.confirmed_for = finding.message, "", {}
        set_status(
            query, Query.Status.OPEN, by=None, reason="The values that had been confirmed were changed."
        )


def open_query(patient_id: int, finding: Finding) -> Query:
    """The query of a finding, with its entry in the audit trail."""
    query = Query.objects.create(
        patient_id=patient_id,
        entity=finding.entity,
        record_id=finding.record_id,
        field=finding.fields[0],
        check_code=finding.code,
        severity=finding.severity,
        message=finding.message,
    )
    trail.write([_entry(query, Change.Action.QUERY_OPENED, None, {"status": [None, "open"]}, query.message)])
    return query


def _entry(
    query: Query, action: str, by: User | None, changes: dict[str, list[object]], reason: str
) -> Change:
    return Change(
        by=by,
        action=action,
        patient_id=query.patient_id,
        entity=query.entity,
        record_id=query.record_id,
        version=0,
        reason=reason,
        changes={f"query {query.pk} {query.field}: {name}": pair for name, pair in changes.items()},
    )


def set_status(query: Query, status: str, *, by: User | None, reason: str) -> Query:
    """Move a query on and say so in the audit trail."""
    before, query.status = query.status, status
    query.closed_at = timezone.now() if status == Query.Status.CLOSED else None
    query.save()
    trail.write([_entry(query, _ACTIONS[Query.Status(status)], by, {"status": [before, status]}, reason)])
    return query


@transaction.atomic
def raise_query(record: Record, *, field: str, message: str, by: User) -> Query:
    """Ask about a field of a record, empty or not."""
    patient_id = trail.patient_id_of(record)
    assert patient_id is not None, "only records of patients can be queried"
    query = Query.objects.create(
        patient=Patient.objects.get(pk=patient_id),
        entity=type_of(record).slug,
        record_id=record.pk,
        field=field,
        message=message,
        opened_by=by,
    )
    trail.write([_entry(query, Change.Action.QUERY_OPENED, by, {"status": [None, "open"]}, message)])
    return query


@transaction.atomic
def raise_queries(records: Iterable[Record], *, field: str, message: str, by: User) -> int:
    """Ask the same about a field of many records, of all or none; how many were asked."""
    return len([raise_query(record, field=field, message=message, by=by) for record in records])


def refuse_unless(query: Query, *expected: str) -> None:
    """Raise ValidationError if somebody else has moved the query on meanwhile."""
    query.refresh_from_db(from_queryset=Query.objects.select_for_update())
    if query.status not in expected:
        raise ValidationError(f"This query is {query.get_status_display().lower()} by now.")


@transaction.atomic
def answer_query(query: Query, *, answer: str, by: User) -> Query:
    """Answer a query: the value is right and this is why. The query stays until it is closed."""
    refuse_unless(query, *Query.UNSETTLED)
    query.answer, query.answered_by = answer, by
    return set_status(query, Query.Status.ANSWERED, by=by, reason=answer)


@transaction.atomic
def close_query(query: Query, *, by: User, reason: str = "") -> Query:
    """Accept the answer and close the query; it opens again only if the values change.

    Raises ValidationError while an impossible value stands: such a query closes by its correction only.
    """
    refuse_unless(query, *Query.UNSETTLED, Query.Status.CONFIRMED)
    finding = finding_of(query.patient, _key(query)) if query.check_code else None
    if finding is not None:
        refuse_impossible(finding)
        query.confirmed_for = values_of(finding)
    return set_status(query, Query.Status.CLOSED, by=by, reason=reason)


def refuse_impossible(finding: Finding) -> None:
    if finding.severity == Severity.ERROR:
        raise ValidationError("This cannot be, so it can only be corrected: the query then closes by itself.")


@transaction.atomic
def reopen_query(query: Query, *, by: User, reason: str) -> Query:
    """Ask again: the answer or confirmation does not suffice."""
    refuse_unless(query, Query.Status.ANSWERED, Query.Status.CONFIRMED)
    query.confirmation, query.confirmed_for = "", {}
    return set_status(query, Query.Status.OPEN, by=by, reason=reason)
