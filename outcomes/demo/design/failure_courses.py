"""Courses on inotuzumab of the 67 analysed patients: cycles, assessments, response and failure."""

from random import Random

from outcomes.demo.design.columns import Facts
from outcomes.demo.design.failure_people import listed
from outcomes.demo.design.failure_times import Failed
from outcomes.demo.design.treatment import before_transplant, cycle_starts

# Days from response to relapse with the cycles given; median 61 days (2 months), from under 1 to 29 months.
RESPONSES = (
    *((24, 1), (26, 2), (29, 1), (33, 2), (36, 2), (40, 2), (43, 2)),
    *((46, 3), (49, 3), (52, 3), (55, 3), (58, 3), (61, 3), (66, 4), (72, 4), (80, 4)),
    *((91, 5), (104, 5), (121, 5), (137, 6), (158, 6), (196, 6), (271, 6)),
    *((402, 2), (883, 3)),
)
TRANSPLANTED_DURATIONS = (402, 883)
# Refractory patients by cycles given; stopped after the third cycle without remission.
REFRACTORY_CYCLES = {1: 17, 2: 17, 3: 8}
BEST = {"CR": 7, "CRp": 14, "CRi": 4}
LONGEST_SURVIVOR_DAYS = 1640
PROGRESSION_RATIO, PROGRESSION_POINTS = 1.25, 5


def refractory_courses(random: Random) -> list[Facts]:
    """42 courses without a response; the last assessment is the failure."""
    found = []
    for cycles in listed(REFRACTORY_CYCLES, random):
        starts = cycle_starts(cycles, random)
        failure = starts[-1] + random.randint(19, 27)
        found.append({"starts": starts, "failure_day": failure, "best_response": "NR"})
    return found


def relapsed_courses(random: Random) -> list[Facts]:
    """25 courses with a response and a relapse; the shortest first."""
    best = listed(BEST, random)
    return [_relapsed(days, cycles, best[place], random) for place, (days, cycles) in enumerate(RESPONSES)]


def _relapsed(duration: int, cycles: int, best: str, random: Random) -> Facts:
    starts = cycle_starts(cycles, random, 21, 24)
    response = 21 if cycles == 1 or duration < 30 else random.choice((starts[1] - 1, starts[1]))
    relapse = response + duration
    facts: Facts = {
        "starts": starts,
        "response_day": response,
        "relapse_day": relapse,
        "failure_day": relapse,
        "best_response": best,
    }
    if duration in TRANSPLANTED_DURATIONS:
        facts |= {"hsct_phase": "in_remission", "hsct_day": starts[-1] + 45, "hsct_donor": "MUD"}
    return facts


def assessments(course: Facts, values: Facts) -> list[str]:
    """day:category:marrow blasts of each assessment, from the first to the failure."""
    if course["best_response"] == "NR":
        return _unresponsive(course, values)
    category, day = course["best_response"], course["response_day"]
    found = [f"{day}:{category}:2"]
    if category == "CR" and len(course["starts"]) > 2:
        found = [f"{day}:CRp:3", f"{course['starts'][2] - 1}:CR:1"]
    found += before_transplant(course)
    return [*found, f"{course['failure_day']}:REL:{values['bm_blasts_at_failure']}"]


def _unresponsive(course: Facts, values: Facts) -> list[str]:
    start, last = values["bm_blasts_at_start"], values["bm_blasts_at_failure"]
    between = max((start + min(start, last)) // 2, 8)
    found = [f"{day - 1}:NR:{between}" for day in course["starts"][1:]]
    worse = last >= PROGRESSION_RATIO * start and last - start >= PROGRESSION_POINTS
    return [*found, f"{course['failure_day']}:{'PD' if worse or last == 0 else 'NR'}:{last}"]


def matched(survivals: tuple[Failed, ...], random: Random) -> list[tuple[Failed, Facts]]:
    """Each patient's survival after failure with a course on inotuzumab.

    The longest survivor has the shortest response, so that 54 months from failure are 55 from the start.
    """
    refractory, relapsed = refractory_courses(random), relapsed_courses(random)
    shortest, others = relapsed[0], relapsed[1:]
    random.shuffle(others)
    found = []
    for patient in survivals:
        if patient.days == LONGEST_SURVIVOR_DAYS:
            course = shortest
        else:
            course = (refractory if patient.failure == "refractory" else others).pop()
        found.append((patient, course))
    return found
