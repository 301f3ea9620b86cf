"""One form makes one record, however often it is sent; the same once more is asked about."""

import threading
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from registry.models import Change, FollowUp, Patient
from tests.registry import records
from tests.registry.unsaved import NEW_CONTACT, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def tab(client, site):
    client.force_login(records.user("coordinator", site))
    return client


def test_a_contact_is_not_recorded_twice_by_going_back(tab, patient):
    answers = {"contact_date": "2022-06-01", "vital_status": "alive", "save": "draft"}
    tab.post(NEW_CONTACT, {**opened(tab, NEW_CONTACT), **answers})
    again = opened(tab, NEW_CONTACT)
    asked = tab.post(NEW_CONTACT, {**again, **answers})
    assert asked.status_code == 409
    assert "You recorded exactly this" in asked.content.decode()
    assert FollowUp.objects.count() == 1
    tab.post(NEW_CONTACT, {**again, **answers, "again": "yes"})
    assert FollowUp.objects.count() == 2


@pytest.mark.parametrize("other", ["answer", "person", "day"])
def test_what_only_resembles_an_earlier_record_is_simply_saved(tab, site, patient, other):
    answers = {"contact_date": "2022-06-01", "vital_status": "alive", "save": "draft"}
    tab.post(NEW_CONTACT, {**opened(tab, NEW_CONTACT), **answers})
    if other == "answer":
        answers["contact_date"] = "2022-06-08"
    elif other == "person":
        tab.force_login(records.user("coordinator", site, name="colleague"))
    else:
        FollowUp.objects.update(withdrawn_at=timezone.now())
    assert tab.post(NEW_CONTACT, {**opened(tab, NEW_CONTACT), **answers}).status_code == 302
    assert FollowUp.objects.count() == 2


SENT_AT_ONCE = 4
ENROLMENT = {"registry_id": "KFB-0042", "sex_at_birth": "female", "enrolment_date": "2022-01-10"}


def sent_at_once(user, address, answers):
    """Statuses of the same request, sent by as many browsers at the same moment."""
    start = threading.Barrier(SENT_AT_ONCE)

    def send(_):
        browser = Client(raise_request_exception=False)
        browser.force_login(user)
        start.wait()
        status = browser.post(address, answers).status_code
        connection.close()
        return status

    with ThreadPoolExecutor(SENT_AT_ONCE) as threads:
        return list(threads.map(send, range(SENT_AT_ONCE)))


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_several_times_at_once_makes_one_record(site, patient):
    user = records.user("coordinator", site)
    contact = {"contact_date": "2022-06-01", "version": "0", "form_key": str(uuid4()), "save": "draft"}
    assert sent_at_once(user, NEW_CONTACT, contact) == [302] * SENT_AT_ONCE
    assert FollowUp.objects.count() == 1
    enrolled = {**ENROLMENT, "version": "0", "form_key": str(uuid4()), "site": site.pk, "save": "draft"}
    assert sent_at_once(user, reverse("enrol"), enrolled) == [302] * SENT_AT_ONCE
    assert Patient.objects.filter(registry_id="KFB-0042").count() == 1
    created = Change.objects.filter(action="created", by=user).values_list("entity", flat=True)
    assert sorted(created) == ["follow_up", "patient"]
