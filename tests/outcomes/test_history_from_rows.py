"""Plain rows of the registry become a history: what counts, and how values are taken over."""

# ruff: noqa: E501 - one example a line

from dataclasses import fields
from datetime import date
from decimal import Decimal

import pytest

from outcomes.history import Diagnosis, Reading, Span
from outcomes.history.records import KINDS
from outcomes.history_from_rows import history_from_rows
from registry.measured import Measured
from registry.partial_dates import PartialDate
from registry.record_types import RECORD_TYPES
from registry.rows import PatientRows, Row

TODAY = date(2024, 1, 1)


def patient_rows(*rows: Row) -> PatientRows:
    by_entity: dict[str, tuple[Row, ...]] = {}
    for row in rows:
        by_entity[row.entity] = (*by_entity.get(row.entity, ()), row)
    patient = Row("patient", 1, {"birth_date": PartialDate("1970"), "sex_at_birth": "female"})
    return PatientRows(patient, Row("site", 1, {}), TODAY, by_entity)


def test_values_are_taken_over_without_loss():
    history = history_from_rows(
        patient_rows(
            Row("regimen", 5, {"line_type": "salvage", "start_date": PartialDate("2021-03"), "drugs": ["inotuzumab"]}),
            Row("cycle", 6, {"regimen_id": 5, "cycle_number": 1, "cycle_start": date(2021, 3, 2)}),
            Row("administration", 7, {"cycle_id": 6, "drug": "inotuzumab", "admin_date": date(2021, 3, 4), "dose_value": Decimal("0.8")}),
            Row("response", 8, {"regimen_id": 5, "assessment_date": date(2021, 4, 1), "bm_blasts_pct": Measured(Decimal(5), "<")}),
        )
    )  # fmt: skip
    (regimen,) = history.regimens
    assert history.birth == Span(date(1970, 1, 1), date(1970, 12, 31))
    assert regimen.start == Span(date(2021, 3, 1), date(2021, 3, 31))
    assert regimen.drugs == ("inotuzumab",)
    assert regimen.cycles[0].doses[0].dose_value == 0.8
    assert history.assessments[0].bm_blasts_pct == Reading(5.0, "<")


def test_mrd_samples_keep_their_method_and_transplants_their_conditioning():
    sample = {"sample_date": date(2021, 4, 1), "method": "ngs", "linked_assessment_id": 8}
    conditioning = {"conditioning_intensity": "RIC", "conditioning_drugs": ["melphalan", "fludarabine"]}
    hct = {"infusion_date": date(2021, 6, 1), "hct_type": "allo", "status_at_hct": "CR2"} | conditioning
    history = history_from_rows(patient_rows(Row("mrd", 1, sample), Row("transplant", 2, hct)))
    assert (history.mrd[0].method, history.mrd[0].linked_assessment_id) == ("ngs", 8)
    assert history.transplants[0].status_at_hct == "CR2"
    assert history.transplants[0].conditioning_intensity == "RIC"
    assert history.transplants[0].conditioning_drugs == ("melphalan", "fludarabine")


def test_drafts_count_only_for_the_preview():
    rows = patient_rows(
        Row("regimen", 1, {"start_date": PartialDate("2021-03-01")}, status="draft"),
        Row("regimen", 2, {"start_date": PartialDate("2021-05-01")}, status="locked"),
        Row("regimen", 3, {"start_date": PartialDate("2021-07-01")}, status="verified"),
    )
    assert [regimen.id for regimen in history_from_rows(rows).regimens] == [2, 3]
    assert [regimen.id for regimen in history_from_rows(rows, include_drafts=True).regimens] == [1, 2, 3]


def test_a_record_that_cannot_be_placed_in_time_is_left_out():
    rows = patient_rows(
        Row("mrd", 1, {"result": "not_detected"}), Row("disease_event", 2, {"event_type": "relapse"})
    )
    history = history_from_rows(rows, include_drafts=True)
    assert (history.mrd, history.events) == ((), ())


def withdrawal(**answers) -> Row:
    given = {"consent_status": "withdrawn", "withdrawal_date": date(2022, 6, 1), "consent_type": ["registry"]}
    return Row("consent", 1, given | answers)


def test_withdrawal_from_the_registry_ends_observation():
    history = history_from_rows(patient_rows(withdrawal(withdrawal_scope="no_further_contact")))
    assert (history.withdrawn_on, history.erased) == (date(2022, 6, 1), False)


def test_withdrawal_from_the_biobank_only_does_not():
    assert history_from_rows(patient_rows(withdrawal(consent_type=["biobank"]))).withdrawn_on is None


def test_withdrawal_may_ask_for_deletion():
    assert history_from_rows(patient_rows(withdrawal(withdrawal_scope="delete_data"))).erased is True


@pytest.mark.parametrize("entity", KINDS)
def test_every_argument_of_a_record_has_its_question(entity):
    kind = KINDS[entity]
    taken = {"diagnosis": Diagnosis}.get(entity, kind.make)
    arguments = [field.name for field in fields(taken) if field.name not in ("id", "cycles", "doses")]
    assert len(kind.answers) == len(arguments)


@pytest.mark.parametrize("entity", KINDS)
def test_every_question_of_a_history_is_one_of_the_registry(entity):
    questions = {field.attname for field in RECORD_TYPES[entity].model.questions()}
    kind = KINDS[entity]
    assert {*kind.answers, kind.placed_by or "", kind.part_of or ""} - {""} <= questions
