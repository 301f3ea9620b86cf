"""Enters one patient's chart as a coordinator would: enrolled first, then every record completed."""

from collections.abc import Iterable

from registry import actions
from registry.models import Patient, PatientRecord, User


class IncompleteRecord(Exception):
    """A record of the demo registry could not be completed: the design and the edit checks disagree."""


def enter(patient: Patient, records: Iterable[PatientRecord], by: User) -> None:
    """Enrol a patient and complete all the records, or raise IncompleteRecord."""
    saved = [actions.enrol(patient, by=by)]
    entered = list(records)
    for record in entered:
        record.patient = patient
    saved += actions.save_records(entered, by=by, complete=True)
    for outcome in saved:
        if not outcome.is_complete:
            raise IncompleteRecord(f"{patient}, {type(outcome.record).__name__}: {outcome.problems}")
