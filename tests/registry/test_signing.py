"""An investigator signs a version of a record; any change voids the signature, for all to see."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from registry import actions
from registry.models import Change, Diagnosis, Signature
from tests.registry import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return records.site("OWN")


@pytest.fixture
def investigator(site):
    return records.user("investigator", site)


@pytest.fixture
def diagnosis(site) -> Diagnosis:
    record = records.diagnosis(records.patient(site, "OWN-1"))
    actions.save_record(record, by=None, complete=True)
    return record


def page_of(client, record) -> str:
    return client.get(reverse("record", args=["OWN-1", "diagnosis", record.pk])).content.decode()


def sign(client, record, **changed):
    sent = {"version": record.version, "password": records.PASSWORD} | changed
    return client.post(reverse("record-sign", args=["OWN-1", "diagnosis", record.pk]), sent)


def test_a_signature_names_the_version_and_stands_in_the_audit_trail(diagnosis, investigator):
    signature = actions.sign_record(diagnosis, by=investigator)
    assert (signature.version, signature.by) == (1, investigator)
    assert Change.objects.get(action="signed").version == 1


def test_a_draft_or_a_version_signed_before_cannot_be_signed(diagnosis, investigator):
    actions.sign_record(diagnosis, by=investigator)
    with pytest.raises(ValidationError, match="signed this version already"):
        actions.sign_record(diagnosis, by=investigator)
    Diagnosis.objects.update(status="draft")
    with pytest.raises(ValidationError, match="draft cannot be signed"):
        actions.sign_record(diagnosis, by=investigator)


def test_what_was_changed_since_it_was_looked_at_is_not_signed(diagnosis, investigator):
    seen = Diagnosis.objects.get()
    diagnosis.cns_status = "CNS2"
    actions.save_record(diagnosis, by=None, reason="New report", complete=True)
    with pytest.raises(actions.StaleRecord):
        actions.sign_record(seen, by=investigator)


def test_a_change_voids_the_signature_visibly(client, diagnosis, investigator):
    client.force_login(investigator)
    sign(client, diagnosis)
    assert "Signed by investigator" in page_of(client, diagnosis)
    diagnosis.cns_status = "CNS2"
    actions.save_record(diagnosis, by=None, reason="New report", complete=True)
    page = page_of(client, diagnosis)
    assert "is void" in page
    assert "Sign version 2" in page


def test_signing_asks_for_the_password(client, diagnosis, investigator):
    client.force_login(investigator)
    sign(client, diagnosis, password="guess")
    assert not Signature.objects.exists()
    sign(client, diagnosis)
    assert Signature.objects.count() == 1


@pytest.mark.parametrize("role", ["coordinator", "data_manager", "monitor", "administrator"])
def test_only_investigators_sign(client, site, diagnosis, role):
    client.force_login(records.user(role, site))
    assert sign(client, diagnosis).status_code == 403
    assert not Signature.objects.exists()


def test_another_sites_record_cannot_be_signed(client, diagnosis):
    client.force_login(records.user("investigator", records.site("OTHER")))
    assert sign(client, diagnosis).status_code == 404
