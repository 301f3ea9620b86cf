"""Turns the plain rows of one patient into the History that the derivations read.

Only records that a site has completed count; drafts are let in for the preview on screen.
"""

from collections.abc import Iterator
from datetime import date

from outcomes.history import History
from outcomes.history.assembling import Filed, assembled
from outcomes.history.records import KINDS, PATIENT, Kind
from registry.rows import PatientRows, Row

COUNTED = frozenset({"complete", "verified", "locked"})


def history_from_rows(
    rows: PatientRows, *, include_drafts: bool = False, data_cut: date | None = None
) -> History:
    """The History of one patient, from complete, verified and locked records (and drafts, if asked)."""

    def filed(entity: str, kind: Kind) -> Iterator[Filed]:
        counted = (row for row in rows.of(entity) if include_drafts or row.status in COUNTED)
        return (_filed(row, kind) for row in counted)

    patient = [convert(rows.patient.values.get(question)) for question, convert in PATIENT.items()]
    return assembled(patient, {entity: list(filed(entity, kind)) for entity, kind in KINDS.items()}, data_cut)


def _filed(row: Row, kind: Kind) -> Filed:
    answers = [convert(row.values.get(question)) for question, convert in kind.answers.items()]
    return row.values.get(kind.part_of), [row.id, *answers]
