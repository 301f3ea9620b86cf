"""A coordinator and an investigator who have never seen the registry, led by nothing but its pages."""

import pytest
from playwright.sync_api import Locator, Page, expect

from outcomes.models import Cohort
from outcomes.refresh import refresh
from tests.browser import charts
from tests.browser.visiting import follow, record, record_each, treat_with
from tests.outcomes import courses

pytestmark = pytest.mark.browser


def test_what_a_coordinator_records_of_a_patient_reaches_the_page_of_an_investigator(
    site, coordinator, investigator, window
):
    Cohort.objects.create(slug="inotuzumab", name="Inotuzumab", drug="inotuzumab")
    for number in (1, 2, 3):
        courses.refractory(site, f"KFB-{number}")
    refresh()
    reading = window(investigator)
    follow(reading, "Cohorts", "Inotuzumab")
    expect(patients(reading)).to_have_text("3")
    expect(survival_from_failure(reading)).to_contain_text("All patients 3 3 0")

    recording = window(coordinator)
    enrol(recording)
    record_failed_inotuzumab(recording)
    record_what_followed(recording)
    refresh()

    # Nobody reloads: the page asks by itself.
    expect(patients(reading)).to_have_text("4", timeout=15_000)
    expect(survival_from_failure(reading)).to_contain_text("All patients 4 4 0")


def enrol(page: Page) -> None:
    follow(page, "Enrol a patient")
    record(page, charts.ENROLMENT)
    record_each(
        page,
        {"Consent": charts.CONSENT, "Diagnosis": charts.DIAGNOSIS, "Disease event": charts.RELAPSE},
    )


def record_failed_inotuzumab(page: Page) -> None:
    treat_with(page, "Inotuzumab, single agent")
    record(page, charts.INOTUZUMAB)
    record_each(page, {"Cycle": charts.CYCLE})
    page.get_by_text("Administrations (0)").click()
    record_each(page, {"Administration": charts.DOSE, "Response assessment": charts.NO_RESPONSE})


def record_what_followed(page: Page) -> None:
    treat_with(page, "Blinatumomab")
    record(page, charts.BLINATUMOMAB)
    treat_with(page, "Transplant")
    record(page, charts.TRANSPLANT)
    record_each(page, {"Follow-up": charts.DEATH})


def patients(page: Page) -> Locator:
    return page.locator(".cohort-facts div").filter(has_text="Patients").locator("dd")


def survival_from_failure(page: Page) -> Locator:
    return page.get_by_role("region", name="Estimates of Overall survival from failure")
