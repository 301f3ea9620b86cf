"""What somebody tries who means harm, or whose browser misbehaves: refused, never a crash, never a leak."""

import uuid

import pytest
from django.urls import reverse

from registry import actions
from registry.models import Diagnosis, FollowUp, Patient, Query
from tests.registry import records

pytestmark = pytest.mark.django_db

NUL = "before\0after"


@pytest.fixture
def manager(site):
    return records.user("data_manager", site)


@pytest.fixture
def diagnosis(patient):
    record = records.diagnosis(patient)
    actions.save_record(record, by=None, complete=True)
    return record


def at(page, record):
    return reverse(page, args=["KFB-0001", "diagnosis", record.pk])


# Texts that no keyboard types --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "text", "others"),
    [
        ("query-ask", "message", {"field": "cns_status"}),
        ("withdraw", "reason", {"version": "1"}),
        ("record-verify", "reason", {"version": "1"}),
    ],
)
def test_a_nul_character_is_refused_on_every_database(client, manager, diagnosis, page, text, others):
    client.force_login(manager)
    assert client.post(at(page, diagnosis), {text: NUL, **others}).status_code == 400
    diagnosis.refresh_from_db()
    assert (diagnosis.status, diagnosis.withdrawn_at, Query.objects.count()) == ("complete", None, 0)


def test_a_nul_character_in_an_answer_is_refused(client, coordinator, manager, diagnosis):
    query = actions.raise_query(diagnosis, field="cns_status", message="Certain?", by=manager)
    client.force_login(coordinator)
    assert client.post(reverse("query-answer", args=[query.pk]), {"answer": NUL}).status_code == 400
    assert Query.objects.get().status == "open"


def test_a_reason_longer_than_its_box_is_cut(client, coordinator, diagnosis):
    client.force_login(coordinator)
    client.post(at("withdraw", diagnosis), {"version": "1", "reason": "x" * 900})
    assert records.models.Change.objects.get(action="withdrawn").reason == "x" * 500


@pytest.mark.parametrize("version", ["9" * 5000, "9" * 30, "-1", "1.5", "one", ""])
def test_a_version_that_cannot_be_moves_nothing(client, manager, diagnosis, version):
    client.force_login(manager)
    assert client.post(at("record-verify", diagnosis), {"version": version}).status_code == 302
    diagnosis.refresh_from_db()
    assert diagnosis.status == "complete"


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_patient_is_not_added_to_a_patient(client, coordinator, patient, method):
    client.force_login(coordinator)
    assert getattr(client, method)("/patients/KFB-0001/patient/add/").status_code == 404


def test_a_range_is_not_reached_through_another_site(client, site):
    other = records.site("OTHER")
    theirs = records.models.SiteReferenceRange.objects.create(site=other)
    client.force_login(records.user("administrator"))
    assert client.get(reverse("range", args=[other.pk, theirs.pk])).status_code == 200
    assert client.get(reverse("range", args=[site.pk, theirs.pk])).status_code == 404


# Forms sent again, and old ones ------------------------------------------------------------------

CONTACT = {"contact_date": "2022-06-01", "vital_status": "alive", "save": "draft"}


def test_a_new_record_begins_with_its_first_version_whatever_the_form_says(client, coordinator, patient):
    client.force_login(coordinator)
    address = reverse("record-add", args=["KFB-0001", "follow_up"])
    assert client.post(address, {**CONTACT, "version": "2147483647"}).status_code == 302
    assert FollowUp.objects.get().version == 1


def test_a_form_sent_again_does_not_overwrite_what_others_saved_since(client, coordinator, patient):
    client.force_login(coordinator)
    address = reverse("record-add", args=["KFB-0001", "follow_up"])
    sent = {**CONTACT, "version": "0", "form_key": str(uuid.uuid4())}
    client.post(address, sent)
    record = FollowUp.objects.get()
    record.information_source = "visit"
    actions.save_record(record, by=None)
    assert client.post(address, sent).status_code == 302
    assert FollowUp.objects.get().information_source == "visit"

    corrected = {**sent, "contact_date": "2022-06-02"}
    assert client.post(address, corrected).status_code == 302
    stored = FollowUp.objects.get()
    assert (stored.contact_date, stored.information_source) == (records.day("2022-06-02"), "visit")


def test_a_form_sent_again_with_other_answers_changes_what_it_made(client, coordinator, patient):
    client.force_login(coordinator)
    address = reverse("record-add", args=["KFB-0001", "follow_up"])
    sent = {**CONTACT, "version": "0", "form_key": str(uuid.uuid4())}
    for day in ("2022-06-01", "2022-06-02"):
        assert client.post(address, {**sent, "contact_date": day}).status_code == 302
    record = FollowUp.objects.get()
    assert (record.contact_date, record.version) == (records.day("2022-06-02"), 2)


def test_a_withdrawal_sent_twice_does_not_restore_the_record(client, coordinator, diagnosis):
    client.force_login(coordinator)
    sent = {"version": "1", "reason": "Wrong patient"}
    assert client.post(at("withdraw", diagnosis), sent).status_code == 302
    assert client.post(at("withdraw", diagnosis), sent).status_code == 422
    assert Diagnosis.objects.get().withdrawn_at is not None


def test_a_record_changed_since_it_was_shown_is_not_withdrawn(client, coordinator, diagnosis):
    client.force_login(coordinator)
    diagnosis.cns_status = "CNS2"
    actions.save_record(diagnosis, by=None, reason="Source")
    assert client.post(at("withdraw", diagnosis), {"version": "1", "reason": "Wrong"}).status_code == 422
    assert Diagnosis.objects.get().withdrawn_at is None


def test_a_withdrawal_loses_against_a_change_made_while_it_was_decided(coordinator, diagnosis):
    seen = Diagnosis.objects.get()
    diagnosis.cns_status = "CNS2"
    actions.save_record(diagnosis, by=None, reason="Source")
    with pytest.raises(actions.StaleRecord):
        actions.withdraw_record(seen, by=coordinator, reason="Wrong patient")
    assert Diagnosis.objects.get().withdrawn_at is None


# What identifies a patient -----------------------------------------------------------------------


def enrolment(patient):
    return reverse("record", args=["KFB-0001", "patient", patient.pk])


def test_the_form_of_the_enrolment_hides_the_birth_date_from_a_data_manager(client, manager, patient):
    client.force_login(manager)
    page = client.get(enrolment(patient)).content.decode()
    assert "1970-03-12" not in page
    assert 'name="birth_date"' not in page


def test_a_data_manager_neither_changes_nor_clears_the_birth_date(client, manager, patient):
    client.force_login(manager)
    sent = {
        "version": str(patient.version),
        "registry_id": "KFB-0001",
        "birth_date": "1980-01-01",
        "missing-birth_date": "unknown",
        "trial_id": "NCT01371630",
        "reason": "Found in the source",
        "save": "draft",
    }
    assert client.post(enrolment(patient), sent).status_code == 302
    stored = Patient.objects.get()
    assert (str(stored.birth_date), stored.trial_id) == ("1970-03-12", "NCT01371630")
    assert "birth_date" not in stored.missing


def test_a_reason_why_the_birth_date_is_missing_stays_as_it_is(client, manager, site):
    patient = records.patient(site, birth_date=None, missing={"birth_date": "unknown"})
    client.force_login(manager)
    sent = {"version": str(patient.version), "registry_id": "KFB-0001", "reason": "Source", "save": "draft"}
    client.post(enrolment(patient), sent)
    assert Patient.objects.get().missing == {"birth_date": "unknown"}


@pytest.mark.parametrize("page", ["/", "/patients/KFB-0001/", "/audit-trail/", "/nothing/", "/login/"])
def test_no_page_is_kept_beyond_the_session(client, manager, patient, page):
    client.force_login(manager)
    assert "no-store" in client.get(page).headers["Cache-Control"]


# Signing in --------------------------------------------------------------------------------------


def guess(client, number, password="wrong", **more):
    sent = {"username": "coordinator", "password": password}
    return client.post(reverse("login"), sent, REMOTE_ADDR=f"10.0.0.{number}", **more)


def test_guesses_at_a_password_count_together_from_wherever_they_come(client, coordinator):
    for number in range(10):
        guess(client, number, headers={"X-Forwarded-For": f"192.0.2.{number}"})
    assert guess(client, 99, records.PASSWORD).status_code == 429
    assert client.get("/patients/").status_code == 302


def test_who_guesses_at_one_account_locks_no_other(client, coordinator, manager):
    for number in range(11):
        guess(client, number)
    sent = {"username": manager.username, "password": records.PASSWORD}
    assert client.post(reverse("login"), sent).status_code == 302


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "java\tscript:"]
)
def test_signing_in_leads_nowhere_else(client, coordinator, elsewhere):
    reply = guess(client, 1, records.PASSWORD, QUERY_STRING=f"next={elsewhere}")
    assert (reply.status_code, reply.url) == (302, reverse("home"))


def test_a_session_gets_another_key_by_signing_in(client, coordinator):
    session = client.session
    session["left"] = "by somebody else"
    session.save()
    before = session.session_key
    guess(client, 1, records.PASSWORD)
    assert client.session.session_key != before


# Other patients' records -------------------------------------------------------------------------


def test_a_link_is_not_saved_to_another_patients_record(client, coordinator, site, patient):
    theirs = records.regimen(records.patient(records.site("OTHER"), "OTHER-1"))
    neighbours = records.regimen(records.patient(site, "KFB-0002"))
    actions.save_records([theirs], by=None)
    actions.save_records([neighbours], by=None)
    client.force_login(coordinator)
    address = reverse("record-add", args=["KFB-0001", "cycle"])
    for foreign in (theirs, neighbours):
        sent = {"version": "0", "regimen": str(foreign.pk), "cycle_number": "1", "save": "draft"}
        assert client.post(address, sent).status_code == 422
    assert not records.models.Cycle.objects.exists()


def test_the_key_of_a_form_at_another_site_opens_nothing(client, coordinator, patient):
    key = uuid.uuid4()
    other = records.patient(records.site("OTHER"), "OTHER-1")
    theirs = records.follow_up(other, form_key=key)
    actions.save_record(theirs, by=None)
    client.force_login(coordinator)
    address = reverse("record-add", args=["KFB-0001", "follow_up"])
    reply = client.post(address, {**CONTACT, "version": "0", "form_key": str(key)})
    assert reply.status_code == 422
    assert "OTHER-1" not in reply.content.decode()
    assert FollowUp.objects.get().patient == other
