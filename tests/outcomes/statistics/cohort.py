"""Small cohorts written by hand, and random ones, for the tests of the statistics."""

import random
from datetime import date, timedelta
from typing import Any

import pandas as pd

from outcomes.statistics.frame import analysis_frame

STARTED = date(2014, 5, 1)
TIMES = ("os_start", "os_failure", "rfs", "rfs_asct_censored", "efs", "dor", "ttnt", "os_asct_censored")
CAUSES = ("cir", "asct", "response", "vod", "vod_asct", "cir_asct")


def patients(n: int, **values: Any) -> list[dict[str, Any]]:
    """n patients alike."""
    return [dict(values) for _ in range(n)]


def cohort(*groups: list[dict[str, Any]]) -> pd.DataFrame:
    return analysis_frame(patient for group in groups for patient in group)


def timed_patient(days: int, event: int, **values: Any) -> dict[str, Any]:
    """A relapsed responder whose every endpoint has the same time and event."""
    ends: dict[str, Any] = {}
    for name in TIMES:
        ends |= {f"{name}_days": days, f"{name}_event": event}
    for name in CAUSES:
        ends |= {f"{name}_days": days, f"{name}_cause": event}
    status = {
        "responder": True,
        "failure_type": "relapsed",
        "followed_after_failure": True,
        "alive": not event,
    }
    return ends | status | {"start_on": STARTED, "response_on": STARTED, "failure_on": STARTED} | values


def random_patient(chance: random.Random) -> dict[str, Any]:
    """A patient in whom any value may be missing."""
    whole = timed_patient(chance.randint(0, 900), chance.randint(0, 1), **_random_values(chance))
    return {name: value for name, value in whole.items() if chance.random() > 0.1}


def _random_values(chance: random.Random) -> dict[str, Any]:
    return _random_exposures(chance) | {
        "site_name": chance.choice(["North", "South"]),
        "regimen_code": chance.choice(["INO_SINGLE", "MINI_HCVD_INO"]),
        "contains_inotuzumab": True,
        "is_combination": chance.random() < 0.4,
        "line_group": chance.choice(["1", "2", "3+"]),
        "age_group": chance.choice(["<40", "40-60", ">60"]),
        "genetic_group": chance.choice(["ph_pos", "complex", "other"]),
        "failure_type": chance.choice(["refractory", "relapsed", "none", "not_evaluable"]),
        "sex": chance.choice(["female", "male"]),
        "age_at_start": chance.randint(18, 80),
        "wbc_at_start": chance.random() * 50,
        "response_mdacc": chance.choice(["CR", "CRp", "CRi", "SD_NR"]),
        "mrd_status": chance.choice(["negative", "positive", "missing"]),
        "response_on": STARTED + timedelta(days=30),
        "entry_days": chance.choice([None, None, None, 20]),
        "enrolled_on": STARTED + timedelta(days=chance.randint(0, 400)),
        "treatment_sequence": chance.choice([["INO_SINGLE"], ["INO_SINGLE", "BLINA", "HCT"]]),
        "worst_grades_by_version": {"5.0": {"infection": chance.randint(1, 5)}},
        "asct": chance.random() < 0.3,
        "asct_on": STARTED + timedelta(days=chance.randint(20, 300)),
        "dose_totals": {
            "odd": {"cyclophosphamide": 900},
            "inotuzumab": [1.3, None, 1.0],
            "inotuzumab_day": 3,
        },
    }


def _random_exposures(chance: random.Random) -> dict[str, Any]:
    """Inotuzumab, MRD samples, transplantation and VOD."""
    return {
        "inotuzumab_total_mg_m2": chance.choice([0.8, 1.8, 3.3, 5.1]),
        "inotuzumab_cycles": chance.randint(1, 5),
        "mrd_results": [random_sample(chance) for _ in range(chance.randint(0, 3))],
        "inotuzumab_cycles_before_asct": chance.randint(1, 4),
        "inotuzumab_before_asct_mg_m2": chance.choice([0.8, 1.8, 3.3, 5.1]),
        "days_last_inotuzumab_to_asct": chance.randint(10, 120),
        "asct_conditioning": chance.choice(["MAC", "RIC", "NMA"]),
        "asct_dual_alkylator": chance.random() < 0.3,
        "vod": chance.random() < 0.2,
        "vod_on": STARTED + timedelta(days=chance.randint(5, 400)),
        "last_alive_on": STARTED + timedelta(days=chance.randint(300, 900)),
        "imputed_dates": chance.randint(0, 2),
    }


def random_sample(chance: random.Random) -> dict[str, Any]:
    return {
        "days": chance.randint(10, 200),
        "cycle": chance.choice([None, 1, 2, 5]),
        "method": chance.choice([None, "mfc", "ngs"]),
        "sensitivity": chance.choice([None, 1e-3, 1e-4, 1e-5, 1e-6]),
        "level": chance.choice([None, 0.0, 1e-5, 1e-3]),
        "status": chance.choice(["negative", "low_positive", "positive", "missing"]),
    }


def random_cohort(seed: int, n: int) -> pd.DataFrame:
    chance = random.Random(seed)
    return analysis_frame(random_patient(chance) for _ in range(n))
