"""Registry rows → derived values: with `histories`, what knows the registry's tables."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from operator import itemgetter
from typing import Any

import registry.derived_values
from outcomes.derivations import Answer, answers_for_records
from outcomes.derivations.date_bounds import DATE_BOUNDS, Bounds, date_bounds
from outcomes.derivations.table import RegimenDerivation, derive
from outcomes.histories import Person, people
from outcomes.history_from_rows import history_from_rows
from outcomes.membership import chosen_by
from outcomes.models import FrozenRegimen, RegimenOutcome
from outcomes.models.regimen_outcome import STORED, Stored
from outcomes.presenting.record_in_words import record_in_words
from outcomes.statistics.as_json import as_json
from registry.actions.trail import patient_edited
from registry.as_of import patients_as_of, rows_as_of, site_names_as_of, untold_records
from registry.derived_values import Explained
from registry.models import Change, DataVersion, Patient, PatientEdit, Site
from registry.patient_rows import rows_of_patients
from registry.rows import Derived, PatientRows

__all__ = [
    "DataVersion",
    "Patient",
    "PatientEdit",
    "Site",
    "patient_edited",
    "patients_as_of",
    "site_names_as_of",
    "untold_records",
]
_in_their_order = itemgetter(*STORED)


def derived_of_patients(patient_ids: Iterable[int]) -> dict[int, list[Stored]]:
    """Derived rows of each patient as they are stored, in order of start; none for a withdrawn patient."""
    return {person.id: _derived_of(person) for person in people(patient_ids)}


def explained_outcomes(patient_id: int) -> list[tuple[RegimenOutcome, Mapping[str, str]]]:
    """Of one patient, as the records are now: each regimen's unsaved row and the sentences for its values."""
    person = next(people([patient_id]), None)
    if person is None:
        return []
    derived = derive(person.history)
    rows = map(RegimenOutcome.from_stored, _rows(person, derived))
    return list(zip(rows, (regimen.why for regimen in derived), strict=True))


def whys_of_regimens(patient_ids: Iterable[int]) -> dict[int, Mapping[str, str]]:
    """Regimen → derived value → the sentence that explains it, as the records of these patients are now."""
    found = {}
    for person in people(patient_ids):
        for regimen in derive(person.history):
            found[regimen.regimen_id] = regimen.why
    return found


def _derived_of(person: Person) -> list[Stored]:
    return _rows(person, derive(person.history))


def _rows(person: Person, derived: tuple[RegimenDerivation, ...]) -> list[Stored]:
    bounds = date_bounds(person.history, derived)
    return [
        _row(regimen, position, person, bounds.get(regimen.regimen_id))
        for position, regimen in enumerate(derived)
    ]


def _row(derived: RegimenDerivation, position: int, person: Person, bounds: Bounds | None) -> Stored:
    known = derived.known
    columns = {
        "regimen_id": derived.regimen_id,
        "patient_id": person.id,
        "site_id": person.site_id,
        "position": position,
        **chosen_by(known),
        "values": as_json({**known, DATE_BOUNDS: bounds} if bounds else known),
    }
    return _in_their_order(columns)


def outcomes_as_of(version: int, patient_ids: Iterable[int]) -> dict[int, list[RegimenOutcome]]:
    """Unsaved rows of each patient, from the records as the audit trail tells them at a data version."""
    return {
        patient: [
            RegimenOutcome.from_stored(row)
            for row in _derived_of(Person(patient, rows.site.id, history_from_rows(rows)))
        ]
        for patient, rows in rows_as_of(version, patient_ids).items()
    }


def records_of_patients(patient_ids: Iterable[int]) -> dict[int, list[tuple[str, int, str]]]:
    """(entity, id, status) of every record of each patient that is not withdrawn."""
    return {
        patient: [(row.entity, row.id, row.status) for row in rows.all()]
        for patient, rows in rows_of_patients(patient_ids).items()
    }


def site_changed_since(moment: datetime) -> bool:
    """Whether the record of any site was changed at or after a moment."""
    return Change.objects.filter(entity="site", at__gte=moment).exists()


def derived_for_checks(rows: PatientRows) -> Derived:
    """What the edit checks compare answers with; drafts take part, as one of them is being completed."""
    answers = answers_for_records(history_from_rows(rows, include_drafts=True))
    return Derived(
        response_by_assessment={
            assessment: {scheme: answer.value for scheme, answer in by_scheme.items()}
            for assessment, by_scheme in answers.response_by_assessment.items()
        },
        salvage_line_by_regimen=_values(answers.salvage_line_by_regimen),
        genetic_group=answers.genetic_group.value,
        failure_on_by_regimen=_values(answers.failure_on_by_regimen),
        frozen_records=_frozen_records(rows.patient.id),
    )


def _frozen_records(patient_id: int) -> frozenset[tuple[str, int]]:
    """The patient's records that were verified or locked when a version that holds the patient was frozen."""
    frozen = FrozenRegimen.objects.filter(patient=patient_id).values_list("verified_records", flat=True)
    return frozenset((entity, key) for text in frozen for entity, key in json.loads(text))


def explained_for_forms(rows: PatientRows, entity: str, record_id: int) -> list[Explained]:
    """What would be derived of one record, drafts taking part, in words."""
    answers = answers_for_records(history_from_rows(rows, include_drafts=True))
    return [Explained(*line) for line in record_in_words(answers, entity, record_id)]


def _values(answers: Mapping[int, Answer]) -> dict[int, Any]:
    return {record: answer.value for record, answer in answers.items()}


def connect() -> None:
    """Let the registry's edit checks compare with derived values."""
    registry.derived_values.provide(derived_for_checks, explained_for_forms)
