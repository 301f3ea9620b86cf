"""The analysis table as a data frame, and how its columns are read when values are missing.

One row per patient: the index regimen. Column names and meanings are those of the derivations; any value may
be None.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from outcomes.statistics.survival import Floats

Mask = NDArray[np.bool_]

# fmt: off
COLUMNS: tuple[str, ...] = (
    "site_name", "regimen_code", "line_type", "start_on", "start_year", "drugs", "contains_inotuzumab",
    "is_combination", "contains_blinatumomab", "first_inotuzumab_on", "inotuzumab_total_mg_m2",
    "cycles_given", "salvage_line", "line_group", "prior_hsct", "prior_blinatumomab", "prior_inotuzumab",
    "prior_car_t", "is_index_inotuzumab", "age_at_start", "age_group", "sex", "lineage", "genetic_group",
    "ecog_at_start", "ecog_group", "cycles_group", "wbc_at_start", "pb_blasts_at_start",
    "bm_blasts_at_start", "wbc_at_failure", "pb_blasts_at_failure", "bm_blasts_at_failure",
    "response_mdacc", "response_nccn", "response_eln2024", "response_cibmtr", "responder", "response_on",
    "response_category_on", "early_death", "evaluable", "response_confirmed", "mrd_status", "mrd_evaluable",
    "mrd_negative", "failure_type", "failure_on", "failure_source", "failure_after_asct",
    "followed_after_failure", "relapse_on", "response_duration_days", "os_start_days", "os_start_event",
    "os_failure_days", "os_failure_event", "rfs_days", "rfs_event", "rfs_asct_censored_days",
    "rfs_asct_censored_event", "efs_days", "efs_event", "dor_days", "dor_event", "ttnt_days", "ttnt_event",
    "cir_days", "cir_cause", "asct_days", "asct_cause", "os_asct_censored_days", "os_asct_censored_event",
    "entry_days", "asct", "asct_on", "asct_after_failure", "alive", "last_alive_on", "death_on",
    "primary_cause", "lost", "next_regimen_code", "next_start_on", "blinatumomab_after_failure",
    "blinatumomab_after_failure_response", "blinatumomab_after_failure_response_days", "vod",
    "vod_criteria", "vod_severity", "vod_relation", "vod_on", "worst_grades", "worst_grades_by_version",
    "imputed_dates", "uncertainty_days", "dose_totals",
)
# fmt: on


def analysis_frame(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """A frame of every column from plain rows; what a row lacks is missing. No rows give an empty frame."""
    frame = pd.DataFrame([dict(row) for row in rows], dtype=object)
    return frame.reindex(columns=list(COLUMNS) + [name for name in frame.columns if name not in COLUMNS])


def numbers(frame: pd.DataFrame, column: str) -> Floats:
    """(n,) values as floats, NaN where missing."""
    return pd.to_numeric(frame[column]).to_numpy(dtype=float, na_value=np.nan)


def flags(frame: pd.DataFrame, column: str) -> Mask:
    """(n,) True only where the column says so: missing is not true."""
    return frame[column].eq(True).fillna(False).to_numpy(dtype=bool)


def is_code(frame: pd.DataFrame, column: str, *codes: str) -> Mask:
    """(n,) True where the column holds one of the codes."""
    return frame[column].isin(codes).to_numpy(dtype=bool)


def answered(frame: pd.DataFrame, column: str) -> Mask:
    """(n,) True where the column has a value."""
    return frame[column].notna().to_numpy(dtype=bool)


def days_between(frame: pd.DataFrame, first: str, second: str) -> Floats:
    """(n,) days from one date column to another, NaN where either is missing."""
    start, end = (pd.to_datetime(frame[name]) for name in (first, second))
    between: Floats = (end - start).dt.days.to_numpy().astype(float)
    return between
