"""All pictures of the user guide. The scratch registry is changed on the way, so the readers' come first."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.screenshots.picture import Picture
from tests.browser.visiting import add, answer, follow, save, treat_with

COORDINATOR, INVESTIGATOR = "coordinator", "investigator"
PUBLISHED, OTHER = "Published: inotuzumab, alone or combined", "Published: mini-HCVD + inotuzumab"
ALL_SITES, VERSION = "Inotuzumab, all sites", "Abstract for the annual meeting"
SMALL, SUBMITTED, REVISED = "Blinatumomab, all sites", "Abstract, submitted", "Abstract, revised"
RELAPSED, NEWLY_ENROLLED, QUERIED, TREATED = "DEMO-A-F001", "DEMO-GH-005", "DEMO-GH-003", "DEMO-GH-001"
SURVIVAL, FROM_START, HAZARD = "#survival-from-failure", "#survival-from-start", "#hazard-of-death"
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


def unsaved_answers(page: Page) -> None:
    """What was typed in a tab that is closed without saving waits on the first page."""
    patient(page, TREATED)
    add(page, "Follow-up")
    tab = page.context.new_page()
    tab.goto(page.url)
    answer(tab, {"Vital status": "Alive", "Source": "Phone"})
    tab.locator(".keep-at", has_text="Saved ").wait_for()
    tab.close(run_before_unload=False)
    follow(page, "Home")


def first_letters(page: Page) -> None:
    """What Ctrl+K offers on a form for the letter r."""
    patient(page, TREATED)
    add(page, "Adverse event")
    page.get_by_role("button", name="Go to").click()
    page.get_by_label("First letters").fill("r")


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
    page.locator("fieldset.conflict").wait_for()


def history_of_a_change(page: Page) -> None:
    patient(page, TREATED)
    page.locator("#follow-up .card-history").first.click()


def chosen_cohort(page: Page) -> None:
    """The form of a cohort with two conditions, once its patients are counted."""
    follow(page, "Cohorts", "New cohort")
    page.get_by_label("Name", exact=True).fill("Inotuzumab in first salvage")
    page.get_by_role("group", name="Contains the drug").get_by_label("Inotuzumab ozogamicin").check()
    with page.expect_response(lambda response: response.request.method == "POST" or "count" in response.url):
        page.get_by_role("group", name="Salvage line").get_by_label("First salvage").check()


def side_by_side(page: Page) -> None:
    """Two figures that follow each other: both end at two years and are read off at one."""
    follow(page, "Cohorts", "Compare two")
    page.get_by_label("Cohort A").select_option(label=PUBLISHED)
    page.get_by_label("Cohort B").select_option(label=OTHER)
    page.get_by_role("button", name="Compare").click()
    page.locator(FROM_START).get_by_role("link", name="Salvage line").click()
    page.locator(f"{FROM_START} [aria-current]", has_text="Salvage line").scroll_into_view_if_needed()
    one, other = (page.locator(f"{FROM_START} .compared > div").nth(at) for at in (0, 1))
    one.get_by_label("Drawn until").select_option(label="24 months")
    one.get_by_label("Values at").fill("12")
    other.locator(".reading-table").wait_for()


def frozen_version(page: Page) -> None:
    freeze(page, ALL_SITES, VERSION)


def freeze(page: Page, cohort: str, name: str) -> None:
    follow(page, "Cohorts", cohort)
    page.locator("#freshness").get_by_text("current").wait_for()
    follow(page, "Freeze these results")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_role("button", name="Freeze").click()
    page.get_by_role("heading", name=name).wait_for()


def two_versions(page: Page, coordinator: Page) -> None:
    """Between the two a count is corrected, and a remission is one without recovered platelets."""
    freeze(page, SMALL, SUBMITTED)
    patient(coordinator, TREATED)
    coordinator.locator('a.card-title[href*="/response/"]').first.click()
    corrected = {"Platelets": "64", "Response reported by site": "CRp"}
    answer(coordinator, corrected | {"Reason for this change": "Corrected by the laboratory"})
    save(coordinator)
    coordinator.get_by_role("status").filter(has_text="saved").wait_for()
    freeze(page, SMALL, REVISED)
    follow(page, "Cohorts", "Frozen versions", SUBMITTED)
    page.get_by_label("Compare with").select_option(label=REVISED)
    page.get_by_role("button", name="Compare").click()
    page.locator("summary", has_text="Overall response").click()


PICTURES = (
    Picture("survival", INVESTIGATOR, survival_by_salvage_line, SURVIVAL, height=1060),
    Picture(
        "method",
        INVESTIGATOR,
        method_of_survival,
        "#survival-from-failure .about-patients",
        "#survival-from-failure",
    ),
    Picture("regression", INVESTIGATOR, places("Cohorts", PUBLISHED), HAZARD, height=1000),
    Picture("cohorts", INVESTIGATOR, places("Cohorts"), height=900),
    Picture("cohort", INVESTIGATOR, places("Cohorts", PUBLISHED), last="#flow .figure", height=1150),
    Picture("response", INVESTIGATOR, places("Cohorts", PUBLISHED), "#best-response-mdacc"),
    Picture("toxicity", INVESTIGATOR, places("Cohorts", PUBLISHED), "#adverse-events", "#vod"),
    Picture(
        "protected",
        INVESTIGATOR,
        places("Cohorts", PUBLISHED, "As others see it"),
        "#overall-response",
        "#best-response-mdacc",
        height=760,
    ),
    Picture("courses", INVESTIGATOR, places("Cohorts", PUBLISHED, "Courses of the patients"), height=760),
    Picture("new-cohort", INVESTIGATOR, chosen_cohort, height=900),
    Picture("side-by-side", INVESTIGATOR, side_by_side, FROM_START, height=1250),
    Picture("version", INVESTIGATOR, frozen_version, height=560),
    Picture("replication", INVESTIGATOR, places("Replication"), height=800),
    Picture("derived", INVESTIGATOR, derived_values, "#outcomes h3", "details.derived[open]"),
    Picture("work-list", COORDINATOR, places("Home"), height=760),
    Picture("patients", COORDINATOR, places("Patients"), height=800),
    Picture("patient", COORDINATOR, chart_of(RELAPSED), last="#outcomes"),
    Picture("enrolment", COORDINATOR, places("Enrol a patient"), height=800),
    Picture("treatments", COORDINATOR, list_of_treatments, "#treatment", "details.menu[open] .menu-panel"),
    Picture("regimen", COORDINATOR, combination_regimen, height=1000),
    Picture("go-to", COORDINATOR, first_letters, height=560),
    Picture("questioned", COORDINATOR, questioned_value, "fieldset:has(#answer-cd22_pct)"),
    Picture("queries", COORDINATOR, places("Queries"), height=660),
    Picture("incomplete", COORDINATOR, incomplete_diagnosis, height=900),
    Picture("unsaved", COORDINATOR, unsaved_answers, height=480),
    Picture("two-editors", COORDINATOR, two_editors, height=900),
    Picture("history", COORDINATOR, history_of_a_change, height=900),
    Picture(
        "version-comparison",
        INVESTIGATOR,
        two_versions,
        last="details[open] .table-scroll",
        height=1300,
        others=(COORDINATOR,),
    ),
)
