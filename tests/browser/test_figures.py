"""A figure that is explored on the page: by pointer and by keyboard, under the strict policy."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from outcomes.models import Cohort
from outcomes.refresh import refresh
from tests.browser.visiting import follow
from tests.outcomes import courses

pytestmark = pytest.mark.browser

UNTIL_DRAWN_MS = 30_000


def test_a_figure_is_read_off_its_groups_are_toggled_and_its_horizon_is_chosen(site, investigator, window):
    Cohort.objects.create(slug="inotuzumab", name="Inotuzumab", drug="inotuzumab")
    for number in (1, 2, 3):
        courses.refractory(site, f"KFB-{number}")
    refresh()
    page = window(investigator)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    follow(page, "Cohorts", "Inotuzumab")
    article, drawn = explored(page, "incidence-of-transplant")

    readings = article.get_by_role("table", name=re.compile("Values read off"))
    place = drawn.bounding_box()
    assert place
    page.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    expect(readings.get_by_role("row")).to_have_count(3)

    slider = article.get_by_label("Values at")
    slider.focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", re.compile("^0.5 months: .*at risk 3"))
    at_risk = readings.get_by_role("link", name="3").first
    expect(at_risk).to_have_attribute("href", re.compile(r"patients/\?of=at-risk&of=All\+patients&of=0\.5$"))

    first = article.get_by_role("group", name="Shown").get_by_role("button").first
    first.press("Enter")
    expect(first).to_have_attribute("aria-pressed", "false")
    expect(readings.get_by_role("row")).to_have_count(2)
    article.get_by_text("Files of").click()
    svg = article.get_by_role("link", name="SVG")
    expect(svg).to_have_attribute("href", re.compile(r"overall\.svg\?without=0$"))
    expect(page).to_have_url(re.compile(r"incidence-of-transplant\.without=0"))

    survival, _ = explored(page, "survival-from-start")
    until = survival.get_by_label("Values at")
    expect(until).to_have_attribute("max", "6.8")
    survival.get_by_text("Numbers at risk (events) as a table").click()
    with page.expect_response(re.compile("beside=1&until=6$")):
        survival.get_by_label("Drawn until").select_option("6 months")
    expect(survival.get_by_role("region", name=re.compile("^Numbers at risk"))).to_be_visible()
    survival.get_by_text("Options").click()
    expect(survival.get_by_text("Rates at, months")).to_be_visible()
    expect(survival.locator('.options [name="until"]')).to_have_value("6")
    expect(until).to_have_attribute("max", "6")

    response = page.locator("#overall-response")
    response.locator("summary").get_by_text("Figure", exact=True).click()
    explored(page, "overall-response")
    response.locator(".explored .mark-symbol path").first.hover()
    told = page.locator(".figure-tip")
    expect(told).to_contain_text("0/3 (0%)")
    page.keyboard.press("Escape")
    expect(told).to_be_hidden()

    page.goto("/comparison/?a=inotuzumab&b=inotuzumab")
    one, other = page.locator("#incidence-of-transplant .compared > div").all()
    other.scroll_into_view_if_needed()
    for side in (one, other):
        expect(side.locator(".explored svg")).to_be_visible(timeout=UNTIL_DRAWN_MS)
    one.get_by_role("group", name="Shown").get_by_role("button").first.press("Enter")
    hidden = other.get_by_role("group", name="Shown").get_by_role("button").first
    expect(hidden).to_have_attribute("aria-pressed", "false")
    one.get_by_label("Values at").press("ArrowRight")
    expect(other.get_by_label("Values at")).to_have_attribute("aria-valuetext", re.compile("^0.5 months"))
    assert complaints == []


def explored(page: Page, statistic: str) -> tuple[Locator, Locator]:
    """The statistic and its figure, once it is drawn in place of the picture."""
    article = page.locator(f"#{statistic}")
    article.scroll_into_view_if_needed()
    drawn = article.locator(".explored svg")
    expect(drawn).to_be_visible(timeout=UNTIL_DRAWN_MS)
    expect(article.locator("picture")).to_be_hidden()
    return article, drawn
