"""Unsaved answers belong to one user, who may edit the patient, and to nobody else."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from registry.keeping import MOST_CHARACTERS, MOST_FORMS
from registry.models import Diagnosis, UnsavedAnswers
from tests.registry import records
from tests.registry.unsaved import boxes, form_of, keep, opened

pytestmark = pytest.mark.django_db


# Whom it belongs to -------------------------------------------------------------------------------


def test_nobody_else_sees_keeps_or_discards_it(client, tab, site, diagnosis):
    hidden = opened(tab, form_of(diagnosis))
    keep(tab, hidden, cns_status="CNS3")
    colleague = Client()
    colleague.force_login(records.user("coordinator", site, name="colleague"))
    assert boxes(colleague, form_of(diagnosis))["cns_status"] == "CNS1"
    assert keep(colleague, hidden, number=2, cns_status="CNS2").status_code == 403
    row = UnsavedAnswers.objects.get()
    assert colleague.post(reverse("unsaved-discard", args=[row.pk])).status_code == 404
    assert UnsavedAnswers.objects.get().typed["cns_status"] == ["CNS3"]


def test_a_page_of_one_user_is_not_saved_by_another(tab, site, diagnosis):
    hidden = opened(tab, form_of(diagnosis))
    tab.force_login(records.user("coordinator", site, name="colleague"))
    refused = tab.post(form_of(diagnosis), {**hidden, "cns_status": "CNS3", "save": "draft"})
    assert refused.status_code == 422
    assert "somebody else" in refused.content.decode()
    assert Diagnosis.objects.get().cns_status == "CNS1"


@pytest.mark.parametrize("lost", ["site", "role", "patient"])
def test_who_may_no_longer_edit_the_patient_keeps_nothing_and_sees_nothing(tab, coordinator, diagnosis, lost):
    hidden = opened(tab, form_of(diagnosis))
    keep(tab, hidden, cns_status="CNS3")
    if lost == "site":
        coordinator.sites.clear()
    elif lost == "role":
        type(coordinator).objects.update(role="monitor")
    else:
        type(diagnosis.patient).objects.update(withdrawn_at=timezone.now())
    assert keep(tab, hidden, number=2, cns_status="CNS2").status_code == 403
    assert "Unsaved answers" not in tab.get(reverse("home"), follow=True).content.decode()
    assert tab.post(reverse("unsaved-discard", args=[UnsavedAnswers.objects.get().pk])).status_code == 404


@pytest.mark.parametrize(
    "typed",
    [{"cns_status": "a\0b"}, {"na\0me": "x"}, {"cns_status": "x" * (MOST_CHARACTERS + 1)}],
    ids=["NUL", "NUL in a name", "huge"],
)
def test_what_cannot_be_stored_is_refused_with_a_sentence(tab, diagnosis, typed):
    refused = tab.post(reverse("unsaved-keep"), {**opened(tab, form_of(diagnosis)), **typed})
    assert (refused.status_code, bool(refused.json()["problem"])) == (400, True)
    assert not UnsavedAnswers.objects.exists()


@pytest.mark.parametrize("page", ["", "x", "W10:1abc:xyz"])
def test_a_page_that_the_registry_did_not_make_keeps_nothing(tab, diagnosis, page):
    hidden = opened(tab, form_of(diagnosis)) | {"page": page}
    assert keep(tab, hidden, cns_status="CNS3").status_code == 400


def test_nobody_fills_the_database(tab, coordinator, diagnosis):
    rows = [UnsavedAnswers(user=coordinator, entity="diagnosis", tab=uuid4()) for _ in range(MOST_FORMS)]
    UnsavedAnswers.objects.bulk_create(rows)
    assert keep(tab, opened(tab, form_of(diagnosis)), cns_status="CNS3").status_code == 400


def test_keeping_asks_for_the_token_of_the_session(coordinator, diagnosis):
    stranger = Client(enforce_csrf_checks=True)
    stranger.force_login(coordinator)
    assert keep(stranger, opened(stranger, form_of(diagnosis)), cns_status="CNS3").status_code == 403


# Ended sessions -----------------------------------------------------------------------------------


def test_keeping_after_the_session_has_ended_asks_for_a_login(tab, diagnosis):
    hidden = opened(tab, form_of(diagnosis))
    tab.logout()
    assert keep(tab, hidden, cns_status="CNS3").status_code == 401
    assert not UnsavedAnswers.objects.exists()


def sign_in(client, name):
    return client.post(reverse("login"), {"username": name, "password": records.PASSWORD})


def test_a_form_sent_after_the_session_has_ended_is_there_after_signing_in(tab, diagnosis):
    hidden = opened(tab, form_of(diagnosis))
    tab.cookies.clear()
    asked = tab.post(form_of(diagnosis), {**hidden, "cns_status": "CNS3", "save": "complete"})
    assert asked.url == f"{reverse('login')}?next={form_of(diagnosis)}"
    sign_in(tab, "coordinator")
    assert boxes(tab, form_of(diagnosis))["cns_status"] == "CNS3"
    assert Diagnosis.objects.get().cns_status == "CNS1"


def test_whoever_else_signs_in_then_gets_nothing(tab, site, diagnosis):
    records.user("coordinator", site, name="colleague")
    hidden = opened(tab, form_of(diagnosis))
    tab.cookies.clear()
    tab.post(form_of(diagnosis), {**hidden, "cns_status": "CNS3"})
    sign_in(tab, "colleague")
    assert boxes(tab, form_of(diagnosis))["cns_status"] == "CNS1"
    assert not UnsavedAnswers.objects.exists()


def test_a_stranger_puts_nothing_into_a_session(client, diagnosis):
    client.post(form_of(diagnosis), {"page": "made up", "cns_status": "CNS3"})
    assert not client.cookies.get("sessionid")
