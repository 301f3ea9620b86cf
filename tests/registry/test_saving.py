"""The way of one value: saved with its trace, or refused with nothing changed."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from registry import actions
from registry.models import Change, DataVersion, Patient, PatientEdit, Query, SalvageRegimen, User
from registry.partial_dates import PartialDate
from tests.registry import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator() -> User:
    return records.user("coordinator", records.site())


@pytest.fixture
def patient(coordinator: User) -> Patient:
    return records.patient(coordinator.sites.get())


def test_a_draft_always_saves_even_when_almost_nothing_is_known(patient, coordinator):
    saved = actions.save_record(SalvageRegimen(patient=patient), by=coordinator)
    assert saved.created
    assert saved.record.status == "draft"


def test_a_record_with_unanswered_questions_stays_a_draft_and_names_them_all(patient, coordinator):
    saved = actions.save_record(SalvageRegimen(patient=patient), by=coordinator, complete=True)
    assert not saved.is_complete
    assert {"regimen_code", "drugs", "start_date", "line_type"} <= {
        problem.field for problem in saved.problems
    }


def test_a_missing_reason_answers_a_question(patient, coordinator):
    record = records.diagnosis(patient, prior_liver_disease=None, missing={"prior_liver_disease": "unknown"})
    assert actions.save_record(record, by=coordinator, complete=True).is_complete


def test_an_error_of_an_edit_check_refuses_completion_but_not_the_draft(patient, coordinator):
    record = records.diagnosis(patient, diagnosis_date=PartialDate("1960-01-01"))
    saved = actions.save_record(record, by=coordinator, complete=True)
    assert saved.record.status == "draft"
    assert "D03" in {problem.code for problem in saved.problems if problem.blocks}


def test_a_draft_that_waited_for_another_record_can_be_completed_with_all_the_others(patient, coordinator):
    record = records.regimen(patient)
    assert not actions.save_record(record, by=coordinator, complete=True).is_complete, (
        "no relapse recorded yet"
    )
    actions.save_record(records.relapse(patient), by=coordinator)
    assert all(saved.is_complete for saved in actions.complete_drafts(patient, by=coordinator))


def test_a_save_writes_old_and_new_actor_and_reason_into_the_audit_trail(patient, coordinator):
    record = records.diagnosis(patient)
    actions.save_record(record, by=coordinator, complete=True)
    record.cns_status = "CNS2"
    actions.save_record(record, by=coordinator, reason="Misread report", complete=True)
    change = Change.objects.filter(entity="diagnosis", action="changed").get()
    assert change.changes == {"cns_status": ["CNS1", "CNS2"]}
    assert (change.by, change.reason, change.version) == (coordinator, "Misread report", 2)


def test_changing_a_completed_record_needs_a_reason(patient, coordinator):
    record = records.diagnosis(patient)
    actions.save_record(record, by=coordinator, complete=True)
    record.cns_status = "CNS3"
    with pytest.raises(ValidationError, match="Say why"):
        actions.save_record(record, by=coordinator)
    record.refresh_from_db()
    assert record.cns_status == "CNS1"


def test_editing_a_completed_record_returns_it_to_draft_until_it_is_completed_again(patient, coordinator):
    record = records.diagnosis(patient)
    actions.save_record(record, by=coordinator, complete=True)
    record.cns_status = "CNS2"
    assert not actions.save_record(record, by=coordinator, reason="New report").is_complete
    assert actions.save_record(record, by=coordinator, complete=True).is_complete


def test_a_save_that_changes_nothing_leaves_no_trace(patient, coordinator):
    record = records.diagnosis(patient)
    actions.save_record(record, by=coordinator, complete=True)
    before = Change.objects.count(), DataVersion.current(), record.version
    actions.save_record(record, by=coordinator, complete=True)
    assert (Change.objects.count(), DataVersion.current(), record.version) == before


def test_a_save_based_on_an_older_version_is_refused_and_shows_the_stored_record(patient, coordinator):
    record = records.diagnosis(patient)
    actions.save_record(record, by=coordinator)
    mine, theirs = type(record).objects.get(), type(record).objects.get()
    theirs.cns_status = "CNS2"
    actions.save_record(theirs, by=coordinator)
    mine.cns_status = "CNS3"
    with pytest.raises(actions.StaleRecord) as stale:
        actions.save_record(mine, by=coordinator)
    assert stale.value.stored.cns_status == "CNS2"
    assert type(record).objects.get().cns_status == "CNS2"


def test_a_repeated_request_makes_one_record(patient, coordinator):
    key = uuid.uuid4()
    for _ in range(3):
        actions.save_record(records.regimen(patient, form_key=key), by=coordinator)
    assert SalvageRegimen.objects.count() == 1
    assert Change.objects.filter(entity="regimen", action="created").count() == 1


def test_the_key_of_another_patients_form_opens_nothing(patient, coordinator):
    key = uuid.uuid4()
    other = records.patient(patient.site, "KFB-0002")
    actions.save_record(records.regimen(other, form_key=key), by=coordinator)
    with pytest.raises(ValidationError):
        actions.save_record(records.regimen(patient, form_key=key), by=coordinator)
    assert SalvageRegimen.objects.get().patient == other


def test_records_saved_together_are_saved_all_or_none(patient, coordinator):
    from registry.models import Cycle

    regimen = records.regimen(patient)
    cycles = [Cycle(patient=patient, regimen=regimen, cycle_number=1) for _ in range(2)]
    with pytest.raises(ValidationError, match="already has a cycle"):
        actions.save_records([regimen, *cycles], by=coordinator)
    assert not SalvageRegimen.objects.exists()


def test_every_edit_counts_in_the_data_version_and_waits_in_the_outbox(patient, coordinator):
    before = DataVersion.current()
    actions.save_record(records.diagnosis(patient), by=coordinator)
    assert DataVersion.current() == before + 1
    assert PatientEdit.objects.filter(patient=patient, version=before + 1).count() == 1


def test_a_query_opens_with_the_finding_and_closes_itself_when_it_is_fixed(patient, coordinator):
    record = records.diagnosis(patient, ferritin=90000)
    actions.save_record(record, by=coordinator, complete=True)
    query = Query.objects.get(check_code="L02")
    assert (query.field, query.status) == ("ferritin", "open")
    record.ferritin = 900
    actions.save_record(record, by=coordinator, reason="Typing error", complete=True)
    query.refresh_from_db()
    assert query.status == "closed"
    assert query.closed_at is not None


def test_an_answered_query_stays_answered_while_its_finding_stays(patient, coordinator):
    record = records.diagnosis(patient, ferritin=90000)
    actions.save_record(record, by=coordinator, complete=True)
    actions.answer_query(Query.objects.get(), answer="Measured twice.", by=coordinator)
    record.cns_status = "CNS2"
    actions.save_record(record, by=coordinator, reason="New report", complete=True)
    assert Query.objects.get().status == "answered"


def test_a_withdrawn_record_keeps_its_history_and_can_be_restored(patient, coordinator):
    record = records.diagnosis(patient)
    actions.save_record(record, by=coordinator, complete=True)
    actions.withdraw_record(record, by=coordinator, reason="Wrong patient")
    assert not type(record).objects.filter(withdrawn_at=None).exists()
    actions.restore_record(record, by=coordinator, reason="Was right after all")
    assert type(record).objects.get().status == "complete"
    assert [c.action for c in Change.objects.filter(entity="diagnosis")][-2:] == ["withdrawn", "restored"]


def test_a_record_on_which_others_hang_is_not_withdrawn(patient, coordinator):
    from registry.models import Cycle

    regimen = records.regimen(patient)
    actions.save_records([regimen, Cycle(patient=patient, regimen=regimen)], by=coordinator)
    with pytest.raises(actions.HasDependents, match="cycles"):
        actions.withdraw_record(regimen, by=coordinator, reason="Wrong patient")


@pytest.mark.parametrize("attempt", ["update", "delete"])
def test_the_database_refuses_to_alter_the_audit_trail(patient, attempt):
    entries = Change.objects.all()
    count = entries.count()
    with pytest.raises(DatabaseError, match="cannot be altered"), transaction.atomic():
        entries.update(reason="nothing happened") if attempt == "update" else entries.delete()
    assert entries.exclude(reason="nothing happened").count() == count


def test_a_second_diagnosis_is_refused_with_a_sentence(patient, coordinator):
    actions.save_record(records.diagnosis(patient), by=coordinator)
    with pytest.raises(ValidationError, match="already has a diagnosis"):
        actions.save_record(records.diagnosis(patient), by=coordinator)
