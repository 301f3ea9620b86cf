"""The histories of many patients at once, from the tables of the registry."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Q

from outcomes.history import History
from outcomes.history.assembling import Filed, assembled
from outcomes.history.records import KINDS, PATIENT
from outcomes.history_from_rows import COUNTED
from registry.models import Patient
from registry.record_types import RECORD_TYPES
from registry.stored_answers import stored_answers

MANY = 100
"""Patients from whom on it is worth asking whether others lie between them."""
PATIENT_OF = itemgetter(2)
"""The patient of a Filed record."""


@dataclass(frozen=True, slots=True)
class Person:
    """A patient of the registry, by the numbers of patient and site, with the history."""

    id: int
    site_id: int
    history: History


def people(patient_ids: Iterable[int], entities: Collection[str] = KINDS.keys()) -> Iterator[Person]:
    """Each of these patients that is not withdrawn; `entities` are the records that the histories hold.

    A history is made when it is asked for: of many patients, one is in the processor's cache at a time.
    """
    ids = list(patient_ids)
    records: dict[int, dict[str, list[Filed]]] = defaultdict(dict)
    those = _of_patients(ids)
    for entity in entities:
        for patient, filed in groupby(_records(entity, those), PATIENT_OF):
            records[patient][entity] = list(filed)
    patients = Patient.objects.filter(pk__in=ids, withdrawn_at=None).order_by("pk")
    for key, site, answers in stored_answers(patients, ("pk", "site_id"), PATIENT):
        yield Person(key, site, assembled(answers, records.pop(key, {})))


def _records(entity: str, patients: Q) -> Iterable[Any]:
    """Every record that counts, patient by patient."""
    kind = KINDS[entity]
    rows = RECORD_TYPES[entity].rows().filter(patients, status__in=COUNTED).order_by("patient_id", "pk")
    return stored_answers(rows, ("pk", kind.part_of or "pk", "patient_id"), kind.answers)


def _of_patients(ids: Collection[int]) -> Q:
    """A condition on records: of these patients, and perhaps of some more.

    In a rebuild all patients between the first and the last are asked for; naming each of them to every table
    would cost more than reading their records.
    """
    if len(ids) < MANY:
        return Q(patient__in=ids)
    ends = min(ids), max(ids)
    if Patient.objects.filter(pk__range=ends).count() >= 2 * len(ids):
        return Q(patient__in=ids)
    return Q(patient__gte=ends[0], patient__lte=ends[1])
