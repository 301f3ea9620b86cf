"""Designed facts fit together: no patient's days or dates contradict each other."""

from datetime import date, timedelta

import pandas as pd
import pytest

from tests.outcomes.demo import designed
from tests.outcomes.demo.designed import Table

COHORTS = {"failure": designed.failure_cohort(), "combination": designed.combination_cohort()}
EVERYONE: Table = pd.concat(COHORTS.values())
LAST_CONTACT = "2017-12-31"

ORDERS = [
    ("response_day", "relapse_day", 1),
    ("response_day", "hsct_day", 1),
    ("failure_day", "next_start_day", 0),
    ("next_start_day", "next_response_day", 14),
    ("next_response_day", "next_relapse_day", 1),
    ("last_dose_day", "hsct_day", 14),
    ("hsct_day", "death_day", 1),
    ("relapse_day", "death_day", 1),
    ("failure_day", "death_day", 1),
    ("next_start_day", "death_day", 1),
    ("next_relapse_day", "death_day", 1),
    ("last_alive_day", "death_day", 1),
    ("last_assessment_day", "last_alive_day", 0),
    ("hsct_day", "last_alive_day", 1),
    ("vod_day", "last_alive_day", 0),
    ("thrombocytopenia_day", "last_alive_day", 0),
    ("infection_day", "last_alive_day", 0),
    ("bilirubin_day", "last_alive_day", 0),
]


def whose(rows: Table, condition: Table) -> list[str]:
    return rows[condition].to_list()


@pytest.mark.parametrize(("earlier", "later", "least"), ORDERS)
def test_days_are_in_order(earlier: str, later: str, least: int) -> None:
    assert whose(EVERYONE.patient, EVERYONE[later] - EVERYONE[earlier] < least) == []


def test_every_cycle_began_before_failure_death_and_transplant_in_remission() -> None:
    last_cycle = EVERYONE.cycle_start_days.astype(str).str.split(";").str[-1].astype(int)
    transplant = EVERYONE.hsct_day.where(EVERYONE.hsct_phase == "in_remission")
    for end in (EVERYONE.failure_day, EVERYONE.last_alive_day, transplant):
        assert whose(EVERYONE.patient, last_cycle >= end) == []


def test_the_last_dose_was_given_by_failure_and_while_alive() -> None:
    assert whose(EVERYONE.patient, EVERYONE.last_dose_day > EVERYONE.last_alive_day) == []
    assert whose(EVERYONE.patient, EVERYONE.last_dose_day > EVERYONE.failure_day) == []


def test_events_begin_before_the_next_therapy_and_within_30_days_of_the_last_dose() -> None:
    for name in ("thrombocytopenia", "infection", "bilirubin"):
        onset = EVERYONE[f"{name}_day"]
        assert whose(EVERYONE.patient, onset > EVERYONE.last_dose_day + 30) == []
        assert whose(EVERYONE.patient, onset >= EVERYONE.next_start_day) == []


def test_age_follows_from_the_birth_date() -> None:
    for row in EVERYONE.itertuples():
        born, start = date.fromisoformat(row.birth_on), date.fromisoformat(row.start_on)
        assert (
            start.year - born.year - ((start.month, start.day) < (born.month, born.day)) == row.age_at_start
        )


def test_diagnosis_lies_between_birth_and_the_first_earlier_treatment() -> None:
    for row in EVERYONE.itertuples():
        earlier = [int(line.split(":")[1]) for line in str(row.prior_salvage).split(";") if ":" in line]
        first = date.fromisoformat(row.start_on) + timedelta(days=min([0, *earlier]))
        assert row.birth_on < row.diagnosis_on < first.isoformat()
        assert len(earlier) == row.salvage_line - 1


def test_a_remission_marrow_has_under_5_percent_blasts_and_other_marrows_do_not() -> None:
    for row in EVERYONE[EVERYONE.assessments.notna()].itertuples():
        for _, category, blasts in (item.split(":") for item in row.assessments.split(";")):
            if category in ("CR", "CRp", "CRi"):
                assert int(blasts) < 5, row.patient
            else:
                assert int(blasts) >= 5 or row.failure_site == "other_em", row.patient


def test_the_oldest_were_not_transplanted_and_the_second_cohort_has_no_children_or_ph_positive() -> None:
    assert EVERYONE[EVERYONE.hsct_day.notna()].age_at_start.max() < 70
    assert COHORTS["combination"].age_at_start.min() >= 18
    assert "ph_pos" not in set(COHORTS["combination"].genetic_group)


def test_every_ph_positive_patient_and_no_other_had_a_tyrosine_kinase_inhibitor() -> None:
    positive = EVERYONE.genetic_group == "ph_pos"
    assert whose(EVERYONE.patient, positive != (EVERYONE.prior_tki != "none")) == []


def test_last_contact_is_before_2018_and_numbers_are_unique() -> None:
    assert EVERYONE[["last_alive_on", "death_on"]].fillna("").max().max() <= LAST_CONTACT
    assert EVERYONE.patient.is_unique


def test_only_those_analysed_were_followed_after_failure() -> None:
    rows = COHORTS["failure"]
    followed = rows.end_day > rows.failure_day
    assert whose(rows.patient, followed != (rows.analysed == "yes")) == []


def test_no_inotuzumab_was_given_after_veno_occlusive_disease() -> None:
    assert whose(EVERYONE.patient, EVERYONE.vod_day <= EVERYONE.last_ino_day) == []


def test_a_remission_was_seen_within_45_days_before_each_transplant_in_remission() -> None:
    for row in EVERYONE[EVERYONE.hsct_phase == "in_remission"].itertuples():
        seen = [item.split(":") for item in row.assessments.split(";")]
        days = [int(day) for day, category, _ in seen if category != "REL" and int(day) < row.hsct_day]
        assert row.hsct_day - max(days) <= 45, row.patient


def test_no_marrow_before_the_failure_shows_progression() -> None:
    for row in EVERYONE[EVERYONE.best_response == "NR"].itertuples():
        earlier = [int(item.split(":")[2]) for item in row.assessments.split(";")[:-1]]
        assert all(blasts <= row.bm_blasts_at_start for blasts in earlier), row.patient


def test_assessments_are_in_order_and_the_last_is_the_day_stated() -> None:
    for row in EVERYONE[EVERYONE.assessments.notna()].itertuples():
        days = [int(item.split(":")[0]) for item in row.assessments.split(";")]
        assert days == sorted(set(days)) and days[-1] == row.last_assessment_day, row.patient
