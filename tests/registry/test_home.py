"""The work list as page: sorted, narrowed, paged, and leading straight to the form."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from registry import actions, models
from registry.models import Patient, User
from registry.waiting import HORIZON_DAYS
from tests.registry import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(client, site) -> User:
    person = records.user("coordinator", site)
    client.force_login(person)
    return person


def days_from_today(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def treated(site: models.Site, registry_id: str, started: datetime.date) -> Patient:
    """On treatment since that day, so that the first follow-up is due 90 days later."""
    patient = records.patient(site, registry_id, enrolment_date=started)
    actions.save_record(records.diagnosis(patient), by=None, complete=True)
    actions.save_records([records.relapse(patient, str(started))], by=None, complete=True)
    actions.save_record(records.regimen(patient, str(started)), by=None, complete=True)
    return patient


def rows(client, **asked: str) -> list[str]:
    """State, patient and what is to be done, in the order of the page."""
    page = client.get(reverse("home"), asked)
    return [f"{entry.state} {entry.registry_id}: {entry.what}" for entry in page.context["page"]]


def test_overdue_comes_first_then_due_soon_then_queries_then_drafts(client, coordinator, site):
    late = treated(site, "LATE", days_from_today(-100))
    treated(site, "SOON", days_from_today(-85))
    actions.save_record(models.GeneticResult(patient=late), by=None)
    query = late.queries.filter(status="open").first() or actions.raise_query(
        models.Diagnosis.objects.get(patient=late), field="cns_status", message="Which?", by=coordinator
    )
    assert query is not None
    states = [row.split()[0] for row in rows(client)]
    assert states == sorted(states, key=["overdue", "due", "query", "draft"].index)
    assert set(states) == {"overdue", "due", "query", "draft"}
    assert rows(client)[0] == "overdue LATE: Record the follow-up on treatment"


@pytest.mark.parametrize(
    ("days_until_due", "is_listed"), [(HORIZON_DAYS, True), (HORIZON_DAYS + 2, False), (0, True), (-1, True)]
)
def test_what_is_due_later_is_not_shown_yet(client, coordinator, site, days_until_due, is_listed):
    treated(site, "KFB-1", days_from_today(days_until_due - 90))
    assert any("follow-up" in row for row in rows(client)) == is_listed


def test_what_is_due_today_is_not_overdue(client, coordinator, site):
    treated(site, "KFB-1", site.today() - datetime.timedelta(days=90))
    assert "due KFB-1: Record the follow-up on treatment" in rows(client)
    assert rows(client, show="overdue") == []


def test_each_group_shows_its_rows_and_as_many_as_it_says(client, coordinator, site):
    late = treated(site, "LATE", days_from_today(-400))
    actions.save_record(models.GeneticResult(patient=late), by=None)
    records.patient(site, "NEW")
    page = client.get(reverse("home"))
    for code, label, count in page.context["groups"]:
        assert len(rows(client, show=code)) == count, label
    assert "draft LATE: Finish: Genetic result" in rows(client, show="draft")
    assert rows(client, show="enrolment") == ["overdue NEW: Record the diagnosis"]
    assert rows(client, show="nonsense") == rows(client)


def test_a_row_leads_straight_to_the_form_with_its_links_filled_in(client, coordinator, site):
    patient = treated(site, "KFB-1", days_from_today(-60))
    transplant = models.Transplant(patient=patient, infusion_date=days_from_today(-40), hct_number=1)
    actions.save_record(transplant, by=None)
    page = client.get(reverse("home"), {"show": "transplant"})
    (entry,) = page.context["page"]
    assert entry.link == f"/patients/KFB-1/vod/add/?transplant={transplant.pk}"
    form = client.get(entry.link)
    assert form.context["form"].record.transplant_id == transplant.pk


def test_a_row_about_one_question_leads_to_that_question(client, coordinator, site):
    patient = treated(site, "KFB-1", days_from_today(-60))
    diagnosis = models.Diagnosis.objects.filter(patient=patient).first() or records.diagnosis(patient)
    diagnosis.cd22_pct = None
    actions.save_record(diagnosis, by=None, reason="Not measured")
    links = {entry.link for entry in client.get(reverse("home"), {"show": "treatment"}).context["page"]}
    assert f"/patients/KFB-1/diagnosis/{diagnosis.pk}/#answer-cd22_pct" in links


def test_the_assessment_of_a_cycle_starts_with_its_regimen_and_number(client, coordinator, site):
    patient = treated(site, "KFB-1", days_from_today(-60))
    cycle = models.Cycle(
        patient=patient,
        regimen=models.SalvageRegimen.objects.get(),
        cycle_number=2,
        cycle_start=days_from_today(-30),
        planned_length_d=21,
    )
    actions.save_record(cycle, by=None)
    (entry,) = client.get(reverse("home"), {"show": "response"}).context["page"]
    record = client.get(entry.link).context["form"].record
    assert (record.regimen_id, record.cycle_number, record.timepoint) == (cycle.regimen_id, 2, "end_cycle")


def test_doing_the_thing_clears_the_row(client, coordinator, site):
    patient = treated(site, "KFB-1", days_from_today(-100))
    assert "overdue KFB-1: Record the follow-up on treatment" in rows(client)
    actions.save_record(records.follow_up(patient, str(days_from_today(-1))), by=coordinator, complete=True)
    assert not any("follow-up" in row for row in rows(client))


def test_the_next_page_goes_on_where_the_last_one_ended(client, coordinator, site, monkeypatch):
    monkeypatch.setattr("registry.views.home.PAGE_SIZE", 2)
    for number in range(3):
        patient = treated(site, f"KFB-{number}", days_from_today(-100 - number))
        actions.save_record(models.GeneticResult(patient=patient), by=None)
    number_of_pages = client.get(reverse("home")).context["page"].paginator.num_pages
    paged = [row for number in range(number_of_pages) for row in rows(client, page=str(number + 1))]
    monkeypatch.setattr("registry.views.home.PAGE_SIZE", 50)
    assert paged == rows(client)
    assert len(paged) >= 6


def test_another_sites_work_is_not_shown(client, coordinator, site):
    treated(records.site("OTHER"), "OTHER-1", days_from_today(-100))
    assert rows(client) == []
    assert b"Nothing waits for you" in client.get(reverse("home")).content


def test_the_list_can_be_narrowed_to_one_of_the_users_sites(client, coordinator, site):
    second, foreign = records.site("TWO"), records.site("THREE")
    coordinator.sites.add(second)
    for at in (site, second, foreign):
        treated(at, f"{at.site_id}-1", days_from_today(-100))
    assert {row.split()[1] for row in rows(client)} == {"KFB-1:", "TWO-1:"}
    assert {row.split()[1] for row in rows(client, site=str(second.pk))} == {"TWO-1:"}
    assert {row.split()[1] for row in rows(client, site=str(foreign.pk))} == {"KFB-1:", "TWO-1:"}


@pytest.mark.parametrize("role", ["investigator", "monitor"])
def test_who_may_not_edit_is_led_to_the_patient_instead_of_a_form(client, site, role):
    treated(site, "KFB-1", days_from_today(-100))
    client.force_login(records.user(role, site))
    page = client.get(reverse("home"), {"show": "follow_up"})
    assert [entry.link for entry in page.context["page"]] == ["/patients/KFB-1/"]
    assert not re.search(rb"/add/", page.content)


def test_an_administrator_has_no_patients_and_comes_to_the_sites(client, site):
    client.force_login(records.user("administrator", site))
    assert client.get(reverse("home")).url == reverse("sites")
