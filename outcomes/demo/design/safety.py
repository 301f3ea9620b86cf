"""Adverse events, veno-occlusive disease and residual disease of designed patients."""

from random import Random

from outcomes.demo.design.columns import Facts

WINDOW_DAYS = 30
MARGIN_DAYS = 6
SUSTAINED_DAYS = 45
FIRST_COHORT_SHARES = {"thrombocytopenia": 0.45, "infection": 0.4, "bilirubin": 0.06}
FATAL_GRADE = 5


def window_end(row: Facts) -> int:
    """Last day on which an event may begin: within 30 days of the last dose, before the next therapy."""
    ends = [row["last_dose_day"] + WINDOW_DAYS - MARGIN_DAYS, row["last_alive_day"] - 1]
    if row.get("next_start_day") is not None:
        ends.append(row["next_start_day"] - 1)
    return min(ends)


def graded(name: str, grade: int, row: Facts, random: Random, earliest: int = 4, latest: int = 24) -> Facts:
    """An adverse event of this grade beginning within the window."""
    last = max(min(latest, window_end(row)), 1)
    return {f"{name}_grade": grade, f"{name}_day": random.randint(min(earliest, last), last)}


def first_cohort(row: Facts, random: Random) -> Facts:
    """Credible events of the first cohort, whose publication prints none."""
    found: Facts = {}
    for name, share in FIRST_COHORT_SHARES.items():
        possible = row["last_alive_day"] >= SUSTAINED_DAYS if name == "thrombocytopenia" else True
        if possible and random.random() < share:
            found |= graded(name, random.choice((3, 3, 4)), row, random, latest=14)
    return found


def veno_occlusive(row: Facts, random: Random, fatal: bool = False) -> Facts:
    """Veno-occlusive disease, after the transplant in remission if there was one, else on treatment."""
    if row.get("hsct_phase") == "in_remission":
        return {
            "vod": True,
            "vod_relation": "post_hct",
            "vod_day": row["hsct_day"] + random.randint(10, 20),
            "vod_fatal": fatal,
        }
    day = row["last_ino_day"] + random.randint(6, 20)
    return {"vod": True, "vod_relation": "on_ino_no_hct", "vod_day": day, "vod_fatal": fatal}


def measurable_residual_disease(row: Facts, random: Random) -> Facts:
    """Residual disease of a responder at the response; no assay for the others."""
    if row.get("response_day") is None:
        return {"mrd_result": None, "mrd_day": None}
    result = random.choices(("negative", "positive", "not_evaluable"), (5, 4, 2))[0]
    return {"mrd_result": result, "mrd_day": row["response_day"] if result != "not_evaluable" else None}
