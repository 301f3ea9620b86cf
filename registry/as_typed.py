"""A patient's rows as they would be if a form were saved as it is typed. Nothing is stored."""

from dataclasses import replace

from registry.models import Patient, Record
from registry.patient_rows import as_row, rows_of
from registry.record_types import type_of
from registry.rows import PatientRows, Row

# A new record has no id yet; this one comes after all that there are.
NEW = 2**62


def rows_as_typed(patient: Patient, record: Record) -> tuple[PatientRows, Row]:
    """The rows of the patient, read once, with the record put in, and the row of the record."""
    kind = type_of(record)
    row = replace(as_row(kind, record), id=record.pk or NEW, status="draft")
    rows = rows_of(patient)
    if kind.slug == "patient":
        return replace(rows, patient=row), row
    others = tuple(other for other in rows.of(kind.slug) if other.id != row.id)
    in_order = tuple(sorted((*others, row), key=lambda one: one.id))
    return replace(rows, by_entity={**rows.by_entity, kind.slug: in_order}), row
