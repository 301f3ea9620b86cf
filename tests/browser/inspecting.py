"""What can be wrong with any page, whatever it shows."""

from collections.abc import Iterator
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page, ViewportSize

PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 900}
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
VIOLATIONS = """async () => {
  const found = await axe.run({ resultTypes: ["violations"] });
  return found.violations.map((violation) => `${violation.id}: ${violation.nodes[0].html.slice(0, 160)}`);
}"""
# What a page is made of: each element with its classes, roles and states, inside what it stands.
PARTS = """() => {
  const named = ({ tagName, className, attributes }) => [tagName, className,
    ...[...attributes].filter(({ name }) => /^(aria-|role|hidden|disabled|open)/.test(name))
      .map(({ name, value }) => (name === "role" ? value : name))].join(" ");
  return [...new Set([...document.body.querySelectorAll("*")].map(
    (element) => `${named(element.parentElement)} > ${named(element)}`))];
}"""
# Names an element that makes the page wider than the window, leaving out what scrolls by itself.
STICKS_OUT = """() => {
  const wide = document.documentElement.scrollWidth - window.innerWidth;
  if (wide <= 0) return null;
  const scrolls = (element) =>
    element && (getComputedStyle(element).overflowX !== "visible" || scrolls(element.parentElement));
  const beyond = [...document.querySelectorAll("main *, header *, footer *")].filter(
    (element) => element.getBoundingClientRect().right > window.innerWidth && !scrolls(element));
  return `${wide} pixels, such as ${beyond[0]?.outerHTML.slice(0, 160)}`;
}"""


def faults_of(page: Page, seen_in_dark: set[str] | None = None) -> Iterator[str]:
    """Accessibility faults in light and dark, and whether a phone's reader must scroll sideways.

    seen_in_dark: parts of pages that were looked at in dark already, and of this page afterwards. A page made
    of these alone is looked at in light only: colours depend on the part, not on the page.
    """
    seen = set() if seen_in_dark is None else seen_in_dark
    page.evaluate(AXE)
    yield from page.evaluate(VIOLATIONS)
    parts = set(page.evaluate(PARTS))
    if not parts <= seen:
        seen |= parts
        # Without animations, so that no colour is caught half-way.
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        yield from (f"in dark colours: {fault}" for fault in page.evaluate(VIOLATIONS))
        page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)
    if beyond := page.evaluate(STICKS_OUT):
        yield f"is too wide for a phone by {beyond}"
    page.set_viewport_size(DESK)


def listen_for_complaints(page: Page) -> list[str]:
    """A list that fills with the browser's complaints: errors of scripts, refused content, lost files."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(f"script error: {error}"))
    page.on("console", lambda said: heard.append(said.text) if said.type in ("error", "warning") else None)
    page.on(
        "response",
        lambda answer: heard.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None,
    )
    return heard
