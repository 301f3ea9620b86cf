"""From draft to locked: completed, verified, locked, unlocked, and back to draft by any change."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from registry import actions
from registry.actions import MOVES
from registry.models import Change, Diagnosis, User
from tests.registry import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return records.site("OWN")


@pytest.fixture
def manager(site) -> User:
    return records.user("data_manager", site)


@pytest.fixture
def diagnosis(site) -> Diagnosis:
    record = records.diagnosis(records.patient(site, "OWN-1"))
    actions.save_record(record, by=None, complete=True)
    return record


def move(record, to, by, reason=""):
    return actions.move_record(record, MOVES[to], by=by, reason=reason)


def steps(record) -> list[tuple[str, list[str]]]:
    entries = Change.objects.filter(entity="diagnosis", record_id=record.pk, changes__has_key="status")
    return [(entry.action, entry.changes["status"]) for entry in entries.order_by("id")]


def test_a_complete_record_is_verified_locked_and_unlocked_with_a_reason(diagnosis, manager):
    move(diagnosis, "verify", manager)
    move(diagnosis, "lock", manager)
    move(diagnosis, "unlock", manager, reason="Late letter")
    assert steps(diagnosis)[1:] == [
        ("verified", ["complete", "verified"]),
        ("locked", ["verified", "locked"]),
        ("unlocked", ["locked", "verified"]),
    ]
    assert Change.objects.get(action="unlocked").reason == "Late letter"


@pytest.mark.parametrize(
    ("way", "refused", "sentence"),
    [
        ([], "lock", "is complete: it cannot be locked"),
        ([], "unlock", "is complete: it cannot be unlocked"),
        (["verify"], "verify", "is verified: it cannot be verified"),
        (["verify", "lock"], "unlock", "Say why"),
    ],
)
def test_no_step_is_left_out_and_unlocking_needs_a_reason(diagnosis, manager, way, refused, sentence):
    for step in way:
        move(diagnosis, step, manager)
    with pytest.raises(ValidationError, match=sentence):
        move(diagnosis, refused, manager)


def test_a_draft_cannot_be_verified(site, manager):
    draft = records.diagnosis(records.patient(site, "OWN-1"))
    actions.save_record(draft, by=None)
    with pytest.raises(ValidationError, match="is draft"):
        move(draft, "verify", manager)


def test_a_record_with_an_open_query_is_not_verified_until_the_query_is_settled(diagnosis, manager):
    query = actions.raise_query(diagnosis, field="cns_status", message="Which puncture?", by=manager)
    with pytest.raises(ValidationError, match="Settle the queries"):
        move(diagnosis, "verify", manager)
    actions.close_query(query, by=manager)
    assert move(diagnosis, "verify", manager).status == "verified"


def test_what_was_changed_since_it_was_looked_at_is_not_verified(diagnosis, manager):
    seen = Diagnosis.objects.get()
    diagnosis.cns_status = "CNS2"
    actions.save_record(diagnosis, by=None, reason="New report", complete=True)
    with pytest.raises(actions.StaleRecord):
        move(seen, "verify", manager)


def test_a_change_of_a_verified_record_passes_through_draft_and_voids_the_verification(diagnosis, manager):
    move(diagnosis, "verify", manager)
    diagnosis.cns_status = "CNS2"
    actions.save_record(diagnosis, by=None, reason="New report", complete=True)
    assert steps(diagnosis)[-2:] == [
        ("reopened", ["verified", "draft"]),
        ("completed", ["draft", "complete"]),
    ]


def test_a_locked_record_refuses_every_change(diagnosis, manager):
    move(diagnosis, "verify", manager)
    move(diagnosis, "lock", manager)
    diagnosis.cns_status = "CNS2"
    with pytest.raises(actions.RecordLocked):
        actions.save_record(diagnosis, by=manager, reason="New report")


def test_a_data_manager_gives_a_reason_even_for_a_draft_and_a_coordinator_does_not(site, manager):
    draft = records.diagnosis(records.patient(site, "OWN-1"))
    with pytest.raises(ValidationError, match="Say why"):
        actions.save_record(draft, by=manager)
    actions.save_record(draft, by=manager, reason="From the letter")
    draft.cns_status = "CNS2"
    with pytest.raises(ValidationError, match="Say why"):
        actions.save_record(draft, by=manager)
    assert actions.save_record(draft, by=records.user("coordinator", site)).record.version == 2


def test_the_form_asks_the_data_manager_for_the_reason_and_says_what_a_change_does(
    client, diagnosis, manager
):
    client.force_login(manager)
    page = client.get(reverse("record", args=["OWN-1", "diagnosis", diagnosis.pk])).content.decode()
    assert "Reason for this change" in page
    assert "A change returns it to draft" in page
    new = client.get(reverse("record-add", args=["OWN-1", "follow_up"])).content.decode()
    assert "Reason for this change" in new


def test_a_locked_record_is_shown_to_read_only_with_the_button_to_unlock_it(client, diagnosis, manager):
    move(diagnosis, "verify", manager)
    move(diagnosis, "lock", manager)
    client.force_login(manager)
    page = client.get(reverse("record", args=["OWN-1", "diagnosis", diagnosis.pk])).content.decode()
    assert "Save and complete" not in page
    assert reverse("record-unlock", args=["OWN-1", "diagnosis", diagnosis.pk]) in page


def press(client, record, to, registry_id="OWN-1", **sent):
    address = reverse(f"record-{to}", args=[registry_id, "diagnosis", record.pk])
    return client.post(address, {"version": record.version} | sent)


@pytest.mark.parametrize("to", MOVES)
@pytest.mark.parametrize("role", ["coordinator", "investigator", "monitor", "administrator"])
def test_only_a_data_manager_moves_records_on(client, site, diagnosis, role, to):
    client.force_login(records.user(role, site))
    assert press(client, diagnosis, to, reason="x").status_code == 403


@pytest.mark.parametrize("to", MOVES)
def test_a_data_manager_of_another_site_finds_no_such_record(client, diagnosis, to):
    client.force_login(records.user("data_manager", records.site("OTHER")))
    assert press(client, diagnosis, to, reason="x").status_code == 404


def test_the_buttons_move_the_record_that_was_looked_at(client, diagnosis, manager):
    client.force_login(manager)
    press(client, diagnosis, "verify", version=0)
    diagnosis.refresh_from_db()
    assert diagnosis.status == "complete", "somebody had saved it in the meantime"
    press(client, diagnosis, "verify")
    diagnosis.refresh_from_db()
    assert diagnosis.status == "verified"
