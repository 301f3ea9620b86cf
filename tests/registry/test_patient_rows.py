"""Plain rows of a patient say what the models of the records say, whichever way they are read."""

import random

import pytest

from registry.fields import DecimalAnswer, Link
from registry.measured import Measured
from registry.models import Patient
from registry.patient_rows import as_row, rows_of, rows_of_patients
from registry.record_types import RECORD_TYPES, of_patients
from registry.rows import Row
from tests.registry import records
from tests.registry.edit_checks.test_any_rows import any_row

pytestmark = pytest.mark.django_db
KINDS = [kind for kind in of_patients() if kind.repeats]


@pytest.fixture
def two() -> list[Patient]:
    """Two patients with three records of every kind that repeats, answered at random."""
    site, chance = records.site(), random.Random(7)
    patients = [records.patient(site, f"KFB-{number}") for number in range(2)]
    for patient in patients:
        for kind in KINDS:
            for number in range(3):
                drawn = any_row(kind.slug, number, chance)
                questions = {field.attname: field for field in kind.model.questions()}
                answers = {
                    name: value for name, value in drawn.values.items() if fits(questions[name], value)
                }
                kind.model(
                    patient=patient, status=drawn.status, missing=dict(drawn.missing), **answers
                ).save()
    return patients


def fits(question, value) -> bool:
    """Whether a column takes the value: a link only to what is there, a number only in its digits."""
    if isinstance(question, Link) or value is None:
        return False
    if isinstance(question, DecimalAnswer):
        return 0 <= value < 100 and value == round(value, question.decimal_places)
    return not isinstance(value, Measured) or 0 <= value.value < 100


def by_models(patient: Patient) -> dict[str, list[Row]]:
    found = {kind.slug: kind.rows().filter(patient=patient).order_by("pk") for kind in of_patients()}
    return {kind.slug: [as_row(kind, record) for record in found[kind.slug]] for kind in of_patients()}


def test_rows_of_one_patient_and_of_several_say_what_the_models_say(two):
    together = rows_of_patients([patient.pk for patient in two])
    for patient in two:
        expected = by_models(patient)
        assert all(len(expected[kind.slug]) >= 3 for kind in KINDS)
        for rows in (rows_of(patient), together[patient.pk]):
            assert {slug: list(rows.of(slug)) for slug in expected} == expected
            assert rows.patient == as_row(RECORD_TYPES["patient"], Patient.objects.get(pk=patient.pk))


def test_a_withdrawn_record_is_no_row(two):
    kept, taken = KINDS[0].rows().filter(patient=two[0]).order_by("pk")[:2]
    KINDS[0].model.objects.filter(pk=taken.pk).update(withdrawn_at=taken.created_at)
    ids = [row.id for row in rows_of(two[0]).of(KINDS[0].slug)]
    assert kept.pk in ids
    assert taken.pk not in ids


def test_what_one_reader_changes_the_next_does_not_see(two):
    regimens = rows_of(two[0]).of("regimen")
    regimen = next(row for row in regimens if row.drugs)
    drugs = list(regimen.drugs)
    regimen.drugs.append("other")
    assert rows_of(two[0]).get("regimen", regimen.id).drugs == drugs
