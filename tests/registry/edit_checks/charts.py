"""Patients for the examples of the edit checks: say what matters, the rest is unremarkable.

A value is written as on a form ("2023-03" for a date without its day, "<0.1" for a bound).
"""

from collections.abc import Mapping
from datetime import date
from functools import partial
from itertools import count
from typing import Any, NamedTuple

from registry.fields import ClinicalField, Link
from registry.record_types import RECORD_TYPES
from registry.rows import Derived, PatientRows, Row

TODAY = date(2024, 6, 1)
QUESTIONS: dict[str, dict[str, ClinicalField]] = {
    slug: {question.attname: question for question in kind.model.questions()}
    for slug, kind in RECORD_TYPES.items()
}

UNREMARKABLE: dict[str, dict[str, Any]] = {
    "patient": {
        "birth_date": "1980-05-20",
        "sex_at_birth": "female",
        "enrolment_date": "2023-02-25",
        "ascertainment": "prospective",
    },
    "consent": {"consent_status": "given", "consent_date": "2023-02-24"},
    "diagnosis": {
        "diagnosis_date": "2022-01-15",
        "all_lineage": "B_ALL",
        "cd22_pct": 90,
        "first_cr_date": "2022-04-01",
    },
    "lab": {"sample_date": "2023-04-01", "timepoint": "follow_up"},
    "genetic": {"sample_date": "2022-01-15", "method": "karyotype", "result_status": "abnormal"},
    "disease_event": {"event_type": "relapse", "event_date": "2023-02-20"},
    "regimen": {
        "line_type": "salvage",
        "regimen_code": "INO_SINGLE",
        "drugs": ["inotuzumab"],
        "start_date": "2023-03-01",
    },
    "cycle": {"regimen_id": 1, "cycle_number": 1, "cycle_start": "2023-03-01"},
    "administration": {
        "cycle_id": 1,
        "drug": "inotuzumab",
        "admin_date": "2023-03-01",
        "dose_value": 0.8,
        "dose_unit": "mg/m2",
        "route": "IV",
        "dose_modified": "no",
    },
    "response": {"regimen_id": 1, "assessment_date": "2023-04-01", "bm_done": "yes", "bm_blasts_pct": 1},
    "mrd": {"sample_date": "2023-04-01", "assay_sensitivity": "0.0001"},
    "transplant": {"infusion_date": "2023-06-01", "hct_number": 1, "hct_type": "allo"},
    "gvhd": {"transplant_id": 1, "kind": "acute", "onset_date": "2023-07-01"},
    "vod": {"onset_date": "2023-06-15", "relation": "post_hct"},
    "adverse_event": {
        "linked_regimen_id": 1,
        "onset_date": "2023-03-10",
        "grade": 3,
        "ctcae_version": "5.0",
        "present_at_baseline": "no",
    },
    "follow_up": {
        "contact_date": "2024-05-01",
        "vital_status": "alive",
        "last_known_alive_date": "2024-05-01",
    },
}


class Written(NamedTuple):
    """A record before it has its id."""

    entity: str
    values: Mapping[str, Any]
    missing: Mapping[str, str]
    status: str


def written(
    entity: str, missing: Mapping[str, str] | None = None, status: str = "complete", **values: Any
) -> Written:
    return Written(entity, UNREMARKABLE[entity] | values, missing or {}, status)


enrolled = partial(written, "patient")
consent = partial(written, "consent")
diagnosis = partial(written, "diagnosis")
lab = partial(written, "lab")
genetic = partial(written, "genetic")
event = partial(written, "disease_event")
regimen = partial(written, "regimen")
cycle = partial(written, "cycle")
dose = partial(written, "administration")
response = partial(written, "response")
mrd = partial(written, "mrd")
transplant = partial(written, "transplant")
gvhd = partial(written, "gvhd")
vod = partial(written, "vod")
adverse_event = partial(written, "adverse_event")
follow_up = partial(written, "follow_up")
dead = partial(follow_up, vital_status="dead", death_date="2023-09-10", last_known_alive_date="2023-09-01")


def row(record: Written, row_id: int) -> Row:
    """The record with every question of its model; those not mentioned have no answer."""
    questions = QUESTIONS[record.entity]
    unknown = record.values.keys() - questions.keys()
    assert not unknown, f"{record.entity} has no {unknown}"
    values = {name: _read(question, record.values.get(name)) for name, question in questions.items()}
    return Row(record.entity, row_id, values, record.missing, record.status)


def _read(question: ClinicalField, value: Any) -> Any:
    if isinstance(value, list) or isinstance(question, Link):
        return value
    return None if value is None else question.to_python(str(value))


def reference(analyte: str, **values: Any) -> Row:
    """A reference range of the site, valid from 2020 for either sex."""
    valid = {"sex": "any", "valid_from": date(2020, 1, 1), "valid_to": None, "lln": None, "uln": None}
    return Row("reference_range", 1, {"analyte": analyte} | valid | values)


def patient(
    *records: Written,
    ranges: tuple[Row, ...] = (),
    duplicates: tuple[str, ...] = (),
    derived: Derived | None = None,
) -> PatientRows:
    """The rows of a patient with these records; enrolment, consent and diagnosis are there unless given.

    Records of one entity are numbered 1, 2, … in the order in which they are given.
    """
    given = {record.entity for record in records}
    usual = [record for record in (enrolled(), consent(), diagnosis()) if record.entity not in given]
    rows = numbered((*usual, *records))
    (enrolment,) = rows.pop("patient")
    return PatientRows(
        patient=enrolment,
        site=Row("site", 1, {"site_id": "KFB", "timezone": "Europe/Berlin"}),
        today=TODAY,
        by_entity=rows,
        reference_ranges=ranges,
        possible_duplicates=duplicates,
        derived=derived,
    )


def numbered(records: tuple[Written, ...]) -> dict[str, tuple[Row, ...]]:
    ids = {entity: count(1) for entity in UNREMARKABLE}
    rows: dict[str, tuple[Row, ...]] = {}
    for record in records:
        rows[record.entity] = (*rows.get(record.entity, ()), row(record, next(ids[record.entity])))
    return rows
