"""The mark of synthetic patients: every file of a cohort that has any carries it, whatever its kind."""

from collections.abc import Mapping, Sequence
from typing import Any

SYNTHETIC = "Synthetic patients: nobody here exists. The numbers are no evidence about any treatment."
Rows = list[dict[str, Any]]


def marked(rows: Sequence[Mapping[str, Any]], *, is_synthetic: bool) -> Rows:
    """Rows of a file of numbers, which has no place for a sentence: then each says it in its last column."""
    mark = {"patients": "synthetic"} if is_synthetic else {}
    return [{**row, **mark} for row in rows]
