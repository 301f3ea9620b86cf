"""What happened before the inotuzumab regimen: diagnosis, first remission, earlier salvage lines."""

from datetime import date, timedelta
from random import Random

from outcomes.demo.design.columns import Facts

INDUCTION_DAYS = 30
PRIMARY_REFRACTORY_SHARE = 0.15
PRIOR_SALVAGE = ("HYPER_CVAD", "FLAG_IDA", "FLAG_IDA", "CLINICAL_TRIAL", "OTHER")
LATER_STATUS = {2: "relapse2", 3: "relapse3plus"}


def before(start_on: date, age: int, line: int, ph_positive: bool, random: Random) -> Facts:
    """Diagnosis to the start of salvage line `line`; days are negative, before the start of the regimen.

    `prior_salvage` lists code:start day:result (CR or NR) of each earlier salvage line.
    """
    salvages = _salvages(line, ph_positive, random)
    first_salvage = salvages[0][1] if salvages else 0
    refractory = random.random() < PRIMARY_REFRACTORY_SHARE
    facts: Facts = {
        "primary_refractory": refractory,
        "frontline_code": "HYPER_CVAD" if age >= 18 and random.random() < 0.8 else "OTHER",
        "prior_tki": random.choice(("imatinib", "dasatinib", "ponatinib")) if ph_positive else "none",
        "prior_salvage": [f"{code}:{day}:{result}" for code, day, result in salvages],
        "status_at_start": _status(refractory, [result for *_, result in salvages]),
    }
    if refractory:
        diagnosis_day = first_salvage - random.randint(50, 110)
    else:
        facts |= _first_remission(first_salvage, age, random)
        diagnosis_day = facts["first_remission_day"] - INDUCTION_DAYS - random.randint(0, 20)
        facts["prior_hsct_day"] = _transplant(facts, random) if age < 66 else None
    return {**facts, "diagnosis_on": start_on + timedelta(days=diagnosis_day)}


def _salvages(line: int, ph_positive: bool, random: Random) -> list[tuple[str, int, str]]:
    day, found = 0, []
    for _ in range(line - 1):
        result = "CR" if random.random() < 0.3 else "NR"
        day -= random.randint(180, 330) if result == "CR" else random.randint(45, 110)
        code = "TKI_BASED" if ph_positive and random.random() < 0.6 else random.choice(PRIOR_SALVAGE)
        found.append((code, day, result))
    return found[::-1]


def _status(refractory: bool, results: list[str]) -> str:
    if not results:
        return "primary_refractory" if refractory else "relapse1"
    if results[-1] == "NR":
        return "primary_refractory" if refractory and "CR" not in results else "refractory_relapse"
    relapses = results.count("CR") + (0 if refractory else 1)
    return LATER_STATUS.get(min(relapses, 3), "relapse1")


def _first_remission(first_salvage: int, age: int, random: Random) -> Facts:
    relapse = first_salvage - random.randint(4, 18)
    longest = min(1300, max(150, (age - 3) * 365))
    return {"first_relapse_day": relapse, "first_remission_day": relapse - random.randint(120, longest)}


def _transplant(facts: Facts, random: Random) -> int | None:
    day = facts["first_remission_day"] + random.randint(75, 140)
    return day if random.random() < 0.3 and day + 90 < facts["first_relapse_day"] else None
