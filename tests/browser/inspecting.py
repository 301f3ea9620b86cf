"""What can be wrong with any page, whatever it shows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import axe_playwright_python
from playwright.sync_api import Page, ViewportSize

PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 900}
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
# The rules that look at colours take longer than all others together.
OF_COLOURS = ["color-contrast", "link-in-text-block"]
VIOLATIONS = """async (options) => {
  const found = await axe.run({ resultTypes: ["violations"], ...options });
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
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
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


def faults_of(page: Page, seen: set[str] | None = None) -> Iterator[str]:
    """Accessibility faults in light and dark, and whether a phone's reader must scroll sideways.

    seen: parts of pages whose colours were looked at already, and those of this page afterwards. Of a page
    made of these alone the colours are not looked at again: they depend on the part, not on the page.
    """
    seen = set() if seen is None else seen
    page.evaluate(AXE)
    yield from page.evaluate(VIOLATIONS, {"rules": {rule: {"enabled": False} for rule in OF_COLOURS}})
    parts = set(page.evaluate(PARTS))
    if not parts <= seen:
        seen |= parts
        yield from faults_of_colours(page)
    page.set_viewport_size(PHONE)
    if beyond := page.evaluate(STICKS_OUT):
        yield f"is too wide for a phone by {beyond}"
    page.set_viewport_size(DESK)


def faults_of_colours(page: Page) -> Iterator[str]:
    for scheme in SCHEMES:
        # Without animations, so that no colour is caught half-way.
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        yield from (
            f"in {scheme} colours: {fault}" for fault in page.evaluate(VIOLATIONS, {"runOnly": OF_COLOURS})
        )
    page.emulate_media(color_scheme="light")


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
