"""Survival after failure of inotuzumab: the days of the 67 analysed patients of the first cohort."""

from dataclasses import dataclass, replace
from random import Random

from outcomes.demo.design import targets
from outcomes.demo.design.annealing import anneal, crowding, shifted

SEED = 9
STEPS = 12_000
EARLIEST_DEATH, LATEST_DEATH = 4, 540
MAX_SAME_DAY = 2

# (line group, failure, number): 21, 27 and 19 by line; 42 refractory and 25 relapsed.
CELLS = (
    (1, "refractory", 9),
    (1, "relapsed", 12),
    (2, "refractory", 19),
    (2, "relapsed", 8),
    (3, "refractory", 14),
    (3, "relapsed", 5),
)
# Six alive 1 to 54 months after failure. The search moves only the two of the third line, censored early.
ALIVE = (
    (2, "refractory", 33),
    (1, "refractory", 920),
    (1, "relapsed", 1012),
    (1, "relapsed", 1640),
)
ALIVE_EARLY = ((3, "refractory", 200), (3, "refractory", 235))
TYPICAL_DAYS = {1: 270, 2: 110, 3: 105}


@dataclass(frozen=True)
class Failed:
    """One failure: days from failure to death or last contact; vital status alive or dead."""

    line: int
    failure: str
    days: int
    vital_status: str

    @property
    def event(self) -> int:
        return int(self.vital_status == "dead")


State = tuple[Failed, ...]


def search() -> State:
    """The 67 patients whose days meet every survival figure."""
    wanted = targets.read("failure")
    random = Random(SEED)
    return anneal(_start(random), _propose, lambda state: _loss(state, wanted), random, STEPS)


def groups(state: State) -> targets.Groups:
    """Observations of the whole, by line and by kind of failure."""
    found: dict[tuple[str, str, str], list[tuple[int, int]]] = {}
    for patient in state:
        observed = (patient.days, patient.event)
        for grouping, group in (("", ""), ("line", str(patient.line)), ("failure", patient.failure)):
            found.setdefault(("os_failure", grouping, group), []).append(observed)
    return found


def _loss(state: State, wanted: list[targets.Target]) -> float:
    days = [patient.days for patient in state]
    return targets.loss(wanted, groups(state)) + crowding(days, MAX_SAME_DAY)


def _start(random: Random) -> State:
    alive = [Failed(*row, "alive") for row in (*ALIVE, *ALIVE_EARLY)]
    patients = list(alive)
    for line, failure, number in CELLS:
        taken = sum(1 for patient in alive if (patient.line, patient.failure) == (line, failure))
        for _ in range(number - taken):
            days = round(random.expovariate(0.7 / TYPICAL_DAYS[line]))
            patients.append(Failed(line, failure, _within(days), "dead"))
    return tuple(patients)


def _propose(state: State, random: Random) -> State:
    patients = list(state)
    index = random.randrange(len(ALIVE), len(patients))
    chosen = patients[index]
    if random.random() < 0.2:
        other = random.randrange(len(ALIVE) + len(ALIVE_EARLY), len(patients))
        if chosen.event:
            patients[index] = replace(chosen, days=patients[other].days)
            patients[other] = replace(patients[other], days=chosen.days)
            return tuple(patients)
    patients[index] = replace(chosen, days=_within(shifted(chosen.days, random)))
    return tuple(patients)


def _within(days: int) -> int:
    return max(EARLIEST_DEATH, min(LATEST_DEATH, days))
