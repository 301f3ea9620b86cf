"""The 67 analysed patients of the first cohort, from their searched survival to a full row of facts."""

from datetime import date, timedelta
from random import Random

from outcomes.demo.design import failure_courses, failure_people, failure_times, safety, treatment
from outcomes.demo.design.columns import Facts, birth
from outcomes.demo.design.failure_times import Failed
from outcomes.demo.design.past import before

CUT = date(2016, 2, 29)
FIRST_SINGLE, FIRST_COMBINATION, LAST_START = date(2009, 6, 8), date(2012, 3, 1), date(2015, 12, 21)
COMBINATIONS = 19
OLDEST_TRANSPLANTED = 64
# Next therapy after failure of those alive at last contact, by days of follow-up, and of the others alive.
NEXT_OF_ALIVE, USUAL_NEXT_OF_ALIVE = {33: "FLAG_IDA", 920: "TKI_BASED", 1012: "CAR_T"}, "CLINICAL_TRIAL"
LONG_ALIVE_DAYS = 365
TRANSPLANTS_AFTER_FAILURE, CR_TO_BLINATUMOMAB_DAYS = 4, 122
NEXT_CODES = ("FLAG_IDA", "HYPER_CVAD", "CLINICAL_TRIAL", "OTHER", "OTHER", "PALLIATIVE")


def patients(random: Random) -> list[Facts]:
    """67 rows of facts, without patient numbers."""
    matched = failure_courses.matched(failure_times.search(), random)
    rows = [_survival(patient, course) for patient, course in matched]
    _later_therapy(rows, random)
    _give_people(rows, failure_people.people(random))
    _give_values(rows, random)
    _give_regimens(rows, random)
    return [_finished(row, random) for row in rows]


def _survival(patient: Failed, course: Facts) -> Facts:
    end = course["failure_day"] + patient.days
    dead = patient.vital_status == "dead"
    return course | {
        "analysed": True,
        "failure_type": patient.failure,
        "line_group": patient.line,
        "days_after_failure": patient.days,
        "vital_status": patient.vital_status,
        "death_day": end if dead else None,
        "last_alive_day": end if not dead else max(course["failure_day"], end - 1),
        "primary_cause": "leukaemia" if dead else None,
    }


def _later_therapy(rows: list[Facts], random: Random) -> None:
    relapsed_dead = [
        row for row in rows if row["failure_type"] == "relapsed" and row["vital_status"] == "dead"
    ]
    relapsed_dead = sorted(
        (row for row in relapsed_dead if "hsct_day" not in row), key=lambda row: row["days_after_failure"]
    )
    survivor = max(rows, key=lambda row: row["days_after_failure"])
    for row in rows:
        _usual_next(row, random)
    _blinatumomab(relapsed_dead[-5], responds=True)
    _blinatumomab(next(row for row in relapsed_dead if row["days_after_failure"] > 95), responds=False)
    for row in (survivor, relapsed_dead[-1], relapsed_dead[-2], relapsed_dead[-4]):
        _transplant_after_failure(row, random)


def _usual_next(row: Facts, random: Random) -> None:
    days = row["days_after_failure"]
    alive = row["vital_status"] == "alive"
    code = NEXT_OF_ALIVE.get(days, USUAL_NEXT_OF_ALIVE) if alive else None
    if code is None and days >= 25 and random.random() < 0.75:
        code = random.choice(NEXT_CODES)
    if code is not None:
        row["next_regimen_code"] = code
        row["next_start_day"] = row["failure_day"] + random.randint(4, min(28, days - 12))
        row["next_response"] = "CR" if alive and days > LONG_ALIVE_DAYS else "NR"
    if row.get("next_response") == "CR":
        row["next_response_day"] = row["next_start_day"] + 31


def _blinatumomab(row: Facts, responds: bool) -> None:
    start = row["failure_day"] + 13
    row |= {
        "next_regimen_code": "BLINA",
        "next_start_day": start,
        "next_response": "CR" if responds else "NR",
    }
    row["next_response_day"] = start + 29 if responds else None
    row["next_relapse_day"] = start + 29 + CR_TO_BLINATUMOMAB_DAYS if responds else None


def _transplant_after_failure(row: Facts, random: Random) -> None:
    start = row["failure_day"] + 9
    row |= {
        "next_regimen_code": "FLAG_IDA",
        "next_start_day": start,
        "next_response": "CR",
        "next_response_day": start + 30,
        "hsct_phase": "after_failure",
        "hsct_day": start + random.randint(58, 80),
        "hsct_donor": random.choice(("MSD", "MUD", "MUD", "haplo")),
    }
    if row["vital_status"] == "dead":
        row["primary_cause"] = random.choice(("leukaemia", "infection", "gvhd"))
        if row["primary_cause"] == "leukaemia":
            row["next_relapse_day"] = row["death_day"] - 40


def _give_people(rows: list[Facts], people: list[Facts]) -> None:
    """Transplants and cell therapy for the younger; a tyrosine kinase inhibitor for Ph positive disease."""
    for row in sorted(rows, key=_demands, reverse=True):
        person = next(person for person in people if _suits(row, person))
        people.remove(person)
        row |= person
        if row.get("next_regimen_code") is not None:
            row["next_regimen_code"] = treatment.tolerable(row["next_regimen_code"], row["age_at_start"])


def _demands(row: Facts) -> int:
    return 2 * (row.get("next_regimen_code") == "TKI_BASED") + _needs_fit(row)


def _needs_fit(row: Facts) -> bool:
    return "hsct_day" in row or row.get("next_regimen_code") in ("CAR_T", "TKI_BASED", "BLINA")


def _suits(row: Facts, person: Facts) -> bool:
    if row.get("next_regimen_code") == "TKI_BASED" and person["genetic_group"] != "ph_pos":
        return False
    fit = 18 <= person["age_at_start"] <= OLDEST_TRANSPLANTED and person["ecog_at_start"] <= 1
    return fit or not _needs_fit(row)


def _give_values(rows: list[Facts], random: Random) -> None:
    values = failure_people.blood_and_marrow(random)
    clear, rest = values[0], values[1:]
    random.shuffle(rest)
    extramedullary = next(row for row in rows if row["failure_type"] == "refractory")
    for row in rows:
        row |= clear if row is extramedullary else rest.pop()
        row["failure_site"] = "other_em" if row is extramedullary else "bm"
        row["assessments"] = failure_courses.assessments(row, row)


def _give_regimens(rows: list[Facts], random: Random) -> None:
    adults = [row for row in rows if row["age_at_start"] >= 18 and row["genetic_group"] != "ph_pos"]
    adults = [row for row in adults if row["failure_day"] + row["days_after_failure"] < 1300]
    combined = random.sample(adults, COMBINATIONS)
    for place, row in enumerate(combined):
        row["regimen_code"] = "MINI_HCVD_INO" if place < COMBINATIONS - 4 else "OTHER"


def _finished(row: Facts, random: Random) -> Facts:
    code = row.setdefault("regimen_code", "INO_SINGLE")
    days = row["failure_day"] + row["days_after_failure"]
    line = row["line_group"] if row["line_group"] < 3 else random.choice((3, 3, 3, 4, 5))
    if row["vital_status"] == "alive":
        start_on = CUT - timedelta(days=days + random.randint(3, 20))
    else:
        earliest = FIRST_SINGLE if code == "INO_SINGLE" else FIRST_COMBINATION
        start_on = treatment.start_before(CUT, days, earliest, LAST_START, random)
    row |= treatment.regimen(code, start_on, row["starts"])
    row |= before(start_on, row["age_at_start"], line, row["genetic_group"] == "ph_pos", random)
    row["salvage_line"] = line
    row["birth_on"] = birth(start_on, row["age_at_start"], random.randint(5, 355))
    row["end_reason"] = _end_reason(row)
    row["last_assessment_day"] = row["failure_day"]
    row |= safety.measurable_residual_disease(row, random)
    return row | safety.first_cohort(row, random)


def _end_reason(row: Facts) -> str:
    if row.get("hsct_phase") == "in_remission":
        return "proceeded_to_hsct"
    if row["failure_type"] == "refractory":
        return "no_response"
    return "completed" if row["failure_day"] - row["starts"][-1] > 40 else "progression"
