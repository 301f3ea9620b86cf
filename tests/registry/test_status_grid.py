"""The status grid: what its cells say and where they lead, and which patients it shows."""

import pytest
from django.urls import reverse

from registry import actions, models
from registry.models import Patient
from registry.partial_dates import PartialDate
from tests.registry import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(client, site) -> models.User:
    person = records.user("coordinator", site)
    client.force_login(person)
    return person


def shown(client, **asked: str) -> list[str]:
    page = client.get(reverse("patients"), asked)
    return [patient.registry_id for patient, _ in page.context["grid"]]


def cells(client, registry_id: str) -> dict:
    page = client.get(reverse("patients"), {"q": registry_id})
    ((_, found),) = page.context["grid"]
    return {cell.kind.slug: cell for cell in found}


@pytest.fixture
def course(site) -> Patient:
    """KFB-0001 with a diagnosis, a relapse and two regimens, the second a draft."""
    patient = records.patient(site)
    actions.save_records([records.diagnosis(patient), records.relapse(patient)], by=None, complete=True)
    ended = {"end_date": PartialDate("2022-04-01"), "end_reason": "completed"}
    actions.save_record(records.regimen(patient, **ended), by=None, complete=True)
    actions.save_record(records.regimen(patient, "2022-05-01", regimen_code="BLINA"), by=None)
    return patient


def test_a_cell_shows_how_many_records_there_are_and_the_least_advanced_state(client, coordinator, course):
    found = cells(client, "KFB-0001")
    assert (found["diagnosis"].count, found["diagnosis"].state) == (1, "complete")
    assert (found["regimen"].count, found["regimen"].state) == (2, "draft")
    assert found["regimen"].label == "Regimen: 1 draft, 1 complete"
    assert (found["transplant"].count, found["transplant"].state) == (0, "empty")


def test_an_open_query_shows_whatever_the_state(client, coordinator, course):
    record = models.Diagnosis.objects.get()
    query = actions.raise_query(record, field="cns_status", message="Which?", by=coordinator)
    assert cells(client, "KFB-0001")["diagnosis"].state == "query"
    actions.answer_query(query, answer="As written", by=coordinator)
    assert cells(client, "KFB-0001")["diagnosis"].state == "complete"


def test_a_cell_opens_the_record_or_the_records_or_the_form_for_the_first(client, coordinator, course):
    found = cells(client, "KFB-0001")
    diagnosis = models.Diagnosis.objects.get()
    last = models.SalvageRegimen.objects.order_by("pk").last()
    assert found["diagnosis"].link == f"/patients/KFB-0001/diagnosis/{diagnosis.pk}/"
    assert found["patient"].link == f"/patients/KFB-0001/patient/{course.pk}/"
    assert found["regimen"].link == "/patients/KFB-0001/#treatment"
    assert found["transplant"].link == "/patients/KFB-0001/transplant/add/"
    assert found["cycle"].link == f"/patients/KFB-0001/cycle/add/?regimen={last.pk}"
    assert found["gvhd"].link == "", "there is no transplant to which it could belong"


def test_every_link_of_the_grid_leads_to_a_page(client, coordinator, course):
    for cell in cells(client, "KFB-0001").values():
        if cell.link:
            assert client.get(cell.link).status_code == 200, cell.link


def test_who_may_not_edit_is_offered_no_forms(client, site, course):
    client.force_login(records.user("monitor", site))
    assert cells(client, "KFB-0001")["transplant"].link == ""


def test_patients_are_found_by_part_of_the_pseudonym(client, coordinator, site):
    for registry_id in ("AAA-1", "AAB-2", "B-3"):
        records.patient(site, registry_id)
    assert shown(client, q="aa") == ["AAA-1", "AAB-2"]
    assert shown(client, q="x") == []


def test_patients_are_found_by_what_they_have_and_lack(client, coordinator, site, course):
    other = records.patient(site, "KFB-0002")
    actions.save_record(records.diagnosis(other), by=None, complete=True)
    query = {"field": "cns_status", "message": "Which?", "by": coordinator}
    actions.raise_query(models.Diagnosis.objects.get(patient=other), **query)
    assert shown(client, has="query") == ["KFB-0002"]
    assert shown(client, has="draft") == ["KFB-0001"]
    assert shown(client, missing="regimen") == ["KFB-0002"]
    assert shown(client, missing="diagnosis") == []
    assert shown(client, regimen="BLINA") == ["KFB-0001"]
    assert shown(client, regimen="CAR_T") == []


def test_a_withdrawn_record_is_missing(client, coordinator, site):
    patient = records.patient(site)
    record = records.diagnosis(patient)
    actions.save_record(record, by=None, complete=True)
    actions.withdraw_record(record, by=coordinator, reason="Wrong patient")
    assert shown(client, missing="diagnosis") == ["KFB-0001"]


def test_patients_are_found_by_site_and_by_whether_they_exist(client, coordinator, site):
    made_up, foreign = records.site("SYN", is_synthetic=True), records.site("FOREIGN")
    coordinator.sites.add(made_up)
    for at in (site, made_up, foreign):
        records.patient(at, f"{at.site_id}-1")
    assert shown(client) == ["KFB-1", "SYN-1"]
    assert shown(client, site=str(made_up.pk)) == ["SYN-1"]
    assert shown(client, synthetic="no") == ["KFB-1"]
    assert shown(client, synthetic="yes") == ["SYN-1"]
    assert shown(client, site=str(foreign.pk)) == ["KFB-1", "SYN-1"], "another's site is not on offer"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"enrolled_from": "2021-01-01"}, ["B", "C"]),
        ({"enrolled_to": "2021-01-01"}, ["A", "B"]),
        ({"enrolled_from": "2020-06-01", "enrolled_to": "2021-06-01"}, ["B"]),
        ({"enrolled_from": "1jan21"}, ["B", "C"]),
        ({"enrolled_from": "sometime"}, ["A", "B", "C"]),
    ],
)
def test_patients_are_found_by_enrolment_with_both_days_included(client, coordinator, site, asked, found):
    for registry_id, day in (("A", "2020-01-01"), ("B", "2021-01-01"), ("C", "2022-01-01")):
        records.patient(site, f"{registry_id}-1", enrolment_date=records.day(day))
    assert shown(client, **asked) == [f"{name}-1" for name in found]


def test_a_day_of_the_filter_is_told_in_full_or_refused_in_words(client, coordinator, site):
    page = client.get(reverse("patients"), {"enrolled_from": "1jan21", "enrolled_to": "03/04/2020"})
    assert "= 1 January 2021" in page.content.decode()
    assert "could be read in two ways" in page.content.decode()


def test_patients_are_sorted_by_pseudonym_change_or_enrolment(client, coordinator, site):
    patients = {
        name: records.patient(site, f"{name}-1", enrolment_date=records.day(day))
        for name, day in (("B", "2020-01-01"), ("A", "2021-01-01"), ("C", "2019-01-01"))
    }
    actions.save_record(records.diagnosis(patients["A"]), by=None)
    assert shown(client) == ["A-1", "B-1", "C-1"]
    assert shown(client, sort="changed") == ["A-1", "C-1", "B-1"]
    assert shown(client, sort="enrolled") == ["A-1", "B-1", "C-1"]


def test_pages_follow_each_other_and_keep_the_filter(client, coordinator, site, monkeypatch):
    monkeypatch.setattr("registry.views.status_grid.PAGE_SIZE", 2)
    for number in range(5):
        records.patient(site, f"KFB-{number}")
    pages = [shown(client, q="KFB", page=str(number)) for number in (1, 2, 3, 4)]
    assert pages == [["KFB-0", "KFB-1"], ["KFB-2", "KFB-3"], ["KFB-4"], []]
    page = client.get(reverse("patients"), {"q": "KFB", "page": "2"}).content.decode()
    assert 'rel="prev" href="?q=KFB&amp;page=1"' in page
    assert 'rel="next" href="?q=KFB&amp;page=3"' in page


def test_more_patients_than_can_be_counted_quickly_are_said_to_be_more(
    client, coordinator, site, monkeypatch
):
    monkeypatch.setattr("registry.paging.COUNTED_UP_TO", 2)
    monkeypatch.setattr("registry.views.status_grid.PAGE_SIZE", 2)
    for number in range(3):
        records.patient(site, f"KFB-{number}")
    assert b"Over 2 patients" in client.get(reverse("patients")).content
    assert b"3 patients" in client.get(reverse("patients"), {"page": "2"}).content, "the last page knows"
