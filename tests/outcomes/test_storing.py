"""Derived rows are written only where they are others than those that are stored."""

import json

import pytest
from django.db.models import TextField
from django.db.models.functions import Cast

from outcomes import refresh
from outcomes.models import RegimenOutcome
from outcomes.models.derived_values import UNKNOWN, whole
from outcomes.models.regimen_outcome import STORED
from outcomes.storing import store
from registry.models import Patient
from tests.outcomes import courses

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(site) -> list[tuple]:
    """The rows of one patient, already stored."""
    patient = courses.refractory(site, "KFB-1")
    refresh.refresh()
    outcomes = RegimenOutcome.objects.filter(patient=patient).order_by("position")
    return list(outcomes.values_list(*STORED[:-1], Cast("values", TextField())))


def keys() -> list[int]:
    return list(RegimenOutcome.objects.order_by("position").values_list("pk", flat=True))


def store_of_patient(rows: list[tuple]) -> None:
    patient = Patient.objects.get().pk
    store([patient], {patient: rows})


def test_rows_with_the_same_values_are_not_written_again_however_their_json_is_written(rows):
    before = keys()
    spaced = [(*row[:-1], json.dumps(json.loads(row[-1]), indent=1, sort_keys=True)) for row in rows]
    store_of_patient(spaced)
    assert keys() == before


def test_a_row_with_another_value_replaces_the_rows_of_its_patient(rows):
    before = keys()
    other = {**json.loads(rows[0][-1]), "failure_type": "relapsed"}
    store_of_patient([(*rows[0][:-1], json.dumps(other)), *rows[1:]])
    assert not set(keys()) & set(before)
    assert RegimenOutcome.objects.order_by("position")[0].values == whole(other)


def test_what_is_not_known_is_not_stored_and_read_as_none(rows):
    stored, read = json.loads(rows[0][-1]), RegimenOutcome.objects.order_by("position")[0].values
    assert None not in stored.values()
    assert list(read) == list(UNKNOWN)
    assert {name: value for name, value in read.items() if value is not None} == stored
    alive = RegimenOutcome.objects.filter(values__alive=False).values_list("values__alive", flat=True)
    assert list(alive) == [False] * len(rows)


def test_a_row_by_which_cohorts_would_choose_otherwise_is_written_again(rows):
    code = STORED.index("regimen_code")
    store_of_patient([(*row[:code], "ANOTHER", *row[code + 1 :]) for row in rows])
    assert set(RegimenOutcome.objects.values_list("regimen_code", flat=True)) == {"ANOTHER"}


def test_a_patient_of_whom_nothing_is_derived_any_more_loses_all_rows(rows):
    store_of_patient([])
    assert not RegimenOutcome.objects.exists()
