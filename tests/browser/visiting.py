"""What a person does on the pages: signing in, following links, answering questions, saving.

Everything is found by its words on the page, as a reader or a screen reader finds it.
"""

import re
from collections.abc import Mapping, Sequence

from playwright.sync_api import Locator, Page, expect

Answers = Mapping[str, str | Sequence[str]]


def sign_in(page: Page, name: str, password: str) -> None:
    page.goto("/")
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password").fill(password)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in").click()


def follow(page: Page, *links: str) -> None:
    """Follow links one after the other, each on the page that the one before has led to."""
    for link in links:
        lead_on(page.get_by_role("link", name=link, exact=True).first)


def lead_on(link: Locator) -> None:
    """Follow a link and wait for the page behind it, so that nothing is read off the page before."""
    with link.page.expect_navigation():
        link.click()


def called(label: str) -> re.Pattern[str]:
    """The name of a question, with or without the mark that an answer is needed."""
    words = re.escape(label).replace("/", r"\/")
    return re.compile(rf"^\s*{words}\s*(\*\s*needed)?\s*$")


def question(page: Page, label: str) -> Locator:
    """The input of a question, or its group of checkboxes."""
    inputs = page.get_by_label(called(label)).and_(page.locator("input, select, textarea"))
    groups = page.get_by_role("group", name=called(label)).and_(page.locator(".answer-list"))
    return inputs.or_(groups)


def answer(page: Page, answers: Answers) -> None:
    """Answer questions: words for a text or a choice, a list of words for checkboxes."""
    for label, given in answers.items():
        if not isinstance(given, str):
            for choice in given:
                question(page, label).get_by_label(choice, exact=True).check()
        elif question(page, label).evaluate("input => input.tagName") == "SELECT":
            question(page, label).select_option(label=given)
        else:
            question(page, label).fill(given)


def save(page: Page, how: str = "Save and complete") -> None:
    page.get_by_role("button", name=how, exact=True).click()


def record(page: Page, answers: Answers) -> None:
    """Fill in a form, save it, and see that the registry calls it complete."""
    answer(page, answers)
    save(page)
    expect(page.get_by_role("status").filter(has_text=re.compile(r"saved\.\s*$"))).to_be_visible()


def record_each(page: Page, charts: Mapping[str, Answers]) -> None:
    """On a patient's page, add a complete record of each kind."""
    for kind, answers in charts.items():
        add(page, kind)
        record(page, answers)


def add(page: Page, kind: str) -> None:
    """On a patient's page, go to the form of another record."""
    lead_on(page.get_by_role("link", name=re.compile(f"^Add {kind}")).first)


def treat_with(page: Page, treatment: str) -> None:
    """On a patient's page, choose a treatment from the list."""
    page.get_by_text("Add a treatment").click()
    lead_on(page.locator("details[open]").get_by_role("link", name=treatment, exact=True))


def choices_of(page: Page, label: str) -> list[str]:
    """What a list offers, without its empty first line."""
    return question(page, label).locator("option").all_inner_texts()[1:]
