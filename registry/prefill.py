"""What a new record already knows: its patient, its parent, and what follows from the one before."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from registry.fields import Link
from registry.models import (
    Administration,
    AdverseEvent,
    Cycle,
    LabSnapshot,
    Patient,
    Record,
    ResponseAssessment,
    SalvageRegimen,
    Transplant,
)
from registry.next_records import cycle_without_response
from registry.record_types import RECORD_TYPES, RecordType, linked_type
from registry.regimens import PLANNED_DAYS, REGIMEN_DRUGS

# Records that belong to a treatment: without another word, to the last one.
_OF_REGIMEN: dict[type[Record], str] = {
    Cycle: "regimen",
    ResponseAssessment: "regimen",
    AdverseEvent: "linked_regimen",
}


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
    _link_to_last_regimen(record, patient)
    _begin(record, patient, context)
    return record


def _begin(record: Record, patient: Patient, context: Mapping[str, Any]) -> None:
    """What a record of this kind begins with, given its links."""
    match record:
        case Cycle():
            _next_cycle(record)
        case ResponseAssessment():
            _after_cycle(record, patient, context.get("cycle"))
        case LabSnapshot():
            _at_baseline(record)
        case AdverseEvent():
            last = AdverseEvent.objects.filter(patient=patient, withdrawn_at=None).order_by("pk").last()
            record.ctcae_version = last.ctcae_version if last else None
        case Transplant():
            done = Transplant.objects.filter(patient=patient, withdrawn_at=None)
            record.hct_number = done.count() + 1


def _link_to_last_regimen(record: Any, patient: Patient) -> None:
    link = _OF_REGIMEN.get(type(record))
    if link is not None and getattr(record, f"{link}_id") is None:
        regimens = SalvageRegimen.objects.filter(patient=patient, withdrawn_at=None)
        setattr(record, link, regimens.order_by("start_date", "pk").last())


def _at_baseline(lab: Any) -> None:
    """The first values of a regimen are those at its start."""
    if lab.regimen_id and not LabSnapshot.objects.filter(regimen=lab.regimen, withdrawn_at=None).exists():
        lab.timepoint = "regimen_baseline"


def _after_cycle(assessment: ResponseAssessment, patient: Patient, value: Any) -> None:
    """The assessment at the end of a cycle, where one is asked for."""
    cycle = _before(RECORD_TYPES["cycle"], patient, value)
    if cycle is None and assessment.regimen_id:
        cycle = cycle_without_response(assessment.regimen)
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
    planned = PLANNED_DAYS.get(cycle.regimen.regimen_code or "")
    if planned:
        cycle.planned_length_d = planned[last is not None]
    if last and last.cycle_start and last.planned_length_d:
        cycle.cycle_start = last.cycle_start + timedelta(days=last.planned_length_d)
        cycle.planned_length_d = cycle.planned_length_d or last.planned_length_d
    elif cycle.regimen.start_date and last is None:
        cycle.cycle_start = cycle.regimen.start_date.date
