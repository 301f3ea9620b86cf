"""What tests may ask for: a Redis server, a browser, a page of the running registry."""

import os
from collections.abc import Iterator

import pytest
from django.test import TransactionTestCase
from playwright.sync_api import Browser, Page

from tests import audit_trail_triggers
from tests.chromium import chromium
from tests.redis_server import RedisServer

audit_trail_triggers.install()

DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}
# Pages that only read, and the published cohorts: other tests ask the same of both databases.
ON_ONE_DATABASE = (
    "tests/outcomes/views/",
    "tests/outcomes/api/",
    "tests/outcomes/replication/",
    "tests/outcomes/demo/",
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what uses the database is run again; the rest would be the same test twice."""
    if os.environ.get("REGISTRY_TEST_DATABASE") == "postgres":
        config.hook.pytest_deselected(items=[item for item in items if not differs_by_database(item)])
        items[:] = [item for item in items if differs_by_database(item)]


def differs_by_database(item: pytest.Item) -> bool:
    is_asked_once = item.get_closest_marker("browser") or item.nodeid.startswith(ON_ONE_DATABASE)
    return uses_database(item) and not is_asked_once


def uses_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    is_django_case = issubclass(getattr(item, "cls", None) or object, TransactionTestCase)
    return is_django_case or bool(item.get_closest_marker("django_db") or fixtures & DATABASE_FIXTURES)


@pytest.fixture(scope="session")
def shared_redis() -> Iterator[RedisServer]:
    server = RedisServer()
    server.start()
    yield server
    server.remove()


@pytest.fixture
def redis_url(shared_redis: RedisServer) -> str:
    """Address of a real server, shared by the tests of one process."""
    return shared_redis.url


@pytest.fixture
def redis_server() -> Iterator[RedisServer]:
    """A real server of this test's own, to hang, kill and start again."""
    server = RedisServer()
    server.start()
    yield server
    server.remove()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright keeps an event loop running in this thread, which Django would take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with chromium() as running:
        yield running


@pytest.fixture
def page(browser: Browser, live_server) -> Iterator[Page]:
    """An empty tab of a new visitor; addresses are relative to the running registry."""
    context = browser.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()
