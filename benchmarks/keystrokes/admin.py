"""The same patient entered in Django's admin, by the shortest way that its keyboard offers."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

from benchmarks.databases import PROJECT, Environment, run, sqlite
from config.run.ports import LOOPBACK, answers_http, free_port
from registry.record_types import RECORD_TYPES
from tests.browser.keyboard import Keyboard
from tests.browser.whole_patient import CHART
from tests.chromium import chromium
from tests.waiting import wait_until

SETTINGS = "benchmarks.keystrokes.admin_settings"
IN_BOX = "() => document.activeElement.matches('input:not([type=submit])')"


def count() -> tuple[int, int]:
    """(keys pressed, pages loaded) from the admin's first page to the last saved record."""
    with sqlite() as environment:
        environment |= {"DJANGO_SETTINGS_MODULE": SETTINGS}
        run("django", "migrate", "--verbosity", "0", environment=environment)
        run("benchmarks.keystrokes.admin_user", environment=environment)
        with serving(environment) as address, chromium() as browser:
            page = browser.new_page(base_url=address)
            sign_in(page)
            keyboard = Keyboard(page)
            enter_chart(keyboard)
            return keyboard.strokes, keyboard.loads


@contextmanager
def serving(environment: Environment) -> Iterator[str]:
    port = free_port()
    address = f"{LOOPBACK}:{port}"
    command = [sys.executable, "-m", "django", "runserver", "--noreload", address]
    server = subprocess.Popen(
        command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_until(lambda: answers_http(port))
        yield f"http://{address}"
    finally:
        server.terminate()
        server.wait()


def sign_in(page: Page) -> None:
    page.goto("/admin/")
    page.fill("[name=username]", "admin")
    page.fill("[name=password]", "admin")
    page.click("[type=submit]")
    page.wait_for_load_state()


def enter_chart(keyboard: Keyboard) -> None:
    go_to_add(keyboard, CHART[0][0])
    for number, (slug, answers, links) in enumerate(CHART):
        linked = {link: str(place + 1) for link, (_, place) in links.items()}
        owner = {"site": "1"} if slug == "patient" else {"patient": "1"}
        keyboard.fill_in(keyboard.page.locator("form[id$=_form]"), {**owner, **linked, **answers})
        follows = CHART[number + 1][0] if number + 1 < len(CHART) else ""
        save(keyboard, add_another=follows == slug)
        if follows and follows != slug:
            go_to_add(keyboard, follows)


def go_to_add(keyboard: Keyboard, slug: str) -> None:
    name = RECORD_TYPES[slug].model._meta.model_name
    keyboard.reach(keyboard.page.locator(f".model-{name} .addlink").first)
    follow(keyboard)


def save(keyboard: Keyboard, *, add_another: bool) -> None:
    """Enter in a box is Save; the other button has to be reached."""
    page = keyboard.page
    if add_another:
        keyboard.reach(page.locator("[name=_addanother]"))
    elif not page.evaluate(IN_BOX):
        keyboard.reach(page.locator("[name=_save]"))
    follow(keyboard)
    assert page.locator(".errornote").count() == 0, page.locator(".errorlist").all_inner_texts()


def follow(keyboard: Keyboard) -> None:
    with keyboard.page.expect_event("load"):
        keyboard.press("Enter")
