"""A whole patient is entered by keyboard alone, with at most half the keys and pages of Django's admin.

The admin's count is measured by `python -m benchmarks.keystrokes`, with the same patient and keyboard.
"""

import re
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import Page, Request, expect

from registry.models import Patient, Record, RecordStatus
from registry.quick_dates import MONTHS
from registry.record_types import RECORD_TYPES
from tests.browser.keyboard import Keyboard
from tests.browser.whole_patient import CHART, Answer, Answers

pytestmark = pytest.mark.browser

ADMIN_KEYSTROKES, ADMIN_LOADS = 1443, 29
# Where the registry leads by itself, as the user guide says; to the others Ctrl+K leads, by these letters.
LEADS_TO = {
    ("patient", "consent"),
    ("consent", "diagnosis"),
    ("diagnosis", "disease_event"),
    ("disease_event", "regimen"),
    ("regimen", "lab"),
    ("lab", "cycle"),
    ("cycle", "cycle"),
    ("cycle", "response"),
    ("response", "response"),
    ("adverse_event", "adverse_event"),
    ("follow_up", "follow_up"),
}
LETTERS = {"mrd": "m", "transplant": "t", "adverse_event": "adv", "follow_up": "f"}


def test_a_whole_patient_takes_half_the_keys_and_half_the_pages_of_the_admin(site, coordinator, window):
    page = window(coordinator)
    expect(page.get_by_role("button", name="Go to")).to_be_visible()
    keyboard = QuickKeyboard(page)
    asked = requests_of(page)
    enter_chart(keyboard)
    counted = f"{keyboard.strokes} keystrokes, {keyboard.loads} page loads, {len(asked)} saves"
    sys.stdout.write(f"The registry: {counted} for one whole patient\n")
    assert list(what_differs()) == []
    assert keyboard.strokes <= ADMIN_KEYSTROKES // 2
    assert keyboard.loads <= ADMIN_LOADS // 2


def requests_of(page: Page) -> list[Request]:
    """Fills with the forms that are sent to be saved, in a page or in the place of one."""
    asked: list[Request] = []

    def note(request: Request) -> None:
        if request.method == "POST" and re.search(r"/(add|enrol)/(\?|$)", request.url):
            asked.append(request)

    page.on("request", note)
    return asked


class QuickKeyboard(Keyboard):
    """The person who knows what docs/user-guide/coordinator.md says about keys and dates."""

    def answer(self, form, name: str, given: Answer) -> None:
        inputs = form.locator(f'[name="{name}"]')
        if not isinstance(given, str):
            self.tick(form, name, given)
            return
        text = self.quick(form, name, given)
        if inputs.input_value() not in (given, text):
            super().answer(form, name, text)

    def quick(self, form, name: str, given: str) -> str:
        """A date as it is typed fastest: in days from what the form counts from, or as 7feb23."""
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", given):
            return given
        day = date.fromisoformat(given)
        counted = form.locator(f"#answer-{name} .anchor")
        shown = re.search(r"\((.*)\)", counted.text_content() or "") if counted.count() else None
        days = (day - date.fromisoformat(shown[1])).days if shown else -1
        year = f"{day:%y}" if day.year >= 2000 else str(day.year)
        return f"+{days}" if days >= 0 else f"{day.day}{MONTHS[day.month - 1][:3]}{year}"

    def tick(self, form, name: str, codes) -> None:
        """Into the group by Tab, to each box by its first letters, and Space."""
        for code in codes:
            box = form.locator(f'[name="{name}"][value="{code}"]')
            if box.is_checked():
                continue
            self.reach(form.locator(f'[name="{name}"][tabindex="0"]'))
            letters = iter(box.locator("xpath=..").inner_text().strip())
            while not box.evaluate("box => box === document.activeElement"):
                self.type(next(letters))
            self.press("Space")


def enter_chart(keyboard: QuickKeyboard) -> None:
    page = keyboard.page
    keyboard.press("Control+k")
    keyboard.type("en")
    with page.expect_event("load"):
        keyboard.press("Enter")
    for number, (slug, answers, links) in enumerate(CHART):
        form = page.locator("form.js-record")
        linked = {link: str(stored(kind)[place].pk) for link, (kind, place) in links.items()}
        keyboard.fill_in(form, {**answers, **linked})
        go_on(keyboard, slug, CHART[number + 1][0] if number + 1 < len(CHART) else "")


def go_on(keyboard: QuickKeyboard, slug: str, follows: str) -> None:
    page = keyboard.page
    form = page.locator("form.js-record").element_handle()
    if not follows or (slug, follows) in LEADS_TO:
        keyboard.press("Control+Enter")
    else:
        keyboard.press("Control+k")
        keyboard.type(LETTERS[follows])
        keyboard.press("Enter")
    page.wait_for_function("form => !form.isConnected", arg=form)
    problems = page.locator("#problems")
    assert problems.count() == 0, (slug, problems.all_inner_texts())
    assert not follows or f"/{follows}/add/" in page.url, f"{slug} led to {page.url}"


def stored(slug: str) -> list[Record]:
    return list(RECORD_TYPES[slug].model._default_manager.order_by("pk"))


def what_differs() -> Iterator[str]:
    """Where the stored records are not those of the chart, or not complete."""
    assert Patient.objects.count() == 1
    places = dict.fromkeys(RECORD_TYPES, 0)
    for slug, answers, _ in CHART:
        records = stored(slug)
        record = records[places[slug]]
        places[slug] += 1
        if record.status != RecordStatus.COMPLETE:
            yield f"{record} is {record.status}"
        yield from differences(record, answers)
    yield from (f"{slug} too often" for slug, count in places.items() if len(stored(slug)) != count)


def differences(record: Record, answers: Answers) -> Iterator[str]:
    for name, given in answers.items():
        held = getattr(record, name)
        is_same = list(held) == list(given) if not isinstance(given, str) else is_equal(held, given)
        if not is_same:
            yield f"{record}: {name} is {held}, not {given}"


def is_equal(held: object, given: str) -> bool:
    return str(held) == given or (
        bool(re.fullmatch(r"[\d.]+", given)) and Decimal(str(held)) == Decimal(given)
    )
