"""Cycles, doses and drugs of the regimens with inotuzumab."""

from datetime import date, timedelta
from random import Random

from outcomes.demo.design.columns import Facts

WEEKLY_FROM = date(2011, 7, 1)
REDUCED_FROM = date(2014, 10, 1)
MINI_HCVD = ("cyclophosphamide", "vincristine", "dexamethasone", "methotrexate", "cytarabine")
LAST_DAY = {"single_dose": 0, "weekly": 14, "mini_hcvd": 13}
MINI_HCVD_INOTUZUMAB_DAY, MINI_HCVD_INOTUZUMAB_COURSES = 2, 4
INTENSIVE, OLDEST_FOR_INTENSIVE = ("FLAG_IDA", "HYPER_CVAD", "CAR_T"), 69
DAYS_BEFORE_TRANSPLANT, LEAST_DAYS_SINCE_RESPONSE = 9, 10


def cycle_starts(number: int, random: Random, shortest: int = 21, longest: int = 26) -> list[int]:
    """Day 0 and the start of each later cycle."""
    starts = [0]
    while len(starts) < number:
        starts.append(starts[-1] + random.randint(shortest, longest))
    return starts


def regimen(code: str, start_on: date, starts: list[int]) -> Facts:
    """Drugs, schedule, doses (mg/m2 per cycle) and the last dose for the given cycles."""
    schedule = _schedule(code, start_on)
    drugs = ("inotuzumab",) if code == "INO_SINGLE" else ("inotuzumab", *MINI_HCVD)
    first, later = _doses(schedule, start_on)
    courses = starts[:MINI_HCVD_INOTUZUMAB_COURSES] if schedule == "mini_hcvd" else starts
    last_day = MINI_HCVD_INOTUZUMAB_DAY if schedule == "mini_hcvd" else LAST_DAY[schedule]
    return {
        "regimen_code": code,
        "drugs": drugs if code != "OTHER" else ("inotuzumab", *MINI_HCVD[:3]),
        "ino_schedule": schedule,
        "ino_dose_first": first,
        "ino_dose_later": later,
        "start_on": start_on,
        "cycles_given": len(starts),
        "cycle_start_days": starts,
        "ino_courses": len(courses),
        "last_ino_day": courses[-1] + last_day,
        "last_dose_day": starts[-1] + LAST_DAY[schedule],
    }


def _schedule(code: str, start_on: date) -> str:
    if code != "INO_SINGLE":
        return "mini_hcvd"
    return "weekly" if start_on >= WEEKLY_FROM else "single_dose"


def _doses(schedule: str, start_on: date) -> tuple[str, str]:
    if schedule == "mini_hcvd":
        return ("1.3", "1.0") if start_on >= REDUCED_FROM else ("1.8", "1.3")
    return ("0.8/0.5/0.5", "0.5/0.5/0.5") if schedule == "weekly" else ("1.8", "1.8")


def start_before(cut: date, days: int, earliest: date, latest: date, random: Random) -> date:
    """A start between `earliest` and `latest` from which `days` end on or before the cut."""
    last = min(latest, cut - timedelta(days=days + 1))
    return earliest + timedelta(days=random.randint(0, (last - earliest).days))


def tolerable(code: str, age: int) -> str:
    """The next therapy, or a trial instead of an intensive one for the oldest."""
    return "CLINICAL_TRIAL" if code in INTENSIVE and age > OLDEST_FOR_INTENSIVE else code


def before_transplant(row: Facts) -> list[str]:
    """The remission confirmed shortly before a transplant, unless the response was as recent."""
    if row.get("hsct_phase") != "in_remission":
        return []
    day = row["hsct_day"] - DAYS_BEFORE_TRANSPLANT
    recent = day - row["response_day"] < LEAST_DAYS_SINCE_RESPONSE
    return [] if recent else [f"{day}:{row['best_response']}:1"]
