"""The stored work list: opened by a save, cleared by doing the thing."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from registry import actions, models
from registry.models import Patient, WorkItem
from registry.partial_dates import PartialDate
from tests.registry import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient() -> Patient:
    """Enrolled with consent, diagnosis and a relapse; no treatment yet."""
    patient = records.patient(records.site())
    actions.save_records([records.diagnosis(patient), records.relapse(patient)], by=None, complete=True)
    return patient


def open_work(patient: Patient) -> set[str]:
    """Code and day of everything that is to be done."""
    items = WorkItem.objects.filter(patient=patient, done_at=None)
    return {f"{item.code} {item.due_on}" for item in items if item.code != "DRAFT"}


def treated(patient: Patient, **answers) -> models.SalvageRegimen:
    regimen = records.regimen(patient, **answers)
    actions.save_record(regimen, by=None, complete=True)
    return regimen


def transplanted(patient: Patient) -> models.Transplant:
    transplant = models.Transplant(patient=patient, infusion_date=records.day("2022-06-01"), hct_number=1)
    actions.save_record(transplant, by=None)
    return transplant


def test_a_patient_is_led_from_enrolment_to_the_first_regimen():
    person = records.patient(records.site(), enrolment_date=records.day("2022-01-10"))
    assert open_work(person) == {"W02 2022-01-24"}
    actions.save_record(records.diagnosis(person), by=None, complete=True)
    assert open_work(person) == {"W03 2022-02-09"}
    treated(person)
    assert not open_work(person) & {"W02 2022-01-24", "W03 2022-02-09"}


def test_a_follow_up_clears_its_row_and_opens_the_next(patient):
    treated(patient)
    assert "W11 2022-05-08" in open_work(patient)
    actions.save_record(records.follow_up(patient, "2022-05-06"), by=None, complete=True)
    assert "W11 2022-08-04" in open_work(patient)
    assert WorkItem.objects.get(code="W11", due_on="2022-05-08").done_at is not None


def test_an_assessment_clears_the_row_of_its_cycle(patient):
    regimen = treated(patient)
    cycle = models.Cycle(
        patient=patient,
        regimen=regimen,
        cycle_number=1,
        cycle_start=records.day("2022-02-07"),
        planned_length_d=21,
    )
    actions.save_record(cycle, by=None, complete=True)
    (item,) = WorkItem.objects.filter(code="W21", done_at=None)
    assert (item.due_on, item.prefill) == (
        datetime.date(2022, 2, 28),
        {"regimen": regimen.pk, "cycle": cycle.pk},
    )
    assessment = models.ResponseAssessment(
        patient=patient, regimen=regimen, assessment_date=records.day("2022-03-01"), cycle_number=1
    )
    actions.save_record(assessment, by=None)
    assert not WorkItem.objects.filter(code="W21", done_at=None).exists()


def test_a_transplant_opens_day_100_and_vod_and_one_contact_clears_both(patient):
    transplanted(patient)
    assert {"W13 2022-09-09", "W32 2022-07-01"} <= open_work(patient)
    actions.save_record(records.follow_up(patient, "2022-09-09"), by=None, complete=True)
    assert not open_work(patient) & {"W13 2022-09-09", "W32 2022-07-01"}
    assert "W14 2022-12-01" in open_work(patient)


def test_a_relapse_asks_to_close_the_regimen_and_for_the_next_line(patient):
    regimen = treated(patient)
    actions.save_record(records.relapse(patient, "2022-06-10"), by=None, complete=True)
    assert {"W22 2022-06-24", "W23 2022-07-10"} <= open_work(patient)
    regimen.end_date, regimen.end_reason = PartialDate("2022-06-10"), "progression"
    actions.save_record(regimen, by=None, reason="Relapsed", complete=True)
    treated(patient, start="2022-06-20")
    assert not open_work(patient) & {"W22 2022-06-24", "W23 2022-07-10"}


def test_a_fatal_event_asks_for_the_death_and_the_death_ends_follow_up(patient):
    regimen = treated(patient)
    event = models.AdverseEvent(
        patient=patient, linked_regimen=regimen, grade=5, onset_date=PartialDate("2022-03-01")
    )
    actions.save_record(event, by=None)
    assert "W41 2022-03-15" in open_work(patient)
    death = records.follow_up(
        patient, "2022-03-02", vital_status="dead", death_date=PartialDate("2022-03-01")
    )
    actions.save_record(death, by=None)
    assert not {code[:3] for code in open_work(patient)} & {"W41", "W11"}


def test_a_draft_is_listed_until_it_is_completed(patient):
    regimen = records.regimen(patient)
    actions.save_record(regimen, by=None)
    drafts = WorkItem.objects.filter(code="DRAFT", entity="regimen", done_at=None)
    assert [item.record_id for item in drafts] == [regimen.pk]
    assert actions.save_record(regimen, by=None, complete=True).is_complete
    assert not drafts.all().exists()


def test_a_refused_save_leaves_the_work_as_it_was(patient):
    regimen = treated(patient)
    before = open_work(patient)
    cycles = [models.Cycle(patient=patient, regimen=regimen, cycle_number=1) for _ in range(2)]
    with pytest.raises(ValidationError, match="already has a cycle"):
        actions.save_records(cycles, by=None)
    assert open_work(patient) == before


def test_withdrawing_what_was_done_makes_it_due_again(patient):
    person = records.user("coordinator", patient.site)
    regimen = treated(patient)
    actions.withdraw_record(regimen, by=person, reason="Wrong patient")
    assert "W03 2022-02-09" in open_work(patient)
    actions.restore_record(regimen, by=person, reason="Was right after all")
    assert "W03 2022-02-09" not in open_work(patient)


def test_settling_everything_anew_finds_nothing_to_change_after_saves(patient):
    treated(patient)
    transplanted(patient)
    before = list(WorkItem.objects.order_by("pk").values())
    call_command("settle_work_items")
    assert list(WorkItem.objects.order_by("pk").values()) == before


def test_records_loaded_past_the_actions_get_their_work_by_the_command(patient):
    models.SalvageRegimen.objects.bulk_create([records.regimen(patient)])
    assert "W11 2022-05-08" not in open_work(patient)
    call_command("settle_work_items")
    assert "W11 2022-05-08" in open_work(patient)


def test_settling_takes_as_many_queries_for_many_patients_as_for_one(django_assert_max_num_queries):
    site = records.site()
    ids = [records.patient(site, f"KFB-{number}").pk for number in range(8)]
    with django_assert_max_num_queries(26):
        actions.settle_work_items(ids)


def test_the_last_change_of_a_patient_is_that_of_any_record(patient):
    before = Patient.objects.get().changed_at
    treated(patient)
    assert Patient.objects.get().changed_at > before
