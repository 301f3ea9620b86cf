"""The demo registry is loaded through the actions, once, and by nobody without a password."""

import pytest
from django.core.management import CommandError, call_command

from outcomes.demo import designed, load
from outcomes.demo.entering import IncompleteRecord
from outcomes.models import Cohort
from registry.models import Change, Consent, Patient, Query, ResponseAssessment, Site, User
from registry.record_types import RECORD_TYPES

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"
FEW = 3


@pytest.fixture(autouse=True)
def a_few_designed_patients(monkeypatch):
    monkeypatch.setattr(load, "designed_cohort", lambda centre: designed.designed_cohort(centre)[:FEW])
    monkeypatch.delenv("REGISTRY_DEMO_PASSWORD", raising=False)


@pytest.fixture
def loaded(capsys) -> str:
    call_command("load_demo", password=PASSWORD)
    return str(capsys.readouterr().out)


def test_the_sites_are_marked_synthetic_and_know_their_limits_of_normal(loaded):
    assert sorted(Site.objects.values_list("site_id", "is_synthetic")) == [
        ("DEMO-A", True),
        ("DEMO-B", True),
        ("DEMO-GH", True),
    ]
    assert all(site.reference_ranges.count() == 8 for site in Site.objects.all())


def test_there_is_one_user_per_role_and_only_the_administrator_has_no_site(loaded):
    sites = {user.username: user.sites.count() for user in User.objects.all()}
    assert sites == {"coordinator": 3, "investigator": 3, "data_manager": 3, "monitor": 3, "administrator": 0}
    assert all(user.role == user.username and user.check_password(PASSWORD) for user in User.objects.all())


def test_the_published_cohorts_are_limited_to_their_sites_and_the_others_are_not(loaded):
    limited = {
        c.publication: [s.site_id for s in c.sites.all()] for c in Cohort.objects.exclude(publication="")
    }
    assert limited == {"1": ["DEMO-A"], "2": ["DEMO-B"]}
    general = Cohort.objects.filter(publication="")
    assert [cohort.sites.count() for cohort in general] == [0, 0, 0]


def test_every_record_is_complete_except_the_draft_that_waits_for_the_marrow(loaded):
    drafts = [
        record for kind in RECORD_TYPES.values() for record in kind.model.objects.exclude(status="complete")
    ]
    assert [(type(draft), draft.patient.registry_id) for draft in drafts] == [
        (ResponseAssessment, "DEMO-GH-002")
    ]


def test_no_error_is_open_and_somebody_has_asked_a_question(loaded):
    assert not Query.objects.filter(severity="error").exclude(status="closed").exists()
    assert Query.objects.filter(check_code="", status="open").count() == 1


def test_the_hospital_shows_patients_in_the_middle_of_things(loaded):
    enrolled_today = Patient.objects.get(registry_id="DEMO-GH-005")
    assert Consent.objects.filter(patient=enrolled_today).count() == 1
    assert Patient.objects.filter(site__site_id="DEMO-GH").count() == 5


def test_each_entry_names_the_coordinator(loaded):
    clinical = Change.objects.filter(patient__isnull=False, action="created")
    assert set(clinical.values_list("by__username", flat=True)) == {"coordinator"}


def test_progress_is_told(loaded):
    assert f"{FEW} of {FEW} patients" in loaded


def test_a_second_load_does_nothing_and_says_so(loaded, capsys):
    before = Change.objects.count()
    call_command("load_demo", password="another password")
    assert Change.objects.count() == before
    assert "nothing to do" in capsys.readouterr().out


def test_without_a_password_nothing_is_loaded():
    with pytest.raises(CommandError, match="password"):
        call_command("load_demo")
    assert not Site.objects.exists()


def test_the_password_may_come_from_the_environment(monkeypatch):
    monkeypatch.setenv("REGISTRY_DEMO_PASSWORD", PASSWORD)
    call_command("load_demo")
    assert User.objects.get(username="monitor").check_password(PASSWORD)


def test_a_record_that_cannot_be_completed_stops_the_load_and_leaves_nothing(monkeypatch):
    def contradictory(centre: str) -> list[designed.Designed]:
        first = designed.designed_cohort(centre)[0]
        return [designed.Designed({**first.facts, "diagnosis_on": "1900-01-01"})]

    monkeypatch.setattr(load, "designed_cohort", contradictory)
    with pytest.raises(IncompleteRecord, match="D03"):
        call_command("load_demo", password=PASSWORD)
    assert not Site.objects.exists()
