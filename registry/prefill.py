"""What a new record already knows: its patient, its parent, and what follows from the one before."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from registry.fields import Link
from registry.models import (
    Administration,
    Cycle,
    Patient,
    Record,
    ResponseAssessment,
    SalvageRegimen,
    Transplant,
)
from registry.record_types import RECORD_TYPES, RecordType, linked_type
from registry.regimens import REGIMEN_DRUGS


def new_record(kind: RecordType, patient: Patient, context: Mapping[str, Any]) -> Record:
    """An unsaved record of the patient.

    context: names of links with ids, `regimen_code` for a regimen, `cycle` for the assessment at its end,
    `after` for the record before it.
    Ids that do not belong to the patient are ignored.
    """
    make: Any = kind.model
    record = make(patient=patient)
    for question in kind.model.questions():
        if isinstance(question, Link):
            target = _owned(question, patient, context.get(question.name))
            setattr(record, question.name, target)
    if isinstance(record, SalvageRegimen):
        _start_regimen(record, str(context.get("regimen_code", "")))
    before = _before(kind, patient, context.get("after"))
    if before is not None:
        _continue(record, before)
    if isinstance(record, Cycle):
        _next_cycle(record)
    if isinstance(record, ResponseAssessment):
        _after_cycle(record, patient, context.get("cycle"))
    if isinstance(record, Transplant):
        record.hct_number = Transplant.objects.filter(patient=patient, withdrawn_at=None).count() + 1
    return record


def _after_cycle(assessment: ResponseAssessment, patient: Patient, value: Any) -> None:
    """The assessment at the end of a cycle, where one is asked for."""
    cycle = _before(RECORD_TYPES["cycle"], patient, value)
    if cycle is not None and cycle.regimen_id == assessment.regimen_id:
        assessment.cycle_number, assessment.timepoint = cycle.cycle_number, "end_cycle"


def _owned(question: Link, patient: Patient, value: Any) -> Any:
    if not str(value or "").isdecimal():
        return None
    return linked_type(question).rows().filter(pk=int(value), patient=patient).first()


def _before(kind: RecordType, patient: Patient, value: Any) -> Any:
    if not str(value or "").isdecimal():
        return None
    return kind.rows().filter(pk=int(value), patient=patient).first()


def _start_regimen(regimen: SalvageRegimen, code: str) -> None:
    if code in REGIMEN_DRUGS:
        regimen.regimen_code, regimen.drugs = code, list(REGIMEN_DRUGS[code])
    regimen.line_type = "salvage"


def _continue(record: Any, before: Any) -> None:
    """Carry over what stays the same from one record to the next of its kind."""
    for question in record.questions():
        if isinstance(question, Link):
            setattr(record, question.name, getattr(before, question.name))
    same: dict[type[Record], tuple[str, ...]] = {
        Administration: (
            "drug",
            "dose_value",
            "dose_unit",
            "dose_basis",
            "bsa_used",
            "actual_total",
            "route",
        ),
        ResponseAssessment: ("timepoint", "response_scheme", "bm_done"),
    }
    for name in same.get(type(record), ()):
        setattr(record, name, getattr(before, name))


def _next_cycle(cycle: Cycle) -> None:
    if cycle.regimen_id is None:
        return
    last = Cycle.objects.filter(regimen=cycle.regimen, withdrawn_at=None).order_by("cycle_number").last()
    cycle.cycle_number = (last.cycle_number or 0) + 1 if last else 1
    if last and last.cycle_start and last.planned_length_d:
        cycle.cycle_start = last.cycle_start + timedelta(days=last.planned_length_d)
        cycle.planned_length_d = last.planned_length_d
    elif cycle.regimen.start_date and last is None:
        cycle.cycle_start = cycle.regimen.start_date.date
