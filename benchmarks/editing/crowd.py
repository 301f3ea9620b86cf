"""Twenty coordinators entering follow-ups at once in a large registry: how long from save to the next form.

Each signs in, opens the form, lets it be kept and hinted at as the page's script does, thinks, and saves with
"Save and add next". The clock runs from the click until the next form is there. Server and clients share the
machine.
"""

import random
import statistics
import threading
import time
from collections.abc import Sequence
from datetime import date, timedelta
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

PEOPLE = 20
PASSWORD = "correct horse battery"
THINKING_SECONDS = (2.0, 6.0)
# A contact that contradicts what is recorded of the patient stays a draft.
SAVED = ("Follow-up saved", "Saved as a draft")


class Form(HTMLParser):
    """The hidden inputs of a page's last POST form, and where its hints are asked for."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.hidden: dict[str, str] = {}
        self.hints = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        if tag == "input" and found.get("type") == "hidden" and found.get("name"):
            self.hidden[str(found["name"])] = found.get("value") or ""
        self.hints = found.get("data-hints-url") or self.hints


class Coordinator(threading.Thread):
    """One person at work as soon as all are signed in. took: seconds from each save to the next form."""

    def __init__(
        self, address: str, number: int, patients: Sequence[str], saves: int, signed_in: threading.Barrier
    ) -> None:
        super().__init__(daemon=True)
        self.signed_in = signed_in
        self.address, self.name, self.patients, self.saves = address, f"coordinator-{number}", patients, saves
        self.choose = random.Random(number)
        self.browser: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))
        self.took: list[float] = []

    def run(self) -> None:
        token = Form(self.read("/login/")).hidden["csrfmiddlewaretoken"]
        self.read("/login/", {"csrfmiddlewaretoken": token, "username": self.name, "password": PASSWORD})
        # To check a password takes long by design; nobody should wait for that in the middle of work.
        self.signed_in.wait()
        for _ in range(self.saves):
            place = f"/patients/{self.choose.choice(self.patients)}/follow_up/add/"
            answers = self.answers(Form(self.read(place)), place)
            time.sleep(self.choose.uniform(*THINKING_SECONDS))
            started = time.perf_counter()
            page = self.read(place, answers | {"save": "next"})
            self.took.append(time.perf_counter() - started)
            assert any(said in page for said in SAVED), page[:2000]

    def answers(self, form: Form, place: str) -> dict[str, str]:
        """The form filled in, once kept by the server and once looked at for hints, as while typing."""
        on = (date(2025, 1, 1) + timedelta(days=self.choose.randrange(300))).isoformat()
        answers = form.hidden | {
            "contact_date": on,
            "vital_status": "alive",
            "last_known_alive_date": on,
            "disease_status_at_contact": "not_assessed",
            "information_source": "phone",
        }
        self.read("/unsaved/keep/", answers | {"number": "1"})
        self.read(form.hints or f"{place}hints/", answers)
        return answers

    def read(self, path: str, answers: dict[str, str] | None = None) -> str:
        """The page at a path, or what it leads to after answers were posted to it."""
        data = None if answers is None else urlencode(answers).encode()
        url = urljoin(self.address, path)
        with self.browser.open(Request(url, data, {"Referer": url}), timeout=60) as reply:
            page: str = reply.read().decode()
        return page


def seconds_of_saves(address: str, patients: Sequence[str], saves: int) -> list[float]:
    """How long each save of each coordinator took, sorted."""
    signed_in = threading.Barrier(PEOPLE, timeout=60)
    people = [Coordinator(address, number, patients, saves, signed_in) for number in range(PEOPLE)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    unfinished = [person.name for person in people if len(person.took) < saves]
    if unfinished:
        raise RuntimeError(f"Some could not save to the end: {', '.join(unfinished)}")
    return sorted(seconds for person in people for seconds in person.took)


def percentile(seconds: Sequence[float], share: float) -> float:
    return statistics.quantiles(seconds, n=100)[round(share * 100) - 1]
