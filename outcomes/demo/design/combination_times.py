"""Survival from the start of mini-HCVD with inotuzumab: the days of the 59 patients of the second cohort."""

from dataclasses import dataclass, replace
from random import Random

from outcomes.demo.design import targets
from outcomes.demo.design.annealing import anneal, crowding, shifted

SEED = 20171
STEPS = 60_000
MAX_SAME_DAY = 1

# What became of the patients of each line group: 46 responders, 13 without response, 18 alive.
COURSES = {
    1: {
        "alive_in_remission": 10,
        "alive_relapsed": 2,
        "relapse_death": 11,
        "remission_death": 6,
        "nr_death": 4,
    },
    2: {
        "alive_in_remission": 2,
        "alive_relapsed": 1,
        "relapse_death": 4,
        "remission_death": 2,
        "nr_death": 5,
    },
    3: {
        "alive_in_remission": 1,
        "alive_relapsed": 1,
        "relapse_death": 4,
        "remission_death": 2,
        "alive_nr": 1,
        "nr_death": 3,
    },
}
RESPONSE_DAYS = (21, 22, 23, 24, 25, 26, 27, 28, 28, 29, 34, 49, 53, 56)
TYPICAL_DAYS = {
    "alive_in_remission": (210, 1400),
    "alive_relapsed": (330, 1000),
    "alive_nr": (300, 700),
    "relapse_death": (120, 700),
    "remission_death": (80, 600),
    "nr_death": (14, 300),
}
LONGEST_FOLLOWED, LATEST_DEATH = 1410, 900
SHORTEST_REMISSION, SHORTEST_AFTER_RELAPSE, SHORTEST_LIFE, SHORTEST_ALIVE = 26, 12, 12, 170


@dataclass(frozen=True)
class Treated:
    """Days from the start of treatment; `days` is to death or last contact."""

    line: int
    course: str
    response_day: int | None
    relapse_day: int | None
    days: int

    @property
    def event(self) -> int:
        return int(self.course.endswith("death"))

    @property
    def remission(self) -> tuple[int, int] | None:
        """Days from response to relapse or death (1), or to the last assessment in remission (0)."""
        if self.response_day is None:
            return None
        if self.relapse_day is not None:
            return self.relapse_day - self.response_day, 1
        return self.days - self.response_day, self.event


State = tuple[Treated, ...]


def search() -> State:
    """The 59 patients whose days meet every survival figure."""
    wanted = targets.read("combination")
    random = Random(SEED)
    return anneal(_start(random), _propose, lambda state: _loss(state, wanted), random, STEPS)


def groups(state: State) -> targets.Groups:
    """Observations of survival, whole and by line, and of relapse-free survival."""
    found: dict[tuple[str, str, str], list[tuple[int, int]]] = {}
    for patient in state:
        observed = (patient.days, patient.event)
        for grouping, group in (("", ""), ("line", str(patient.line))):
            found.setdefault(("os_start", grouping, group), []).append(observed)
        if patient.remission is not None:
            found.setdefault(("rfs", "", ""), []).append(patient.remission)
    return found


def _loss(state: State, wanted: list[targets.Target]) -> float:
    days = [patient.days for patient in state]
    return targets.loss(wanted, groups(state)) + crowding(days, MAX_SAME_DAY)


def _start(random: Random) -> State:
    return tuple(
        _first_days(line, course, random)
        for line, courses in COURSES.items()
        for course, number in courses.items()
        for _ in range(number)
    )


def _first_days(line: int, course: str, random: Random) -> Treated:
    days = random.randint(*TYPICAL_DAYS[course])
    response = None if course in ("nr_death", "alive_nr") else random.choice(RESPONSE_DAYS)
    relapse = None
    if course in ("relapse_death", "alive_relapsed") and response is not None:
        relapse = response + round((days - response) * random.uniform(0.4, 0.85))
    return _within(Treated(line, course, response, relapse, days))


def _propose(state: State, random: Random) -> State:
    patients = list(state)
    index = random.randrange(len(patients))
    chosen = patients[index]
    if chosen.relapse_day is not None and random.random() < 0.5:
        chosen = replace(chosen, relapse_day=shifted(chosen.relapse_day, random))
    else:
        chosen = replace(chosen, days=shifted(chosen.days, random))
    patients[index] = _within(chosen)
    return tuple(patients)


def _within(patient: Treated) -> Treated:
    """The same patient with days in a possible order: response, relapse, death or last contact."""
    shortest, longest = (SHORTEST_LIFE, LATEST_DEATH) if patient.event else (SHORTEST_ALIVE, LONGEST_FOLLOWED)
    relapse = patient.relapse_day
    if patient.response_day is not None:
        shortest = max(shortest, patient.response_day + SHORTEST_REMISSION)
    if relapse is not None and patient.response_day is not None:
        relapse = max(relapse, patient.response_day + SHORTEST_REMISSION)
        relapse = min(relapse, longest - SHORTEST_AFTER_RELAPSE)
        shortest = max(shortest, relapse + SHORTEST_AFTER_RELAPSE)
    return replace(patient, relapse_day=relapse, days=max(shortest, min(longest, patient.days)))
