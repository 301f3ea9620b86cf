"""Takes the pictures of the user guide again: `python -m tests.browser.screenshots [NAME ...]`."""

import sys

from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser import visiting
from tests.browser.screenshots.picture import Picture
from tests.browser.screenshots.pictures import PICTURES
from tests.browser.screenshots.running import PROJECT, DemoRegistry, demo_registry
from tests.chromium import chromium

IMAGES = PROJECT / "docs" / "user-guide" / "images"
WINDOW: ViewportSize = {"width": 1280, "height": 900}
LARGEST_BYTES = 250_000
# The first computation of all cohorts takes a minute on a slow machine.
CURRENT_WITHIN_MS = 300_000
# Figures of a page that nobody has opened yet take their time there, too.
SHOWN_WITHIN_MS = 120_000
ALL_CURRENT = """() => {
  const states = [...document.querySelectorAll(".cohort-card .freshness")];
  return states.length > 0 && states.every((state) => state.textContent.includes("current"));
}"""


def main(wanted: list[str]) -> None:
    chosen = [picture for picture in PICTURES if not wanted or picture.name in wanted]
    IMAGES.mkdir(parents=True, exist_ok=True)
    with demo_registry() as registry, chromium() as browser:
        photograph(chosen, registry, browser)


def photograph(chosen: list[Picture], registry: DemoRegistry, browser: Browser) -> None:
    roles = {role for picture in chosen for role in (picture.role, *picture.others)}
    windows = {role: window(browser, registry, role) for role in roles}
    for picture in chosen:
        page, *others = (windows[role] for role in (picture.role, *picture.others))
        for one in (page, *others):
            one.goto("/")
        picture.prepare(page, *others)
        take(page, picture)


def window(browser: Browser, registry: DemoRegistry, role: str) -> Page:
    """A window of the demo user of that role, once every cohort is current."""
    page = browser.new_context(
        base_url=registry.url, viewport=WINDOW, color_scheme="light", reduced_motion="reduce"
    ).new_page()
    page.set_default_timeout(SHOWN_WITHIN_MS)
    visiting.sign_in(page, role, registry.password)
    visiting.follow(page, "Cohorts")
    page.wait_for_function(ALL_CURRENT, timeout=CURRENT_WITHIN_MS)
    return page


def take(page: Page, picture: Picture) -> None:
    path = IMAGES / f"{picture.name}.png"
    page.screenshot(path=path, clip=picture.clip(page), full_page=True, animations="disabled")
    size = path.stat().st_size
    assert size < LARGEST_BYTES, f"{path.name} has {size} bytes: show less."
    sys.stdout.write(f"{path.relative_to(PROJECT)}  {size // 1000} kB\n")


if __name__ == "__main__":
    main(sys.argv[1:])
