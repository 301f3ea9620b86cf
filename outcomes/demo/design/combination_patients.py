"""The 59 patients of the second cohort, from their searched survival to a full row of facts."""

from datetime import date, timedelta
from random import Random

from outcomes.demo.design import combination_safety, combination_times, treatment
from outcomes.demo.design.columns import Facts, birth
from outcomes.demo.design.combination_times import Treated
from outcomes.demo.design.failure_people import listed
from outcomes.demo.design.past import before

CUT, FIRST_START, LAST_START = date(2017, 1, 31), date(2012, 10, 1), date(2016, 8, 15)
REGIMEN = "MINI_HCVD_INO"
SEXES = {"female": 30, "male": 29}
GENETICS = {"t4_11_kmt2a": 7, "complex": 10, "diploid": 14, "other": 28}
ECOG = {0: 15, 1: 36, 2: 8}
RESPONSES = {"CR": 35, "CRp": 8, "CRi": 3}
RESIDUAL = {"negative": 37, "positive": 8, "not_evaluable": 1}
LATER_LINES = (3, 3, 3, 4, 5)
TRANSPLANTS, OLDEST_TRANSPLANTED, OLDEST = 26, 68, 87
# Least days from response to transplant, from transplant to relapse, and from the last dose to transplant.
BEFORE_TRANSPLANT, AFTER_TRANSPLANT, FROM_LAST_DOSE = 42, 30, 34
LONGEST_TREATMENT_CYCLES = 8
EARLY_DEATH_DAYS = 30
NEXT_CODES = ("BLINA", "FLAG_IDA", "CLINICAL_TRIAL", "CAR_T", "OTHER", "PALLIATIVE")


def patients(random: Random) -> list[Facts]:
    """59 rows of facts, without patient numbers."""
    rows = [_course(patient, random) for patient in combination_times.search()]
    _transplants(rows, random)
    _ages(rows, random)
    for row in rows:
        _cycles(row, random)
        _assess(row, random)
    _spread(rows, random)
    finished = [_finished(row, random) for row in rows]
    combination_safety.give(finished, random)
    return finished


def _course(patient: Treated, random: Random) -> Facts:
    dead = bool(patient.event)
    return {
        "analysed": True,
        "course": patient.course,
        "line_group": patient.line,
        "response_day": patient.response_day,
        "relapse_day": patient.relapse_day,
        "vital_status": "dead" if dead else "alive",
        "death_day": patient.days if dead else None,
        "last_alive_day": patient.days - 1 if dead else patient.days,
        "primary_cause": "leukaemia" if dead else None,
    }


def _remission_end(row: Facts) -> int:
    return row["relapse_day"] if row["relapse_day"] is not None else row["last_alive_day"]


def _transplants(rows: list[Facts], random: Random) -> None:
    able = [row for row in rows if row["response_day"] is not None]
    able = [
        row
        for row in able
        if _remission_end(row) - row["response_day"] >= BEFORE_TRANSPLANT + AFTER_TRANSPLANT
    ]
    for row in random.sample(able, TRANSPLANTS):
        latest = min(row["response_day"] + 140, _remission_end(row) - AFTER_TRANSPLANT)
        earliest = max(
            row["response_day"] + BEFORE_TRANSPLANT, treatment.LAST_DAY["mini_hcvd"] + FROM_LAST_DOSE
        )
        donor = random.choice(("MSD", "MSD", "MUD", "MUD", "haplo", "cord"))
        day = random.randint(earliest, latest)
        row |= {"hsct_phase": "in_remission", "hsct_day": day, "hsct_donor": donor}


def _ages(rows: list[Facts], random: Random) -> None:
    """Median 35, from 18 to 87; the oldest died without a transplant."""
    young = [18] + [random.randint(19, 34) for _ in range(28)]
    old = [random.randint(36, 58) for _ in range(15)] + [random.randint(59, 78) for _ in range(13)]
    ages = [*young, 35, *old]
    random.shuffle(ages)
    ages.append(OLDEST)
    for row in sorted(rows, key=lambda row: ("hsct_day" not in row, row["vital_status"] == "dead")):
        row["age_at_start"] = next(age for age in ages if age <= OLDEST_TRANSPLANTED or "hsct_day" not in row)
        ages.remove(row["age_at_start"])


def _cycles(row: Facts, random: Random) -> None:
    """Cycles of 21 to 28 days up to the transplant, the failure, or eight."""
    if row["response_day"] is None:
        row["starts"] = [0] if row["last_alive_day"] < 60 else treatment.cycle_starts(2, random, 23, 28)
        return
    end = row.get("hsct_day", _remission_end(row) + 10)
    fewest = 2 if "hsct_day" in row else 5
    starts = treatment.cycle_starts(random.randint(fewest, LONGEST_TREATMENT_CYCLES), random, 25, 29)
    last_start = end - FROM_LAST_DOSE - treatment.LAST_DAY["mini_hcvd"]
    row["starts"] = [day for day in starts if day <= last_start] or [0]


def _assess(row: Facts, random: Random) -> None:
    """Failure and next therapy; the marrow at start and at failure."""
    row |= {
        "wbc_at_start": round(random.lognormvariate(1.3, 1.0), 1),
        "pb_blasts_at_start": random.randint(0, 85),
    }
    row |= {"bm_blasts_at_start": random.randint(36, 97), "failure_type": "none"}
    if row["relapse_day"] is not None:
        row |= {"failure_type": "relapsed", "failure_day": row["relapse_day"], "failure_site": "bm"}
    elif row["response_day"] is None and (row["death_day"] or EARLY_DEATH_DAYS + 1) > EARLY_DEATH_DAYS:
        day = min(row["starts"][-1] + random.randint(21, 27), row["last_alive_day"] - 4)
        row |= {"failure_type": "refractory", "failure_day": day, "failure_site": "bm"}
    if row.get("failure_day") is not None:
        _fail(row, random)


def _fail(row: Facts, random: Random) -> None:
    refractory = row["failure_type"] == "refractory"
    marrow = row["bm_blasts_at_start"] - random.randint(2, 8) if refractory else random.randint(12, 95)
    row["bm_blasts_at_failure"] = marrow
    days = row["last_alive_day"] - row["failure_day"]
    if days >= 25 and (row["vital_status"] == "alive" or random.random() < 0.8):
        code = random.choice(NEXT_CODES[:4] if days > 200 else NEXT_CODES)
        row["next_regimen_code"] = treatment.tolerable(code, row["age_at_start"])
        row["next_start_day"] = row["failure_day"] + random.randint(4, min(24, days - 10))
        row["next_response"] = "CR" if days > 200 else "NR"
        row["next_response_day"] = row["next_start_day"] + 30 if days > 200 else None


def _spread(rows: list[Facts], random: Random) -> None:
    """Counts over the whole cohort: sex, genetics, ECOG, best response, residual disease."""
    for name, counts in (("sex", SEXES), ("genetic_group", GENETICS), ("ecog_at_start", ECOG)):
        for row, fact in zip(rows, listed(counts, random), strict=True):
            row[name] = fact
    responders = [row for row in rows if row["response_day"] is not None]
    for name, counts in (("best_response", RESPONSES), ("mrd_result", RESIDUAL)):
        for row, fact in zip(responders, listed(counts, random), strict=True):
            row[name] = fact
    for row in responders:
        row["mrd_day"] = None if row["mrd_result"] == "not_evaluable" else row["response_day"]
    for row in rows:
        early = row["failure_type"] == "none"
        row.setdefault("best_response", "early_death" if early else "NR")


def _finished(row: Facts, random: Random) -> Facts:
    line = row["line_group"] if row["line_group"] < 3 else random.choice(LATER_LINES)
    days = row["death_day"] if row["death_day"] is not None else row["last_alive_day"]
    start_on = CUT - timedelta(days=days + random.randint(2, 40))
    if row["death_day"] is not None:
        start_on = treatment.start_before(CUT, days, FIRST_START, LAST_START, random)
    row |= treatment.regimen(REGIMEN, start_on, row["starts"])
    row |= before(start_on, row["age_at_start"], line, False, random)
    row |= {"salvage_line": line, "lineage": "B_ALL"}
    row["birth_on"] = birth(start_on, row["age_at_start"], random.randint(5, 355))
    row["assessments"], row["last_assessment_day"] = _assessments(row)
    row["end_reason"] = _end_reason(row)
    return row


def _assessments(row: Facts) -> tuple[list[str], int | None]:
    """day:category:marrow blasts; one alive in remission was last assessed on the day last known alive."""
    found = []
    if row["response_day"] is None and row.get("failure_day") is not None:
        found = [f"{day - 1}:NR:{row['bm_blasts_at_failure']}" for day in row["starts"][1:]]
        found.append(f"{row['failure_day']}:NR:{row['bm_blasts_at_failure']}")
    elif row["response_day"] is not None:
        found = [f"{row['response_day']}:{row['best_response']}:2", *treatment.before_transplant(row)]
        if row["relapse_day"] is not None:
            found.append(f"{row['relapse_day']}:REL:{row['bm_blasts_at_failure']}")
        elif row["vital_status"] == "alive":
            found.append(f"{row['last_alive_day']}:{row['best_response']}:1")
    return found, int(found[-1].split(":")[0]) if found else None


def _end_reason(row: Facts) -> str:
    if row.get("hsct_day") is not None:
        return "proceeded_to_hsct"
    if row["response_day"] is None:
        return "no_response" if row["failure_type"] == "refractory" else "death"
    return "progression" if row["relapse_day"] is not None else "completed"
