"""Columns of the designed cohorts and how a row is written. Days count from regimen start (day 0)."""

import csv
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

Facts = dict[str, Any]

COLUMN_NAMES = """
patient site_code analysed not_analysed_reason sex birth_on age_at_start lineage genetic_group
ecog_at_start diagnosis_on primary_refractory first_remission_day first_relapse_day frontline_code
prior_tki prior_salvage prior_hsct_day status_at_start salvage_line regimen_code drugs ino_schedule
ino_dose_first ino_dose_later start_on cycles_given cycle_start_days ino_courses last_ino_day last_dose_day
end_reason assessments best_response response_day response_on mrd_result mrd_day relapse_day relapse_on
failure_type failure_day failure_on failure_site next_regimen_code next_start_day next_start_on
next_response next_response_day next_relapse_day hsct_phase hsct_day hsct_on hsct_donor
last_assessment_day vital_status last_alive_day last_alive_on death_day death_on primary_cause
wbc_at_start pb_blasts_at_start bm_blasts_at_start wbc_at_failure pb_blasts_at_failure
bm_blasts_at_failure vod vod_relation vod_day vod_fatal thrombocytopenia_grade thrombocytopenia_day
infection_grade infection_day bilirubin_grade bilirubin_day
"""
COLUMNS = COLUMN_NAMES.split()

DATED = ("response", "relapse", "failure", "next_start", "hsct", "last_alive", "death")


def with_dates(facts: Facts) -> Facts:
    """The same facts with an ISO date beside each dated day."""
    dates = {
        f"{name}_on": facts["start_on"] + timedelta(days=facts[f"{name}_day"])
        for name in DATED
        if facts.get(f"{name}_day") is not None
    }
    return {**facts, **dates}


def birth(start_on: date, age: int, days_past: int) -> date:
    """A birth date that gives this age on the start date, `days_past` days (under 365) after a birthday."""
    birthday = start_on - timedelta(days=days_past)
    return birthday.replace(year=birthday.year - age, day=min(birthday.day, 28))


def write(path: Path, patients: Iterable[Mapping[str, Any]]) -> None:
    """One row per patient, in the order given; an absent fact is an empty cell."""
    with path.open("w", newline="", encoding="utf-8") as lines:
        writer = csv.DictWriter(lines, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for patient in patients:
            writer.writerow({name: _text(patient.get(name)) for name in COLUMNS})


def _text(fact: Any) -> str:
    if fact is None:
        return ""
    if isinstance(fact, bool):
        return "yes" if fact else "no"
    if isinstance(fact, list | tuple):
        return ";".join(str(item) for item in fact)
    return fact.isoformat() if isinstance(fact, date) else str(fact)
