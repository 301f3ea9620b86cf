"""Which code made a result: a digest of everything that derives and computes."""

import hashlib
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
MAKES_RESULTS = (
    "histories.py",
    "history",
    "history_from_rows.py",
    "derivations",
    "statistics",
    "membership.py",
    "computing.py",
    "loading.py",
)


@cache
def code_version() -> str:
    """Twelve hexadecimal digits; another one after any change to the modules that make results."""
    digest = hashlib.sha256()
    for source in _sources():
        digest.update(source.relative_to(HERE).as_posix().encode())
        digest.update(source.read_bytes())
    return digest.hexdigest()[:12]


def _sources() -> list[Path]:
    places = [HERE / name for name in MAKES_RESULTS]
    return sorted(file for place in places for file in (place.rglob("*.py") if place.is_dir() else [place]))
