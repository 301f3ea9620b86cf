"""Who may see and do what: every page, every role, own site and another's."""

import re

import pytest
from django.urls import URLPattern, get_resolver, reverse

from registry import actions
from registry.access import PERMISSIONS
from registry.models import Role, User
from tests.registry import records

pytestmark = pytest.mark.django_db

# Page → the permission that it asks for; a page missing here fails the first test.
PAGES = {
    "patients": "view_patient",
    "enrol": "enrol_patient",
    "patient": "view_patient",
    "record-add": "edit_record",
    "record": "view_patient",
    "history": "read_history",
    "patient-history": "read_history",
    "audit-trail": "download_audit_trail",
    "withdraw": "withdraw_record",
    "queries": "view_patient",
    "queries-raise": "raise_query",
    "double-entry": "view_double_entry",
    "sites": "manage_sites",
    "site-add": "manage_sites",
    "site": "manage_sites",
    "range-add": "manage_sites",
}
# Pages tried elsewhere: they redirect by role, or take POST only.
ELSEWHERE = {
    "home",
    "complete",
    "query-ask",
    "query-answer",
    "query-confirm",
    "query-reopen",
    "query-close",
    "range",
    "record-verify",
    "record-lock",
    "record-unlock",
    "record-sign",
    "restore-value",
    "sample-draw",
    "reentry",
    "unsaved-keep",
    "unsaved-discard",
    "enrol-hints",
    "record-add-hints",
    "record-hints",
}


@pytest.fixture
def own_site():
    return records.site("OWN")


@pytest.fixture
def other_site():
    return records.site("OTHER")


def address(page: str, site) -> str:
    """The page about the site's patient OWN-1 or OTHER-1 and that patient's diagnosis."""
    registry_id = f"{site.site_id}-1"
    diagnosis = site.patients.get().pk and records.models.Diagnosis.objects.get(patient__site=site)
    arguments = {
        "patient": [registry_id],
        "patient-history": [registry_id],
        "record-add": [registry_id, "regimen"],
        "record": [registry_id, "diagnosis", diagnosis.pk],
        "history": [registry_id, "diagnosis", diagnosis.pk],
        "withdraw": [registry_id, "diagnosis", diagnosis.pk],
        "site": [site.pk],
        "range-add": [site.pk],
    }
    return reverse(page, args=arguments.get(page, []))


@pytest.fixture(autouse=True)
def one_patient_at_each_site(own_site, other_site):
    for site in (own_site, other_site):
        patient = records.patient(site, f"{site.site_id}-1")
        actions.save_record(records.diagnosis(patient), by=None, complete=True)


def without_tokens(reply) -> str:
    """The page as text; form tokens differ from one request to the next."""
    return re.sub(r"\b\w{64}\b", "token", reply.content.decode())


def test_every_page_of_the_registry_is_in_this_matrix():
    import registry.urls

    names = {pattern.name for pattern in registry.urls.urlpatterns if isinstance(pattern, URLPattern)}
    assert names == PAGES.keys() | ELSEWHERE


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("page", PAGES)
def test_a_role_gets_its_pages_and_no_others(client, own_site, page, role):
    client.force_login(records.user(role, own_site))
    status = client.get(address(page, own_site)).status_code
    assert status == (200 if role in PERMISSIONS[PAGES[page]] else 403)


@pytest.mark.parametrize("role", sorted(PERMISSIONS["view_patient"]))
@pytest.mark.parametrize(
    "page", ["patient", "patient-history", "record-add", "record", "history", "withdraw"]
)
def test_another_sites_patient_answers_exactly_as_one_that_does_not_exist(
    client, own_site, other_site, page, role
):
    client.force_login(records.user(role, own_site))
    theirs = address(page, other_site)
    nobodys = theirs.replace("OTHER-1", "OTHER-2")
    there, nowhere = client.get(theirs), client.get(nobodys)
    assert there.status_code == nowhere.status_code == 404
    assert without_tokens(there) == without_tokens(nowhere)


@pytest.mark.parametrize("page", PAGES)
def test_nobody_sees_anything_without_signing_in(client, own_site, page):
    reply = client.get(address(page, own_site))
    assert reply.status_code == 302
    assert reply.url.startswith(reverse("login"))


def test_a_record_cannot_be_reached_through_another_patient(client, own_site, other_site):
    client.force_login(records.user("coordinator", own_site))
    theirs = records.models.Diagnosis.objects.get(patient__site=other_site)
    assert client.get(reverse("record", args=["OWN-1", "diagnosis", theirs.pk])).status_code == 404


def test_a_site_taken_away_is_gone_with_the_next_request(client, own_site):
    person = records.user("coordinator", own_site)
    client.force_login(person)
    assert client.get(address("patient", own_site)).status_code == 200
    person.sites.clear()
    assert client.get(address("patient", own_site)).status_code == 404


def test_a_disabled_user_is_signed_out_with_the_next_request(client, own_site):
    person = records.user("coordinator", own_site)
    client.force_login(person)
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert client.get(address("patients", own_site)).status_code == 302


def test_a_link_cannot_be_prefilled_with_another_sites_record(client, own_site, other_site):
    client.force_login(records.user("coordinator", own_site))
    theirs = records.regimen(other_site.patients.get())
    actions.save_record(theirs, by=None)
    page = client.get(reverse("record-add", args=["OWN-1", "cycle"]), {"regimen": theirs.pk})
    assert page.status_code == 200
    assert page.context["form"].record.regimen_id is None


def test_only_those_who_may_see_identifiers_see_the_birth_date(client, own_site):
    for role, sees in (("coordinator", True), ("investigator", False), ("monitor", False)):
        client.force_login(records.user(role, own_site, name=f"{role}-2"))
        page = client.get(address("patient", own_site)).content.decode()
        assert ("1970-03-12" in page) == sees, role


def test_no_page_changes_anything_by_being_looked_at(client, own_site):
    client.force_login(records.user("coordinator", own_site))
    count = records.models.Change.objects.count()
    for page in ("patients", "enrol", "patient", "record-add", "record", "history", "withdraw", "queries"):
        client.get(address(page, own_site))
    assert records.models.Change.objects.count() == count


def test_the_resolver_knows_no_route_without_a_name():
    assert all(
        getattr(pattern, "name", "") or hasattr(pattern, "url_patterns")
        for pattern in get_resolver().url_patterns
    )


def test_a_new_patient_is_enrolled_where_the_last_one_was(client, own_site, other_site):
    client.force_login(records.user("coordinator", own_site, other_site))
    assert client.get(reverse("enrol")).context["site"] == other_site
    assert client.get(reverse("enrol"), {"site": own_site.pk}).context["site"] == own_site


def test_a_patients_page_offers_to_complete_its_drafts_and_says_what_stands_against_them(client, own_site):
    client.force_login(records.user("coordinator", own_site))
    patient = own_site.patients.get()
    actions.save_record(records.regimen(patient), by=None, complete=True)
    page = client.get(address("patient", own_site)).content.decode()
    assert "Complete the draft" in page
    told = client.post(reverse("complete", args=["OWN-1"]), follow=True).content.decode()
    assert "stays a draft" in told
    actions.save_record(records.relapse(patient), by=None, complete=True)
    assert (
        "1 record completed" in client.post(reverse("complete", args=["OWN-1"]), follow=True).content.decode()
    )


@pytest.mark.parametrize("page", ["home", "patients", "patient", "record", "history", "double-entry"])
def test_every_page_with_synthetic_patients_says_so(client, own_site, page):
    records.models.Site.objects.filter(pk=own_site.pk).update(is_synthetic=True)
    client.force_login(records.user("coordinator", own_site))
    assert "synthetic-banner" in client.get(address(page, own_site)).content.decode()
    records.models.Site.objects.filter(pk=own_site.pk).update(is_synthetic=False)
    assert "synthetic-banner" not in client.get(address(page, own_site)).content.decode()
