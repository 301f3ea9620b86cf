"""Nothing typed is lost: not with the session, not with the connection, not between two tabs."""

import pytest
from playwright.sync_api import Page, expect

from registry import actions
from registry.models import Diagnosis, UnsavedAnswers
from tests.browser.visiting import answer, question, save
from tests.registry import records
from tests.registry.unsaved import form_of

pytestmark = pytest.mark.browser

CD19 = "CD19-positive blasts"


@pytest.fixture
def diagnosis(site) -> Diagnosis:
    record = records.diagnosis(records.patient(site))
    actions.save_record(record, by=None)
    return record


def kept() -> list[str]:
    """What the server keeps in each tab."""
    return sorted(row.typed["cd19_pct"][0] for row in UnsavedAnswers.objects.all())


def failure(page: Page):
    return page.get_by_role("alert").filter(has_text="Not kept")


def test_what_was_typed_survives_a_lost_connection_and_an_ended_session(coordinator, diagnosis, window):
    page = window(coordinator)
    page.goto(form_of(diagnosis))
    answer(page, {CD19: "70"})
    expect(page.locator(".keep-at")).to_contain_text("Saved ")

    page.context.set_offline(True)
    answer(page, {CD19: "71"})
    expect(failure(page)).to_contain_text("no connection")
    save(page, "Save as draft")
    expect(question(page, CD19)).to_have_value("71")
    page.context.set_offline(False)
    expect(failure(page)).to_be_hidden()
    assert kept() == ["71"]

    page.context.clear_cookies(name="sessionid")
    answer(page, {CD19: "72"})
    expect(failure(page)).to_contain_text("Your session has ended")
    with page.context.expect_page() as opened:
        failure(page).get_by_role("link", name="Sign in again").click()
    sign_in(opened.value, coordinator.username)
    expect(failure(page)).to_be_hidden()
    assert kept() == ["72"]

    page.context.clear_cookies(name="sessionid")
    answer(page, {CD19: "73"})
    page.reload()
    sign_in(page, coordinator.username)
    expect(question(page, CD19)).to_have_value("72")
    answer(page, {CD19: "74"})
    save(page, "Save as draft")
    expect(page.get_by_role("status").filter(has_text="Diagnosis saved as a draft.")).to_be_visible()
    assert (Diagnosis.objects.get().cd19_pct, kept()) == (74, [])


def sign_in(page: Page, name: str) -> None:
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password").fill(records.PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_two_tabs_with_one_form_tell_of_each_other_and_both_are_kept(coordinator, diagnosis, window):
    first = window(coordinator)
    first.goto(form_of(diagnosis))
    second = first.context.new_page()
    second.goto(form_of(diagnosis))
    for page, typed in ((first, "70"), (second, "80")):
        answer(page, {CD19: typed})
        expect(page.locator(".keep-at")).to_contain_text("Saved ")
    expect(second.get_by_text("Another tab keeps answers for this form, too")).to_be_visible()
    assert kept() == ["70", "80"]

    second.close(run_before_unload=False)
    first.goto(form_of(diagnosis))
    expect(question(first, CD19)).to_have_value("80")
    first.get_by_role("link", name="Show them").click()
    expect(question(first, CD19)).to_have_value("70")
    first.get_by_role("button", name="Discard").first.click()
    expect(question(first, CD19)).to_have_value("80")
    assert kept() == ["80"]
