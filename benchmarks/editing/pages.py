"""How long one coordinator waits for the pages of a day in a large registry."""

from collections.abc import Sequence

from benchmarks.editing.crowd import PEOPLE
from benchmarks.editing.visitor import Visitor
from benchmarks.timing import seconds

PAGES = {
    "work list": "/",
    "status grid": "/patients/",
    "of one site's pseudonyms": "/patients/?q=B-M0",
    "with open queries": "/patients/?has=query",
    "without follow-up": "/patients/?missing=follow_up",
    "by last change": "/patients/?sort=changed",
    "page 1,000": "/patients/?page=1000",
    "open queries": "/queries/",
    "one patient": "/patients/{patient}/",
    "a form": "/patients/{patient}/follow_up/add/",
}


def seconds_of_pages(address: str, patients: Sequence[str]) -> list[tuple[str, float]]:
    """What each page is called, and the seconds until it is there."""
    visitor, patient = Visitor(address), patients[len(patients) // 2]
    visitor.sign_in(f"coordinator-{PEOPLE - 1}")
    return [(name, _waited_for(visitor, path.format(patient=patient))) for name, path in PAGES.items()]


def _waited_for(visitor: Visitor, path: str) -> float:
    return seconds(lambda: visitor.read(path))
