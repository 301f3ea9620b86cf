"""Override, don't block: a questioned value is corrected or confirmed; an impossible one only corrected."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from registry import actions
from registry.actions import Confirmation
from registry.models import Change, Diagnosis, Patient, Query, User
from registry.partial_dates import PartialDate
from tests.registry import records

pytestmark = pytest.mark.django_db

HIGH_FERRITIN = Confirmation("ferritin", "L02", "measured_twice", "Also in the second sample")


@pytest.fixture
def coordinator() -> User:
    return records.user("coordinator", records.site())


@pytest.fixture
def patient(coordinator: User) -> Patient:
    return records.patient(coordinator.sites.get())


@pytest.fixture
def diagnosis(patient: Patient, coordinator: User) -> Diagnosis:
    """Complete, with a ferritin so high that edit check L02 asks."""
    record = records.diagnosis(patient, ferritin=90000)
    actions.save_record(record, by=coordinator, complete=True)
    return record


def save(record, by, **answers):
    for name, value in answers.items():
        setattr(record, name, value)
    actions.save_record(record, by=by, reason="Source read again", complete=True)


def only_query() -> Query:
    return Query.objects.get()


def test_a_confirmed_value_rests_with_its_reason_comment_and_author(diagnosis, coordinator):
    actions.confirm_finding(diagnosis, HIGH_FERRITIN, by=coordinator)
    query = only_query()
    assert (query.status, query.confirmation, query.answer, query.answered_by) == (
        "confirmed",
        "measured_twice",
        "Also in the second sample",
        coordinator,
    )
    entry = Change.objects.filter(action="query_confirmed").get()
    assert (entry.by, entry.reason) == (coordinator, "Measured twice. Also in the second sample")


def test_a_confirmation_stays_while_other_answers_change(diagnosis, coordinator):
    actions.confirm_finding(diagnosis, HIGH_FERRITIN, by=coordinator)
    save(diagnosis, coordinator, cns_status="CNS2")
    assert only_query().status == "confirmed"


def test_a_confirmation_lapses_when_the_value_becomes_another_questionable_one(diagnosis, coordinator):
    actions.confirm_finding(diagnosis, HIGH_FERRITIN, by=coordinator)
    save(diagnosis, coordinator, ferritin=95000)
    query = only_query()
    assert (query.status, query.confirmation) == ("open", "")
    assert Change.objects.filter(action="query_reopened", by=None).count() == 1


def test_a_confirmed_query_closes_by_itself_when_the_value_is_corrected(diagnosis, coordinator):
    actions.confirm_finding(diagnosis, HIGH_FERRITIN, by=coordinator)
    save(diagnosis, coordinator, ferritin=900)
    assert only_query().status == "closed"


def test_a_value_can_be_confirmed_while_the_record_is_still_a_draft(patient, coordinator):
    draft = records.diagnosis(patient, ferritin=90000, cns_status=None)
    actions.save_record(draft, by=coordinator)
    assert not Query.objects.exists()
    actions.confirm_finding(draft, HIGH_FERRITIN, by=coordinator)
    save(draft, coordinator, cns_status="CNS1")
    assert draft.status == "complete"
    assert only_query().status == "confirmed"


def test_an_impossibility_cannot_be_confirmed(patient, coordinator):
    draft = records.diagnosis(patient, diagnosis_date=PartialDate("1960-01-01"))
    saved = actions.save_record(draft, by=coordinator, complete=True)
    impossible = next(problem for problem in saved.problems if problem.code == "D03")
    with pytest.raises(ValidationError, match="only be corrected"):
        actions.confirm_finding(
            draft, Confirmation(impossible.field, "D03", "source_checked"), by=coordinator
        )
    assert not Query.objects.exists()


@pytest.mark.parametrize(
    ("reason", "comment", "sentence"),
    [
        ("", "", "Choose why"),
        ("because", "", "Choose why"),
        ("other", " ", "Write in the comment"),
    ],
)
def test_a_confirmation_needs_a_reason_of_the_list_and_other_needs_a_comment(
    diagnosis, coordinator, reason, comment, sentence
):
    with pytest.raises(ValidationError, match=sentence):
        actions.confirm_finding(diagnosis, Confirmation("ferritin", "L02", reason, comment), by=coordinator)
    assert only_query().status == "open"


def test_what_no_edit_check_questions_needs_no_confirmation(diagnosis, coordinator):
    assert (
        actions.confirm_finding(diagnosis, HIGH_FERRITIN._replace(field="cd22_pct"), by=coordinator) is None
    )


def test_a_query_accepted_by_the_data_manager_is_not_asked_again_for_the_same_value(diagnosis, coordinator):
    actions.close_query(only_query(), by=coordinator)
    save(diagnosis, coordinator, cns_status="CNS2")
    assert only_query().status == "closed"
    save(diagnosis, coordinator, ferritin=95000)
    assert set(Query.objects.values_list("status", flat=True)) == {"closed", "open"}


def posted(client, record, **changed):
    """Send the form of a record as the page shows it, with some inputs changed."""
    address = reverse("record", args=[record.patient.registry_id, "diagnosis", record.pk])
    form = client.get(address).context["form"]
    given = {name: form[name].value() for name in form.fields}
    sent = (
        {name: value for name, value in given.items() if value is not None} | {"save": "complete"} | changed
    )
    return client.post(address, sent)


def test_a_value_is_confirmed_right_at_its_field(client, diagnosis, coordinator):
    client.force_login(coordinator)
    reply = posted(
        client,
        diagnosis,
        **{"confirm-L02-ferritin": "as_in_source", "comment-L02-ferritin": "Letter of 4 May"},
    )
    assert reply.status_code == 302
    query = only_query()
    assert (query.status, query.confirmation, query.answer) == (
        "confirmed",
        "as_in_source",
        "Letter of 4 May",
    )


def test_a_confirmation_without_its_comment_is_a_problem_of_the_field_and_saves_nothing(
    client, diagnosis, coordinator
):
    client.force_login(coordinator)
    reply = posted(client, diagnosis, **{"confirm-L02-ferritin": "other", "reason": "x", "ferritin": "91000"})
    assert reply.status_code == 422
    assert "Write in the comment" in reply.context["form"].errors["ferritin"][0]
    diagnosis.refresh_from_db()
    assert diagnosis.ferritin == 90000


def test_a_confirmation_by_whom_may_not_confirm_is_not_heard(client, diagnosis):
    client.force_login(records.user("data_manager", diagnosis.patient.site))
    posted(client, diagnosis, **{"confirm-L02-ferritin": "as_in_source"})
    assert only_query().status == "open"


def test_a_value_is_confirmed_in_the_list_of_queries_which_stays_as_it_was(client, diagnosis, coordinator):
    client.force_login(coordinator)
    given = {"reason": "unit_checked", "answer": "", "kept": "status=open&order=oldest"}
    reply = client.post(reverse("query-confirm", args=[only_query().pk]), given)
    assert reply.url == f"{reverse('queries')}?status=open&order=oldest"
    assert only_query().confirmation == "unit_checked"
