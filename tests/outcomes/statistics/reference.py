"""Reads the answers that R gave, kept with their script in tests/reference."""

import json
import math
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

FOLDER = Path(__file__).parents[2] / "reference"


@cache
def answers(name: str) -> dict[str, Any]:
    return json.loads((FOLDER / f"{name}.json").read_text())


@cache
def table(name: str) -> pd.DataFrame:
    return pd.read_csv(FOLDER / name)


def same(got: float, wanted: float | None, tolerance: float = 1e-8) -> bool:
    """Equal within a relative tolerance; R's NA is our NaN."""
    if wanted is None or math.isnan(wanted):
        return math.isnan(got)
    return math.isclose(got, wanted, rel_tol=tolerance, abs_tol=tolerance)


def all_same(got: Any, wanted: Any, tolerance: float = 1e-8) -> bool:
    """`same`, element by element; R writes a single number where a list has one element."""
    wanted = wanted if isinstance(wanted, list) else [wanted]
    return len(got) == len(wanted) and all(
        same(float(a), b, tolerance) for a, b in zip(got, wanted, strict=True)
    )


@cache
def _drawn_answers() -> dict[tuple[int, str, int], float]:
    rows = table("random_answers.csv").fillna({"group": 0})
    return {(row.set, row.what, int(row.group)): row.value for row in rows.itertuples()}


def drawn_answer(what: str, number: int = 0, group: int = 0) -> float:
    """R's answer for one of the random data sets; group 0 where the answer is for the whole set."""
    return _drawn_answers()[number, what, group]
