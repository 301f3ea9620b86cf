"""Two people at one record, and one person who is quicker than the network."""

import pytest
from playwright.sync_api import Page, expect

from registry import actions
from registry.models import FollowUp, Patient
from tests.browser import charts
from tests.browser.visiting import answer, follow, question, save
from tests.registry import records

pytestmark = pytest.mark.browser

DISEASE = "Disease status"


def test_whoever_saves_second_sees_both_answers_and_decides(site, coordinator, window):
    patient = records.patient(site)
    actions.save_record(records.follow_up(patient), by=None, complete=True)
    colleague = records.user("coordinator", site, name="colleague")
    first, second = window(coordinator), window(colleague)
    for page in (first, second):
        open_follow_up(page)

    answer(first, {DISEASE: "Relapse", "Reason for this change": "Marrow of June"})
    save(first)
    expect(first.get_by_role("status").filter(has_text="Follow-up saved.")).to_be_visible()

    answer(second, {DISEASE: "Refractory", "Reason for this change": "Letter of the clinic"})
    save(second)
    expect(second.get_by_role("alert")).to_contain_text("Somebody else saved this record")
    expect(question(second, DISEASE)).to_have_value("refractory")
    asked = second.get_by_role("group", name=f"Which answer to “{DISEASE}” is right?")
    for answered in ("In the box: Refractory", "coordinator: Relapse", "Before both: Remission"):
        expect(asked.get_by_label(answered)).to_be_visible()
    assert FollowUp.objects.get().disease_status_at_contact == "relapse", "nothing is lost unseen"

    asked.get_by_label("In the box").check()
    save(second)
    expect(second.get_by_role("status").filter(has_text="Follow-up saved.")).to_be_visible()
    assert FollowUp.objects.get().disease_status_at_contact == "refractory"


def open_follow_up(page: Page) -> None:
    follow(page, "Patients", "KFB-0001")
    page.locator("#follow-up .card-title").click()


def test_a_double_click_makes_one_record(site, coordinator, window):
    page = window(coordinator)
    follow(page, "Enrol a patient")
    answer(page, charts.ENROLMENT)
    page.get_by_role("button", name="Save and complete").dblclick()
    expect(page.get_by_role("heading", name="KFB-0042")).to_be_visible()
    assert Patient.objects.count() == 1
