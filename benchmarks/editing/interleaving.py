"""Parallel clients edit the same records; afterwards the audit trail must account for every edit.

Each client reads a record, changes one value, and saves; a save that comes too late is refused, and the
client reads again. Every acknowledged edit is written down by the client itself, outside the database.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.databases import PROJECT, Environment, postgres, run, sqlite
from benchmarks.timing import show

CLIENTS = 4
HEADINGS = (
    "database",
    "clients",
    "edits kept",
    "refused as stale",
    "lost",
    "overwritten in silence",
    "per s",
)


def measure(on_postgres: int, on_sqlite: int) -> None:
    """Print the outcome of so many acknowledged edits on each engine."""
    rows = []
    for name, database, edits in (("PostgreSQL", postgres, on_postgres), ("SQLite", sqlite, on_sqlite)):
        with database() as environment:
            rows.append((name, str(CLIENTS), *_outcome(edits, environment)))
    show("Interleaved edits of five records", HEADINGS, rows)


def _outcome(edits: int, environment: Environment) -> tuple[str, ...]:
    run("benchmarks.editing.records_to_edit", environment=environment)
    with tempfile.TemporaryDirectory() as folder:
        journals = [Path(folder) / str(number) for number in range(CLIENTS)]
        clients = [_client(edits // CLIENTS, journal, environment) for journal in journals]
        answers = [json.loads(client.communicate()[0]) for client in clients]
        verdict = json.loads(run("benchmarks.editing.verdict", *map(str, journals), environment=environment))
    rate = sum(answer["kept"] for answer in answers) / max(answer["seconds"] for answer in answers)
    stale = sum(answer["stale"] for answer in answers)
    counts = (verdict["kept"], stale, verdict["lost"], verdict["overwritten"])
    return (*(f"{count:,}" for count in counts), f"{rate:.0f}")


def _client(edits: int, journal: Path, environment: Environment) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "benchmarks.editing.client", str(edits), str(journal)]
    return subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, text=True)
