"""Kaplan–Meier with limits and log-rank test in three groups: this registry, lifelines and R, same data."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.timing import in_turns, ratio, show, text
from outcomes.statistics.comparison import log_rank
from outcomes.statistics.counts import count
from outcomes.statistics.survival import kaplan_meier

SIZES = (1_000, 10_000, 100_000, 1_000_000)
LARGEST_FOR_R = 1_000_000
GROUPS, LAST_DAY = 3, 3_650


def run() -> None:
    rows = [_row(patients(size)) for size in SIZES]
    headings = ("patients", "registry", "lifelines", "R", "lifelines / registry", "R / registry")
    show("Kaplan–Meier and log-rank, 3 groups, whole days", headings, rows)


def patients(size: int) -> pd.DataFrame:
    """Days, event (0/1) and group of random patients with a median survival of about a year."""
    random = np.random.default_rng(size)
    days = np.minimum(random.exponential(500, size).astype(int), LAST_DAY)
    event, group = random.integers(0, 2, size), random.integers(0, GROUPS, size)
    # For every program the narrowest integers that hold the values.
    frame = pd.DataFrame({"days": days, "event": event, "group": group})
    return frame.apply(pd.to_numeric, downcast="integer")


def _row(frame: pd.DataFrame) -> tuple[str, ...]:
    own, theirs = in_turns(lambda: registry(frame), lambda: lifelines(frame))
    in_r = _seconds_in_r(frame) if len(frame) <= LARGEST_FOR_R else None
    return (f"{len(frame):,}", text(own), text(theirs), text(in_r), ratio(theirs, own), ratio(in_r, own))


def registry(frame: pd.DataFrame) -> object:
    table = count(
        frame["days"].to_numpy(), frame["event"].to_numpy(), frame["group"].to_numpy(), groups=GROUPS
    )
    return [kaplan_meier(table, group) for group in range(GROUPS)], log_rank(table)


def lifelines(frame: pd.DataFrame) -> object:
    from lifelines import KaplanMeierFitter
    from lifelines.statistics import multivariate_logrank_test

    curves = [
        KaplanMeierFitter().fit(own["days"], own["event"]).confidence_interval_
        for _, own in frame.groupby("group")
    ]
    return curves, multivariate_logrank_test(frame["days"], frame["group"], frame["event"])


def _seconds_in_r(frame: pd.DataFrame) -> float | None:
    if shutil.which("Rscript") is None:
        return None
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        frame.to_csv(file.name, index=False)
        script = Path(__file__).with_name("survival.R")
        done = subprocess.run(["Rscript", script, file.name], capture_output=True, text=True, check=False)
    return float(done.stdout) if done.returncode == 0 else None
