"""Forms lead to what is missing, and serve those without a mouse and those without script."""

from collections.abc import Sequence

import pytest
from playwright.sync_api import Locator, Page, expect

from registry.models import Patient, SalvageRegimen
from tests.browser import charts
from tests.browser.visiting import (
    add,
    answer,
    called,
    follow,
    question,
    record,
    record_each,
    save,
    treat_with,
)
from tests.registry import records

pytestmark = pytest.mark.browser

WITHOUT_SCRIPT = {"java_script_enabled": False}


def test_an_impossible_answer_is_refused_in_words_and_the_cursor_waits_there(site, coordinator, window):
    page = window(coordinator)
    follow(page, "Enrol a patient")
    answer(page, charts.ENROLMENT | {"Date of birth": "12/03/1970"})
    save(page)
    born = question(page, "Date of birth")
    expect(born).to_be_focused()
    expect(born).to_have_value("12/03/1970")
    expect(page.locator("#answer-birth_date")).to_contain_text("could be read in two ways")
    expect(question(page, "Registry pseudonym")).to_have_value("KFB-0042")


def test_a_record_that_lacks_an_answer_is_kept_as_a_draft_and_says_what_it_needs(site, coordinator, window):
    records.patient(site)
    page = window(coordinator)
    follow(page, "Patients", "KFB-0001")
    add(page, "Diagnosis")
    answer(page, {label: text for label, text in charts.DIAGNOSIS.items() if label != "Lineage"})
    save(page)
    expect(page.get_by_role("heading", name="Before this record is complete")).to_be_visible()
    expect(question(page, "Lineage")).to_be_focused()
    expect(question(page, "CD22-positive blasts")).to_have_value("90")
    record(page, {"Lineage": "B-ALL"})


def test_a_problem_in_the_list_leads_to_its_question(site, coordinator, window):
    records.patient(site)
    page = window(coordinator)
    follow(page, "Patients", "KFB-0001")
    add(page, "Follow-up")
    answer(page, {"Contact date": "2022-06-01"})
    save(page)
    page.locator(".problem-list").get_by_role("link", name="Source").click()
    expect(question(page, "Source")).to_be_focused()


def test_enrolment_and_a_regimen_need_no_script(site, coordinator, window):
    page = window(coordinator, **WITHOUT_SCRIPT)
    follow(page, "Enrol a patient")
    record(page, charts.ENROLMENT)
    record_each(page, {"Consent": charts.CONSENT, "Disease event": charts.RELAPSE})
    treat_with(page, "Inotuzumab, single agent")
    condition = page.locator("#answer-first_ino_date noscript")
    assert condition.inner_text() == "Only if “Component drugs” is Inotuzumab ozogamicin."
    record(page, charts.INOTUZUMAB)
    assert SalvageRegimen.objects.get().status == "complete"


def test_a_patient_is_enrolled_with_the_keyboard_alone(site, coordinator, window):
    page = window(coordinator)
    tab_to(page, page.get_by_role("link", name="Enrol a patient"))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="New enrolment").wait_for()
    for label, given in charts.ENROLMENT.items():
        type_in(page, label, given)
    tab_to(page, page.get_by_role("button", name="Save and complete"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="KFB-0042")).to_be_visible()
    assert Patient.objects.get().sex_at_birth == "female"


def type_in(page: Page, label: str, given: str | Sequence[str]) -> None:
    if not isinstance(given, str):
        group = page.get_by_role("group", name=called(label))
        tab_to(page, group.locator('[tabindex="0"]'))
        for choice in given:
            arrow_to(page, group.get_by_label(choice, exact=True))
            page.keyboard.press("Space")
        return
    tab_to(page, question(page, label))
    page.keyboard.type(given)


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus, and see that the focus can be seen."""
    for _ in range(80):
        if has_focus(target):
            outline = target.evaluate("element => getComputedStyle(element)")
            assert outline["outlineStyle"] != "none" or outline["boxShadow"] != "none", "focus is not seen"
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {target}.")


def arrow_to(page: Page, box: Locator) -> None:
    """A group of boxes is one stop of Tab; arrow keys move in it."""
    for _ in range(40):
        if has_focus(box):
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"The arrow keys do not lead to {box}.")


def has_focus(target: Locator) -> bool:
    return bool(target.evaluate("element => element === document.activeElement"))


def test_what_stands_beside_a_question_is_one_key_away_and_not_between_two_questions(
    site, coordinator, window
):
    records.patient(site)
    page = window(coordinator)
    follow(page, "Patients", "KFB-0001")
    add(page, "Diagnosis")
    expect(question(page, "Date of first pathological diagnosis")).to_be_focused()
    lineage, reason = question(page, "Lineage"), page.locator("#id_missing-all_lineage")
    page.keyboard.press("Tab")
    expect(lineage).to_be_focused()
    page.keyboard.press("F2")
    expect(reason).to_be_focused()
    page.keyboard.type("u")
    page.keyboard.press("F2")
    expect(lineage).to_be_focused()
    expect(reason).to_have_value("unknown")


def test_a_form_that_could_not_be_sent_stays_as_it_was_typed(site, coordinator, window):
    records.patient(site)
    page = window(coordinator)
    follow(page, "Patients", "KFB-0001")
    add(page, "Consent")
    answer(page, charts.CONSENT)
    expect(page.locator(".keep-at")).to_contain_text("Saved ")
    page.route("**/consent/add/", lambda route: route.abort())
    save(page, "Save and go on")
    expect(page.get_by_role("alert").filter(has_text="Not saved: no connection")).to_be_visible()
    page.unroute("**/consent/add/")
    save(page, "Save and go on")
    expect(page.get_by_role("heading", name="New diagnosis")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="New consent")).to_be_visible()
    page.go_forward()
    expect(page.get_by_role("heading", name="New diagnosis")).to_be_visible()


def test_a_form_says_while_it_is_typed_what_it_will_keep_and_what_follows(site, coordinator, window):
    records.patient(site)
    page = window(coordinator)
    follow(page, "Patients", "KFB-0001")
    add(page, "Laboratory values")
    answer(page, {"Sample date": "12mar22", "Total bilirubin": "34.2", "Unit of “Total bilirubin”": "µmol/L"})
    expect(page.locator("#answer-bilirubin_total")).to_contain_text("stored as 2 mg/dL")
    expect(page.locator("#answer-sample_date")).to_contain_text("= 12 March 2022")
    answer(page, {"Total bilirubin": "34,2"})
    expect(page.locator("#answer-bilirubin_total")).to_contain_text("has a comma")
    expect(question(page, "Total bilirubin")).to_be_focused()
