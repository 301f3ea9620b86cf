"""The one form in which frozen results are written and hashed: the same bytes for the same content."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from outcomes.derivations.parameters import Parameters

FORMAT = 1
Key = tuple[str, str]
"""Statistic and grouping."""


def canonical(value: Any) -> str:
    """JSON with sorted keys and no spaces; numbers as Python writes the shortest text that reads back."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def digest_of_lines(lines: Iterable[str]) -> str:
    """SHA-256 of the lines, each with a line feed after it."""
    whole = hashlib.sha256()
    for line in lines:
        whole.update(line.encode() + b"\n")
    return whole.hexdigest()


def row_line(registry_id: str, regimen_id: int, values: str) -> str:
    """A frozen regimen as a line: pseudonym, key of the regimen, and canonical values."""
    return f"{canonical([registry_id, regimen_id])}{values}"


def manifest_of(
    *,
    rule: Mapping[str, Any],
    data_version: int,
    code_version: str,
    rows: Iterable[str],
    results: Mapping[Key, str],
) -> str:
    """What was computed by what from what, with the digests of rows (lines) and results (canonical texts)."""
    lines = list(rows)
    return canonical(
        {
            "format": FORMAT,
            "rule": rule,
            "data_version": data_version,
            "code_version": code_version,
            "parameters": asdict(Parameters()),
            "patients": len(lines),
            "rows": digest_of_lines(lines),
            "results": {"/".join(key): digest(text) for key, text in results.items()},
        }
    )
