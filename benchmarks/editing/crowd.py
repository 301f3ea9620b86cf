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

from benchmarks.editing.visitor import Form, Visitor

PEOPLE = 20
THINKING_SECONDS = (2.0, 6.0)
# A contact that contradicts what is recorded of the patient stays a draft.
SAVED = ("Follow-up saved", "Saved as a draft")


class Coordinator(threading.Thread):
    """One person at work as soon as all are signed in. took: seconds from each save to the next form."""

    def __init__(
        self, address: str, number: int, patients: Sequence[str], saves: int, signed_in: threading.Barrier
    ) -> None:
        super().__init__(daemon=True)
        self.name, self.patients, self.saves = f"coordinator-{number}", patients, saves
        self.visitor, self.signed_in = Visitor(address), signed_in
        self.choose = random.Random(number)
        self.took: list[float] = []

    def run(self) -> None:
        self.visitor.sign_in(self.name)
        # To check a password takes long by design; nobody should wait for that in the middle of work.
        self.signed_in.wait()
        for _ in range(self.saves):
            place = f"/patients/{self.choose.choice(self.patients)}/follow_up/add/"
            answers = self.answers(Form(self.visitor.read(place)), place)
            time.sleep(self.choose.uniform(*THINKING_SECONDS))
            started = time.perf_counter()
            page = self.visitor.read(place, answers | {"save": "next"})
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
        self.visitor.read("/unsaved/keep/", answers | {"number": "1"})
        self.visitor.read(form.hints or f"{place}hints/", answers)
        return answers


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
