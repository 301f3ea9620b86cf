"""All pictures of the user guide. The scratch registry is changed on the way, so the readers' come first."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.screenshots.picture import Picture
from tests.browser.visiting import add, answer, follow, save, treat_with

COORDINATOR, INVESTIGATOR = "coordinator", "investigator"
PUBLISHED = "Published: inotuzumab, alone or combined"
RELAPSED, NEWLY_ENROLLED, QUERIED, TREATED = "DEMO-A-F001", "DEMO-GH-005", "DEMO-GH-003", "DEMO-GH-001"
SURVIVAL = "#survival-from-failure"
Steps = Callable[[Page], None]


def places(*links: str) -> Steps:
    return lambda page: follow(page, *links)


def patient(page: Page, registry_id: str) -> None:
    follow(page, "Home")
    page.get_by_label("Find a patient by pseudonym").fill(registry_id)
    page.get_by_role("button", name="Find").click()
    follow(page, registry_id)


def chart_of(registry_id: str) -> Steps:
    return lambda page: patient(page, registry_id)


def derived_values(page: Page) -> None:
    patient(page, RELAPSED)
    page.locator("details.derived summary").filter(has_text="Inotuzumab").click()


def survival_by_salvage_line(page: Page) -> None:
    follow(page, "Cohorts", PUBLISHED)
    block = page.locator(SURVIVAL)
    block.get_by_role("link", name="Salvage line").click()
    block.locator("[aria-current]", has_text="Salvage line").wait_for()


def method_of_survival(page: Page) -> None:
    survival_by_salvage_line(page)
    page.locator(SURVIVAL).get_by_text("Method", exact=True).click()


def list_of_treatments(page: Page) -> None:
    patient(page, NEWLY_ENROLLED)
    page.get_by_text("Add a treatment").click()


def combination_regimen(page: Page) -> None:
    patient(page, NEWLY_ENROLLED)
    treat_with(page, "Mini-HCVD + inotuzumab")


def incomplete_diagnosis(page: Page) -> None:
    patient(page, NEWLY_ENROLLED)
    add(page, "Diagnosis")
    answer(
        page, {"Date of first pathological diagnosis": "2025-11", "Lineage": "B-ALL", "CNS status": "CNS1"}
    )
    save(page)


def questioned_value(page: Page) -> None:
    follow(page, "Queries")
    page.get_by_role("link", name=f"{QUERIED} · Diagnosis: CD22-positive blasts").click()


def two_editors(page: Page) -> None:
    """The same follow-up in two tabs; the other one saves first."""
    patient(page, TREATED)
    page.locator("#follow-up .card-title").first.click()
    other = page.context.new_page()
    other.goto(page.url)
    answer(other, {"Source": "Phone", "Reason for this change": "Call of the family doctor"})
    save(other)
    other.get_by_role("status").filter(has_text="saved").wait_for()
    other.close()
    answer(page, {"Source": "Other", "Reason for this change": "Letter of the clinic"})
    save(page)


def history_of_a_change(page: Page) -> None:
    patient(page, TREATED)
    page.locator("#follow-up .card-history").first.click()


PICTURES = (
    Picture("survival", INVESTIGATOR, survival_by_salvage_line, SURVIVAL, height=1000),
    Picture(
        "method",
        INVESTIGATOR,
        method_of_survival,
        "#survival-from-failure .about-patients",
        "#survival-from-failure",
    ),
    Picture("cohorts", INVESTIGATOR, places("Cohorts"), height=900),
    Picture("cohort", INVESTIGATOR, places("Cohorts", PUBLISHED), last="#flow .figure", height=1150),
    Picture("response", INVESTIGATOR, places("Cohorts", PUBLISHED), "#best-response-mdacc"),
    Picture("toxicity", INVESTIGATOR, places("Cohorts", PUBLISHED), "#adverse-events", "#vod"),
    Picture("new-cohort", INVESTIGATOR, places("Cohorts", "New cohort"), height=1100),
    Picture("replication", INVESTIGATOR, places("Replication"), height=800),
    Picture("derived", INVESTIGATOR, derived_values, "#outcomes h3", "details.derived[open]"),
    Picture("work-list", COORDINATOR, places("Home"), height=760),
    Picture("patients", COORDINATOR, places("Patients"), height=800),
    Picture("patient", COORDINATOR, chart_of(RELAPSED), last="#outcomes"),
    Picture("enrolment", COORDINATOR, places("Enrol a patient"), height=800),
    Picture("treatments", COORDINATOR, list_of_treatments, "#treatment", "details.menu[open] .menu-panel"),
    Picture("regimen", COORDINATOR, combination_regimen, height=1000),
    Picture("questioned", COORDINATOR, questioned_value, "fieldset:has(#answer-cd22_pct)"),
    Picture("queries", COORDINATOR, places("Queries"), height=660),
    Picture("incomplete", COORDINATOR, incomplete_diagnosis, height=900),
    Picture("two-editors", COORDINATOR, two_editors, height=760),
    Picture("history", COORDINATOR, history_of_a_change, height=900),
)
