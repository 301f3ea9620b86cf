"""Walking through every page that a person can reach by links, one of each kind."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Page

# Files, and parts of pages that pages ask for by themselves.
NO_PAGES = {
    "audit-trail",
    "download",
    "api-description",
    "cohort-courses-file",
    "cohort-report-file",
    "cohort-methods",
    "statistic",
    "refresh-progress",
    "cohort-freshness",
    "patient-derived",
}
# A link inside a figure knows its address only as it is written.
LINKS = "links => links.map(link => new URL(link.getAttribute('href'), document.baseURI).href)"


def every_kind_of_page(page: Page, *, each_kind_of_record: bool) -> Iterator[str]:
    """Addresses of one page of each kind, from where the page stands on; each is open when it is given.

    A kind is a named address; with each_kind_of_record a form of each kind of record is one, too.
    """
    host = urlsplit(page.url).netloc
    waiting, seen = [page.url], set()
    while waiting:
        address = waiting.pop(0)
        kind = kind_of(address, each_kind_of_record)
        if kind is None or kind in seen or urlsplit(address).netloc != host:
            continue
        seen.add(kind)
        page.goto(address)
        yield urlsplit(page.url).path
        waiting += page.locator("a[href]").evaluate_all(LINKS)


def kind_of(address: str, each_kind_of_record: bool) -> tuple[str, str] | None:
    """What is the same for all pages of a kind; None for what is no page."""
    try:
        match = resolve(urlsplit(address).path)
    except Resolver404:
        return None
    if match.url_name is None or match.url_name in NO_PAGES:
        return None
    is_form = each_kind_of_record and match.url_name in ("record", "record-add")
    return match.url_name, match.kwargs["slug"] if is_form else ""
