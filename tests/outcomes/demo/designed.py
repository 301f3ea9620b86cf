"""The designed cohorts as tables, and their survival figures by lifelines."""

import math
from pathlib import Path
from typing import Any

import pandas as pd
from lifelines import KaplanMeierFitter
from lifelines.statistics import multivariate_logrank_test

Table = Any
"""A pandas frame: its published types are too narrow for arithmetic on whole columns."""

FOLDER = Path(__file__).parents[3] / "outcomes" / "demo"
DAYS_PER_MONTH = 30.4375


def half_up(value: float, decimals: int = 0) -> float:
    """Rounded the way the publications print."""
    scale = 10**decimals
    return math.floor(value * scale + 0.5) / scale


def failure_cohort() -> Table:
    rows = pd.read_csv(FOLDER / "failure_cohort.csv")
    rows["end_day"] = rows.death_day.fillna(rows.last_alive_day)
    rows["days"] = rows.end_day - rows.failure_day
    rows["event"] = (rows.vital_status == "dead").astype(int)
    rows["line"] = rows.salvage_line.clip(upper=3)
    return rows


def analysed() -> Table:
    rows = failure_cohort()
    return rows[rows.analysed == "yes"]


def combination_cohort() -> Table:
    rows = pd.read_csv(FOLDER / "combination_cohort.csv")
    rows["days"] = rows.death_day.fillna(rows.last_alive_day)
    rows["event"] = (rows.vital_status == "dead").astype(int)
    rows["line"] = rows.salvage_line.clip(upper=3)
    return rows


def responders() -> Table:
    """Relapse-free survival from the response in `days` and `event`."""
    rows = combination_cohort()
    rows = rows[rows.response_day.notna()].copy()
    end = rows.relapse_day.fillna(rows.death_day).fillna(rows.last_assessment_day)
    rows["event"] = (rows.relapse_day.notna() | rows.death_day.notna()).astype(int)
    rows["days"] = end - rows.response_day
    return rows


def median_months(rows: Table, reverse: bool = False) -> float:
    """First day with S < 0.5 in months; refuses a step exactly at one half, where conventions differ."""
    curve = _fitted(rows, reverse).survival_function_.iloc[:, 0]
    assert not ((curve - 0.5).abs() < 1e-8).any()
    return float(curve[curve < 0.5].index[0]) / DAYS_PER_MONTH


def one_year_pct(rows: Table) -> float:
    return 100 * float(_fitted(rows).predict(12 * DAYS_PER_MONTH))


def logrank_p(rows: Table, grouping: str) -> float:
    return float(multivariate_logrank_test(rows.days, rows[grouping], rows.event).p_value)


def _fitted(rows: Table, reverse: bool = False) -> KaplanMeierFitter:
    event = 1 - rows.event if reverse else rows.event
    return KaplanMeierFitter().fit(rows.days, event)
