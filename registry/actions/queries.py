"""Queries: opened and closed by edit checks, raised, answered and closed by people."""

from django.db import transaction
from django.utils import timezone

from registry.actions import trail
from registry.edit_checks.engine import Finding
from registry.models import Change, Patient, Query, Record, RecordStatus, User
from registry.record_types import RECORD_TYPES, type_of

Key = tuple[str, int, str, str]


def settle_queries(patient_id: int, findings: tuple[Finding, ...]) -> None:
    """Open a query for each new finding, close each automatic query whose finding is gone.

    A draft gets no new queries: its problems are shown on its form while it is being filled in.
    """
    found = {_key_of(finding): finding for finding in findings}
    open_now = {
        (query.entity, query.record_id, query.field, query.check_code): query
        for query in Query.objects.filter(patient=patient_id).exclude(status="closed").exclude(check_code="")
    }
    gone = [query for key, query in open_now.items() if key not in found]
    new = [finding for key, finding in found.items() if key not in open_now and _is_settled(finding)]
    _open(patient_id, new)
    for query in gone:
        _set_status(query, Query.Status.CLOSED, by=None, reason="The edit check no longer finds anything.")


def _key_of(finding: Finding) -> Key:
    return (finding.entity, finding.record_id, finding.fields[0], finding.code)


def _is_settled(finding: Finding) -> bool:
    records = RECORD_TYPES[finding.entity].rows()
    return records.filter(pk=finding.record_id).exclude(status=RecordStatus.DRAFT).exists()


def _open(patient_id: int, findings: list[Finding]) -> None:
    for finding in findings:
        query = Query.objects.create(
            patient_id=patient_id,
            entity=finding.entity,
            record_id=finding.record_id,
            field=finding.fields[0],
            check_code=finding.code,
            severity=finding.severity,
            message=finding.message,
        )
        trail.write(
            [_entry(query, Change.Action.QUERY_OPENED, None, {"status": [None, "open"]}, query.message)]
        )


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


def _set_status(query: Query, status: str, *, by: User | None, reason: str) -> Query:
    action = Change.Action.QUERY_CLOSED if status == Query.Status.CLOSED else Change.Action.QUERY_ANSWERED
    before, query.status = query.status, status
    if status == Query.Status.CLOSED:
        query.closed_at = timezone.now()
    query.save()
    trail.write([_entry(query, action, by, {"status": [before, status]}, reason)])
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
def answer_query(query: Query, *, answer: str, by: User) -> Query:
    """Answer a query: the value is right and this is why. The query stays until it is closed."""
    query.answer, query.answered_by = answer, by
    return _set_status(query, Query.Status.ANSWERED, by=by, reason=answer)


@transaction.atomic
def close_query(query: Query, *, by: User, reason: str = "") -> Query:
    """Accept the answer and close the query."""
    return _set_status(query, Query.Status.CLOSED, by=by, reason=reason)
