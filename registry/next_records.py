"""Which record is entered after which: what may be added to a patient, and what most likely comes next."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from registry.choices import REGIMEN_CODE
from registry.models import (
    Consent,
    Cycle,
    Diagnosis,
    DiseaseStatusEvent,
    LabSnapshot,
    Patient,
    Record,
    ResponseAssessment,
    SalvageRegimen,
    WorkItem,
)
from registry.record_types import RECORD_TYPES, of_patients, type_of
from registry.waiting import HORIZON_DAYS

# Links that a record takes from the one saved before it.
_CARRIED = {
    "cycle": "regimen",
    "administration": "cycle",
    "response": "regimen",
    "lab": "regimen",
    "mrd": "linked_assessment",
    "gvhd": "transplant",
    "adverse_event": "linked_regimen",
}
# Entered in series.
_IN_SERIES = ("adverse_event", "administration")


def additions() -> list[tuple[str, str]]:
    """What may be added, as pairs of key and title; a regimen by its family, as “regimen:BLINA”."""
    pairs: list[tuple[str, str]] = []
    for kind in of_patients():
        pairs.append((kind.slug, kind.title))
        if kind.model is SalvageRegimen:
            pairs += [(f"regimen:{code}", f"{kind.title}: {label}") for code, label in REGIMEN_CODE]
    return pairs


def address_to_add(patient: Patient, key: str, context: dict[str, Any] | None = None) -> str:
    """Address of the form for a record of additions(), started with the links and codes of context."""
    slug, _, code = key.partition(":")
    given = {**({"regimen_code": code} if code else {}), **(context or {})}
    address = reverse("record-add", args=[patient.registry_id, slug])
    return f"{address}?{urlencode(given)}" if given else address


def address_after(record: Record, key: str = "") -> str:
    """Where to go on after saving: the record asked for by its key, or what most likely comes next.

    The patient page if nothing is expected.
    """
    patient: Patient = record if isinstance(record, Patient) else getattr(record, "patient")  # noqa: B009
    if key not in dict(additions()):
        due = None if (key := _successor(record)) else _due(patient, type_of(record).slug)
        if due is not None:
            return address_to_add(patient, due.entity, due.prefill)
    if not key:
        return reverse("patient", args=[patient.registry_id])
    return address_to_add(patient, key, _context(record, key.partition(":")[0]))


def _context(record: Any, slug: str) -> dict[str, Any]:
    """What the next record starts with: the record before it, or its link to the same regimen."""
    own, link = type_of(record).slug, _CARRIED.get(slug, "")
    if own == slug:
        return {"after": record.pk}
    context: dict[str, Any] = {}
    if link and RECORD_TYPES[slug].model._meta.get_field(link).related_model is type(record):
        context[link] = record.pk
    elif link in ("regimen", "linked_regimen"):
        regimen = getattr(record, "regimen_id", None) or getattr(record, "linked_regimen_id", None)
        context |= {link: regimen} if regimen else {}
    if (own, slug) == ("cycle", "response"):
        context["cycle"] = record.pk
    return context


def _due(patient: Patient, slug: str) -> WorkItem | None:
    """The first record to be added that the work list asks for, of the same kind before others."""
    horizon = patient.site.today() + timedelta(days=HORIZON_DAYS)
    waiting = WorkItem.objects.filter(patient=patient, done_at=None, record_id=0, due_on__lte=horizon)
    return min(waiting, key=lambda item: (item.entity != slug, item.due_on, item.pk), default=None)


def _successor(record: Record) -> str:
    """The kind that follows in the order of a chart; "" where only the work list can say."""
    follows = _SUCCESSORS.get(type(record))
    if follows is not None:
        return follows(record)
    slug = type_of(record).slug
    return slug if slug in _IN_SERIES else ""


def _lacks(record: Any, slug: str) -> str:
    """The slug, if the patient of the record has none of these yet."""
    has = RECORD_TYPES[slug].rows().filter(patient=record.patient_id).exists()
    return "" if has else slug


def _after_regimen(regimen: Any) -> str:
    if not LabSnapshot.objects.filter(regimen=regimen, withdrawn_at=None).exists():
        return "lab"
    return "" if Cycle.objects.filter(regimen=regimen, withdrawn_at=None).exists() else "cycle"


def _after_lab(lab: Any) -> str:
    return _after_regimen(lab.regimen) if lab.regimen_id else ""


def _after_cycle(cycle: Any) -> str:
    """Another cycle while the regimen, as recorded, lasted beyond this one; else the first response."""
    end = cycle.regimen.end_date if cycle.regimen_id else None
    if end is None or end.date is None or not (cycle.cycle_start and cycle.planned_length_d):
        return "response"
    return "cycle" if cycle.cycle_start + timedelta(days=cycle.planned_length_d) < end.date else "response"


def cycle_without_response(regimen: Any) -> Cycle | None:
    """The first cycle of the regimen after which no response has been assessed."""
    assessed = ResponseAssessment.objects.filter(regimen=regimen, withdrawn_at=None)
    numbers = {number for number in assessed.values_list("cycle_number", flat=True) if number}
    cycles = Cycle.objects.filter(regimen=regimen, withdrawn_at=None).order_by("cycle_number", "id")
    return next((cycle for cycle in cycles if cycle.cycle_number not in numbers), None)


def _after_response(response: Any) -> str:
    return "response" if response.regimen_id and cycle_without_response(response.regimen) else "mrd"


_SUCCESSORS: dict[type[Record], Callable[[Any], str]] = {
    Patient: lambda patient: "consent",
    Consent: lambda consent: _lacks(consent, "diagnosis"),
    Diagnosis: lambda diagnosis: _lacks(diagnosis, "disease_event"),
    DiseaseStatusEvent: lambda event: _lacks(event, "regimen"),
    SalvageRegimen: _after_regimen,
    LabSnapshot: _after_lab,
    Cycle: _after_cycle,
    ResponseAssessment: _after_response,
}
