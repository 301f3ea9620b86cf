"""The histories of many patients at once, from the tables of the registry."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from outcomes.history import History
from outcomes.history.assembling import Filed, assembled
from outcomes.history.records import KINDS, PATIENT
from outcomes.history_from_rows import COUNTED
from registry.models import Patient
from registry.record_types import RECORD_TYPES
from registry.stored_answers import StoredAnswers

MANY = 100
"""Patients from whom on it is worth asking whether others lie between them."""
PATIENT_OF = itemgetter(0)
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
    ids = set(patient_ids)
    read = _reading(ids)
    records: dict[int, dict[str, list[Filed]]] = defaultdict(dict)
    for entity in entities:
        for patient, filed in groupby(read(_records(entity)), PATIENT_OF):
            records[patient][entity] = list(filed)
    for key, site, answers in read(_patients()):
        if key in ids:
            yield Person(key, site, assembled(answers, records.pop(key, {})))


@cache
def _records(entity: str) -> StoredAnswers:
    """Every record that counts, patient by patient."""
    kind = KINDS[entity]
    rows = RECORD_TYPES[entity].rows().filter(status__in=COUNTED).order_by("patient_id", "pk")
    keys = ("patient_id", kind.part_of) if kind.part_of else ("patient_id",)
    return StoredAnswers(rows, "patient", keys, kind.asked)


@cache
def _patients() -> StoredAnswers:
    rows = Patient.objects.filter(withdrawn_at=None).order_by("pk")
    return StoredAnswers(rows, "pk", ("pk", "site_id"), PATIENT)


def _reading(ids: Collection[int]) -> Callable[[StoredAnswers], Iterator[Any]]:
    """How to ask for what belongs to these patients, and perhaps to some more.

    In a rebuild all patients between the first and the last are asked for; naming each of them to every table
    would cost more than reading their records.
    """
    if len(ids) >= MANY:
        ends = min(ids), max(ids)
        if Patient.objects.filter(pk__range=ends).count() < 2 * len(ids):
            return lambda stored: stored.between(*ends)
    return lambda stored: stored.of(ids)
