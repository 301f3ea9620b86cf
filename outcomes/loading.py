"""Registry rows → History and derived values: the only module that knows the registry's tables."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import registry.derived_values
from outcomes.derivations.life import life_of
from outcomes.derivations.table import DEFAULT, RegimenDerivation, derive
from outcomes.history_from_rows import history_from_rows
from outcomes.models import RegimenOutcome
from registry.actions.trail import patient_edited
from registry.models import DataVersion, Patient, PatientEdit, Site
from registry.patient_rows import rows_of_patients
from registry.rows import Derived, PatientRows

__all__ = ["DataVersion", "Patient", "PatientEdit", "Site", "patient_edited"]


def outcomes_of_patients(patient_ids: Iterable[int]) -> dict[int, list[RegimenOutcome]]:
    """Unsaved outcome rows of each patient, in order of regimen start; none for a withdrawn patient."""
    return {patient_id: outcomes_of(rows) for patient_id, rows in rows_of_patients(patient_ids).items()}


def outcomes_of(rows: PatientRows, *, include_drafts: bool = False) -> list[RegimenOutcome]:
    derived = derive(history_from_rows(rows, include_drafts=include_drafts))
    return [_row(regimen, position, rows) for position, regimen in enumerate(derived)]


def _row(derived: RegimenDerivation, position: int, rows: PatientRows) -> RegimenOutcome:
    values = derived.values
    return RegimenOutcome(
        regimen_id=derived.regimen_id,
        patient_id=rows.patient.id,
        site_id=rows.site.id,
        position=position,
        regimen_code=values["regimen_code"] or "",
        line_type=values["line_type"] or "",
        line_group=values["line_group"] or "",
        contains_inotuzumab=bool(values["contains_inotuzumab"]),
        contains_blinatumomab=bool(values["contains_blinatumomab"]),
        start_on=values["start_on"],
        values=as_json(values),
        why=dict(derived.why),
    )


def as_json(value: Any) -> Any:
    """Derived values as JSON: dates become ISO text, tuples lists; None stays None."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(item) for item in value]
    return value


def derived_for_checks(rows: PatientRows) -> Derived:
    """What the edit checks compare answers with; drafts take part, as one of them is being completed."""
    history = history_from_rows(rows, include_drafts=True)
    life = life_of(history, DEFAULT)
    derived = derive(history)
    groups = [regimen.values["genetic_group"] for regimen in derived]
    return Derived(
        response_by_assessment={
            one.assessment.id: {scheme: answer.value for scheme, answer in one.answers.items()}
            for assessed in life.assessed
            for one in assessed
        },
        salvage_line_by_regimen={regimen.regimen_id: regimen.values["salvage_line"] for regimen in derived},
        genetic_group=next((group for group in groups if group), None),
        failure_on_by_regimen={regimen.regimen_id: regimen.values["failure_on"] for regimen in derived},
    )


def connect() -> None:
    """Let the registry's edit checks compare with derived values."""
    registry.derived_values.provide(derived_for_checks)
