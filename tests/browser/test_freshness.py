"""A cohort page never calls old results current, and becomes current without anybody reloading it."""

import pytest
from playwright.sync_api import Locator, Page, expect

from outcomes.models import Cohort
from outcomes.refresh import refresh
from tests.browser.visiting import follow, save
from tests.outcomes import courses

pytestmark = pytest.mark.browser

A_FEW_POLLS_MS = 15_000


def test_an_edit_puts_the_cohort_page_behind_until_the_refresh(site, coordinator, investigator, window):
    Cohort.objects.create(slug="inotuzumab", name="Inotuzumab", drug="inotuzumab")
    courses.refractory(site, "KFB-1")
    courses.refractory(site, "KFB-2")
    refresh()
    reading, recording = window(investigator), window(coordinator)
    follow(reading, "Cohorts", "Inotuzumab")
    badge, estimates = reading.locator("#freshness"), survival_from_start(reading)
    expect(badge).to_contain_text("current")
    expect(estimates).to_contain_text("All patients 2 2 0")

    withdraw_follow_up(recording, "KFB-2")
    expect(badge).to_contain_text("1 edit since", timeout=A_FEW_POLLS_MS)
    expect(badge).not_to_contain_text("current")

    refresh()
    expect(badge).to_contain_text("current", timeout=A_FEW_POLLS_MS)
    expect(estimates).to_contain_text("All patients 2 1 1")


def withdraw_follow_up(page: Page, patient: str) -> None:
    """Take back the record of a death."""
    follow(page, "Patients", patient, "Follow-up, dead · 2022-09-01", "Withdraw")
    page.get_by_label("Reason").fill("Entered for the wrong patient")
    save(page, "Withdraw")
    expect(page.get_by_role("status").filter(has_text="Follow-up withdrawn.")).to_be_visible()


def survival_from_start(page: Page) -> Locator:
    return page.get_by_role("region", name="Estimates of Overall survival from regimen start", exact=True)
