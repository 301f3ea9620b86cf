"""A hospital with its people, and windows in which they are signed in."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from registry.models import Site, User
from tests.browser import visiting
from tests.outcomes.remembered import remembered_results
from tests.registry import records

__all__ = ["remembered_results"]

PATIENCE_MS = 15_000
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture
def site(live_server) -> Site:
    return records.site()


@pytest.fixture
def coordinator(site) -> User:
    return records.user("coordinator", site)


@pytest.fixture
def investigator(site) -> User:
    return records.user("investigator", site)


@pytest.fixture
def window(browser: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """Opens a window of its own for a user, signed in; options are those of a browser context."""
    contexts = []

    def open_for(user: User, **options: Any) -> Page:
        size = {"width": 1280, "height": 900}
        context = browser.new_context(**{"base_url": live_server.url, "viewport": size} | options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        visiting.sign_in(page, user.username, records.PASSWORD)
        return page

    yield open_for
    for context in contexts:
        context.close()
