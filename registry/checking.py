"""Runs the edit checks over a patient, with the limits that the models state."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from registry.completeness import takes_reason, unanswered
from registry.derived_values import with_derived
from registry.edit_checks.engine import Finding, Limits, Severity, run
from registry.edit_checks.table import EDIT_CHECKS
from registry.models import Patient, Record
from registry.patient_rows import possible_duplicates, rows_of
from registry.record_types import RECORD_TYPES, type_of
from registry.rows import PatientRows

PLEASE = "Please answer."
OR_WHY = "Please answer, or give the reason why there is no answer."


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to do at a field of a record: an unanswered question or a finding of an edit check."""

    field: str
    message: str
    code: str = ""
    blocks: bool = True


@cache
def limits() -> Mapping[tuple[str, str], Limits]:
    """Hard and soft limits of every number in the registry, by entity and field."""
    return {
        (kind.slug, question.name): Limits(*map(_number, (*question.hard, *question.soft)))
        for kind in RECORD_TYPES.values()
        for question in kind.model.questions()
        if any(bound is not None for bound in (*question.hard, *question.soft))
    }


def _number(bound: Decimal | None) -> float | None:
    return None if bound is None else float(bound)


def findings_of(patient: Patient) -> tuple[Finding, ...]:
    """What the edit checks find in a patient's records as they stand in the database."""
    return findings_in(rows_of(patient))


def findings_in(rows: PatientRows) -> tuple[Finding, ...]:
    """What the edit checks find in a patient's rows."""
    rows = replace(rows, possible_duplicates=possible_duplicates(rows))
    return run(with_derived(rows), EDIT_CHECKS, limits=limits())


def problems_of(record: Record, findings: tuple[Finding, ...]) -> list[Problem]:
    """Everything to do at one record, unanswered questions first."""
    slug = type_of(record).slug
    open_questions = [
        Problem(question.name, OR_WHY if takes_reason(question, type_of(record)) else PLEASE)
        for question in unanswered(record)
    ]
    found = [
        Problem(finding.fields[0], finding.message, finding.code, finding.severity == Severity.ERROR)
        for finding in findings
        if (finding.entity, finding.record_id) == (slug, record.pk)
    ]
    return open_questions + found
