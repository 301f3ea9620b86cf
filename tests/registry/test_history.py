"""History: who, when, old, new, why, of a field, a record, a patient, the sites; and restoring."""

import csv

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from registry import actions
from registry.history import states_of
from registry.models import Change, Diagnosis
from tests.registry import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return records.site("OWN")


@pytest.fixture
def diagnosis(site, coordinator) -> Diagnosis:
    """CNS status entered as CNS1, corrected to CNS2, then found to be unknown."""
    record = records.diagnosis(records.patient(site, "OWN-1"))
    actions.save_record(record, by=coordinator, complete=True)
    record.cns_status = "CNS2"
    actions.save_record(record, by=coordinator, reason="Second puncture", complete=True)
    record.cns_status, record.missing = None, {"cns_status": "unknown"}
    actions.save_record(record, by=coordinator, reason="Wrong patient's report", complete=True)
    return record


def question(record, name):
    return next(question for question in record.questions() if question.name == name)


def states(record, name="cns_status"):
    return states_of(record, question(record, name))


def address(page, record, **asked):
    return reverse(page, args=["OWN-1", "diagnosis", record.pk], query=asked)


def test_a_field_shows_every_answer_it_has_had_the_latest_first(diagnosis, coordinator):
    assert [(s.old, s.new, s.change.reason, s.change.by) for s in states(diagnosis)] == [
        ("CNS2", "Unknown", "Wrong patient's report", coordinator),
        ("CNS1", "CNS2", "Second puncture", coordinator),
        ("", "CNS1", "", coordinator),
    ]
    assert states(diagnosis, "ferritin") == []


def test_an_earlier_answer_is_restored_as_a_new_change_with_its_reason(diagnosis, coordinator):
    earlier = states(diagnosis)[1]
    restored = actions.restore_value(
        diagnosis, question(diagnosis, "cns_status"), earlier, by=coordinator, reason="Right after all"
    )
    stored = Diagnosis.objects.get()
    assert (stored.cns_status, stored.missing, stored.status) == ("CNS2", {}, "complete")
    assert restored.record.version == 4
    latest = Change.objects.filter(entity="diagnosis", action="changed").last()
    assert latest.changes == {"cns_status": [None, "CNS2"], "missing.cns_status": ["unknown", None]}
    assert latest.reason == "Right after all"


@pytest.mark.parametrize(
    ("field", "first", "second"),
    [
        ("cns_status", "CNS1", "CNS3"),
        ("cd22_pct", 90, 80),
        ("emd_sites", ["none"], ["cns", "mediastinum"]),
        ("hctci", 3, None),
        ("diagnosis_date", "2020-05", "2020-06-02"),
    ],
)
def test_every_kind_of_answer_comes_back_as_it_was(site, coordinator, field, first, second):
    record = records.diagnosis(records.patient(site, "OWN-1"))
    asked = question(record, field)
    for value in (first, second):
        setattr(record, field, asked.to_python(value))
        actions.save_record(record, by=coordinator, reason="x")
    before = states(record, field)[1]
    actions.restore_value(record, asked, before, by=coordinator, reason="Back")
    assert asked.canonical(getattr(Diagnosis.objects.get(), field)) == before.value


def test_restoring_needs_a_reason(diagnosis, coordinator):
    with pytest.raises(ValidationError, match="Say why"):
        actions.restore_value(
            diagnosis, question(diagnosis, "cns_status"), states(diagnosis)[1], by=coordinator, reason=" "
        )


def restore(client, record, **changed):
    sent = {
        "field": "cns_status",
        "change": states(record)[1].change.pk,
        "version": record.version,
        "reason": "Right after all",
    }
    return client.post(address("restore-value", record), sent | changed)


def test_a_value_is_restored_from_the_page_of_the_field(client, diagnosis, coordinator):
    client.force_login(coordinator)
    page = client.get(address("history", diagnosis, field="cns_status"))
    assert page.status_code == 200
    assert restore(client, diagnosis).url == address("history", diagnosis, field="cns_status")
    assert Diagnosis.objects.get().cns_status == "CNS2"


@pytest.mark.parametrize("changed", [{"version": 1}, {"reason": ""}])
def test_nothing_is_restored_over_a_later_change_or_without_a_reason(client, diagnosis, coordinator, changed):
    client.force_login(coordinator)
    restore(client, diagnosis, **changed)
    assert Diagnosis.objects.get().cns_status is None


@pytest.mark.parametrize("changed", [{"field": "status"}, {"change": "0"}])
def test_only_a_question_of_the_record_and_an_entry_about_it_can_be_named(
    client, diagnosis, coordinator, changed
):
    client.force_login(coordinator)
    assert restore(client, diagnosis, **changed).status_code == 404


@pytest.mark.parametrize(
    ("role", "status"),
    [("coordinator", 302), ("data_manager", 302), ("monitor", 403), ("investigator", 403)],
)
def test_only_who_may_edit_restores(client, site, diagnosis, role, status):
    client.force_login(records.user(role, site, name=f"{role}-2"))
    assert restore(client, diagnosis).status_code == status


def test_another_sites_value_cannot_be_restored(client, diagnosis):
    client.force_login(records.user("coordinator", records.site("OTHER"), name="stranger"))
    assert restore(client, diagnosis).status_code == 404


def test_the_history_of_an_identifier_is_for_those_who_may_see_it(client, site, diagnosis, coordinator):
    patient = diagnosis.patient
    page = reverse("history", args=["OWN-1", "patient", patient.pk], query={"field": "birth_date"})
    client.force_login(coordinator)
    assert "1970-03-12" in client.get(page).content.decode()
    client.force_login(records.user("data_manager", site))
    assert client.get(page).status_code == 403


def test_the_history_of_a_patient_holds_all_records(client, diagnosis, coordinator):
    client.force_login(coordinator)
    page = client.get(reverse("patient-history", args=["OWN-1"]))
    assert {entry.kind for entry in page.context["entries"]} == {"Enrolment", "Consent", "Diagnosis"}


def downloaded(client) -> list[dict[str, str]]:
    lines = b"".join(client.get(reverse("audit-trail")).streaming_content).decode().splitlines()
    return list(csv.DictReader(lines))


def test_the_audit_trail_of_the_users_sites_is_a_table_with_one_line_for_each_answer(
    client, site, diagnosis, coordinator
):
    records.patient(records.site("OTHER"), "OTHER-1")
    client.force_login(records.user("monitor", site))
    rows = downloaded(client)
    assert {row["patient"] for row in rows} == {"OWN-1"}
    changed = [row for row in rows if row["action"] == "changed" and row["question"] == "CNS status"]
    assert [(row["old"], row["new"], row["by"], row["reason"]) for row in changed] == [
        ("CNS1", "CNS2", coordinator.username, "Second puncture"),
        ("CNS2", "", coordinator.username, "Wrong patient's report"),
    ]
    born = next(row for row in rows if "birth" in row["question"])
    assert (born["old"], born["new"]) == ("hidden", "hidden")


def test_no_text_of_the_download_can_act_as_a_formula(client, site, diagnosis, coordinator):
    diagnosis.cns_status, diagnosis.missing = "CNS3", {}
    actions.save_record(diagnosis, by=coordinator, reason="=HYPERLINK(1)", complete=True)
    client.force_login(records.user("monitor", site))
    assert "'=HYPERLINK(1)" in {row["reason"] for row in downloaded(client)}
