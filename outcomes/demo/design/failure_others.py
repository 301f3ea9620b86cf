"""The 84 patients of the first cohort who are not analysed, each with the reason."""

from datetime import date, timedelta
from random import Random

from outcomes.demo.design import safety, treatment
from outcomes.demo.design.columns import Facts, birth
from outcomes.demo.design.failure_people import listed
from outcomes.demo.design.past import before
from outcomes.demo.design.treatment import cycle_starts

CUT, FIRST_SINGLE, FIRST_COMBINATION = date(2016, 2, 29), date(2009, 3, 2), date(2012, 3, 1)
LAST_START = date(2015, 11, 30)
REASONS = {
    "transplanted_in_remission": 30,
    "in_remission": 14,
    "died_in_remission": 9,
    "relapsed_without_follow_up": 6,
    "refractory_without_follow_up": 12,
    "died_before_failure": 9,
    "not_evaluable": 4,
}
COMBINATIONS = 29
GENETICS = {"ph_pos": 13, "t4_11_kmt2a": 6, "complex": 13, "diploid": 20, "other": 32}
SEXES = {"female": 37, "male": 47}
ECOG = {0: 24, 1: 50, 2: 9, 3: 1}
LINES = {1: 38, 2: 29, 3: 12, 4: 5}
POST_TRANSPLANT_VOD, ON_TREATMENT_VOD, FATAL_VOD = 6, 3, 2
OLDEST_TRANSPLANTED = 66


def patients(random: Random) -> list[Facts]:
    """84 rows of facts, without patient numbers."""
    columns = (listed(counts, random) for counts in (GENETICS, SEXES, ECOG, LINES))
    reasons = [reason for reason, number in REASONS.items() for _ in range(number)]
    names = ("not_analysed_reason", "genetic_group", "sex", "ecog_at_start", "salvage_line")
    rows = [dict(zip(names, row, strict=True)) for row in zip(reasons, *columns, strict=True)]
    for row in rows:
        oldest = OLDEST_TRANSPLANTED if row["not_analysed_reason"] == "transplanted_in_remission" else 79
        row["age_at_start"] = random.randint(18, oldest)
        row["regimen_code"] = "INO_SINGLE"
    for row in random.sample([row for row in rows if row["genetic_group"] != "ph_pos"], COMBINATIONS):
        row["regimen_code"] = "MINI_HCVD_INO"
    finished = [_finished(row, random) for row in rows]
    _veno_occlusive(finished, random)
    return finished


def _finished(row: Facts, random: Random) -> Facts:
    reason = row["not_analysed_reason"]
    row |= {"analysed": False, "lineage": "B_ALL"} | COURSES[reason](random)
    row["starts"] = row.get("starts", [0])
    last = row["last_alive_day"] if row["death_day"] is None else row["death_day"]
    earliest = FIRST_SINGLE if row["regimen_code"] == "INO_SINGLE" else FIRST_COMBINATION
    start_on = treatment.start_before(CUT, last, earliest, LAST_START, random)
    if row["vital_status"] == "alive":
        start_on = max(earliest, min(LAST_START, CUT - timedelta(days=last + random.randint(3, 80))))
    row |= treatment.regimen(row["regimen_code"], start_on, row["starts"])
    row |= before(
        start_on, row["age_at_start"], row["salvage_line"], row["genetic_group"] == "ph_pos", random
    )
    row["birth_on"] = birth(start_on, row["age_at_start"], random.randint(5, 355))
    row |= safety.measurable_residual_disease(row, random)
    row |= {"wbc_at_start": round(random.lognormvariate(1.4, 0.9), 1), **_blasts(row, random)}
    row |= safety.first_cohort(row, random)
    if reason == "died_before_failure" and row["primary_cause"] == "infection":
        row |= safety.graded("infection", safety.FATAL_GRADE, row, random)
    return row


def _blasts(row: Facts, random: Random) -> Facts:
    marrow = random.randint(20, 97)
    if row["failure_type"] == "refractory":
        marrow = row["bm_blasts_at_failure"] + random.randint(2, 20)
    return {"pb_blasts_at_start": random.randint(0, 80), "bm_blasts_at_start": marrow}


def _remission(random: Random, cycles: int, best: str | None = None) -> Facts:
    starts = cycle_starts(cycles, random)
    response = starts[1] - 1 if cycles > 1 else 22
    category = best or random.choice(("CR", "CR", "CRp", "CRp", "CRi"))
    return {
        "starts": starts,
        "response_day": response,
        "best_response": category,
        "assessments": [f"{response}:{category}:{random.randint(0, 4)}"],
        "failure_type": "none",
    }


def _ended(last: int, vital_status: str, cause: str | None = None) -> Facts:
    dead = vital_status == "dead"
    return {
        "vital_status": vital_status,
        "last_alive_day": last - 1 if dead else last,
        "death_day": last if dead else None,
        "primary_cause": cause,
    }


def _seen_in_remission(facts: Facts, day: int) -> Facts:
    if day <= facts["response_day"]:
        return facts | {"last_assessment_day": facts["response_day"]}
    category = facts["best_response"]
    return facts | {"assessments": [*facts["assessments"], f"{day}:{category}:1"], "last_assessment_day": day}


def _transplanted(random: Random) -> Facts:
    facts = _remission(random, random.choice((1, 2, 2, 3, 4)))
    day = facts["starts"][-1] + random.randint(48, 80)
    facts |= {
        "hsct_phase": "in_remission",
        "hsct_day": day,
        "hsct_donor": random.choice(("MSD", "MUD", "haplo")),
    }
    facts["end_reason"] = "proceeded_to_hsct"
    facts["assessments"] = facts["assessments"] + treatment.before_transplant(facts)
    if random.random() < 0.5:
        last = day + random.randint(150, 1200)
        return _seen_in_remission(facts, last) | _ended(last, "alive")
    last = day + random.randint(24, 420)
    cause = random.choice(("infection", "gvhd", "gvhd", "organ_toxicity"))
    return (
        facts | {"last_assessment_day": day - treatment.DAYS_BEFORE_TRANSPLANT} | _ended(last, "dead", cause)
    )


def _in_remission(random: Random) -> Facts:
    facts = _remission(random, random.choice((2, 3, 4, 5, 6)))
    last = facts["starts"][-1] + random.randint(60, 900)
    return _seen_in_remission(facts, last) | _ended(last, "alive") | {"end_reason": "completed"}


def _died_in_remission(random: Random) -> Facts:
    facts = _remission(random, random.choice((1, 2, 2, 3)))
    last = facts["starts"][-1] + random.randint(55, 240)
    cause = random.choice(("infection", "infection", "organ_toxicity", "haemorrhage"))
    return (
        _seen_in_remission(facts, last - 16) | _ended(last, "dead", cause) | {"end_reason": "not_tolerated"}
    )


def _relapsed_unfollowed(random: Random) -> Facts:
    facts = _remission(random, random.choice((2, 3)))
    day = facts["starts"][-1] + random.randint(26, 150)
    marrow = random.randint(20, 90)
    relapse = {"relapse_day": day, "failure_day": day, "failure_type": "relapsed", "last_assessment_day": day}
    facts["assessments"] = [*facts["assessments"], f"{day}:REL:{marrow}"]
    values = {"bm_blasts_at_failure": marrow, "failure_site": "bm", "end_reason": "progression"}
    return facts | relapse | values | _ended(day, "lost")


def _refractory_unfollowed(random: Random) -> Facts:
    starts = cycle_starts(random.choice((1, 2)), random)
    day = starts[-1] + random.randint(19, 27)
    marrow = random.randint(45, 60)
    seen = [f"{start - 1}:NR:{marrow}" for start in starts[1:]]
    return {
        "starts": starts,
        "best_response": "NR",
        "assessments": [*seen, f"{day}:NR:{marrow}"],
        "failure_type": "refractory",
        "failure_day": day,
        "failure_site": "bm",
        "bm_blasts_at_failure": marrow,
        "last_assessment_day": day,
        "end_reason": "no_response",
    } | _ended(day, "lost")


def _died_early(random: Random) -> Facts:
    cause = random.choice(("leukaemia", "leukaemia", "infection", "haemorrhage"))
    facts = {"best_response": "early_death", "failure_type": "none", "end_reason": "death"}
    return facts | _ended(random.randint(17, 29), "dead", cause)


def _not_evaluable(random: Random) -> Facts:
    facts = {"best_response": "not_evaluable", "failure_type": "not_evaluable", "end_reason": "refusal"}
    return facts | _ended(random.randint(15, 20), "lost")


COURSES = {
    "transplanted_in_remission": _transplanted,
    "in_remission": _in_remission,
    "died_in_remission": _died_in_remission,
    "relapsed_without_follow_up": _relapsed_unfollowed,
    "refractory_without_follow_up": _refractory_unfollowed,
    "died_before_failure": _died_early,
    "not_evaluable": _not_evaluable,
}


def _veno_occlusive(rows: list[Facts], random: Random) -> None:
    transplanted = [
        row
        for row in rows
        if row.get("hsct_day") is not None and row["last_alive_day"] > row["hsct_day"] + 22
    ]
    others = [row for row in rows if row["not_analysed_reason"] == "in_remission"]
    for row in random.sample(transplanted, POST_TRANSPLANT_VOD) + random.sample(others, ON_TREATMENT_VOD):
        row |= safety.veno_occlusive(row, random)
    dead = [row for row in transplanted if row.get("vod") and row["vital_status"] == "dead"]
    for row in dead[:FATAL_VOD]:
        if row["death_day"] - row["vod_day"] < 60:
            row |= {"vod_fatal": True, "primary_cause": "vod"}
