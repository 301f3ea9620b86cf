"""Everything about many people editing at once; smaller numbers for a first look."""

import argparse

from benchmarks.editing import interleaving, saving

parser = argparse.ArgumentParser(prog="python -m benchmarks.editing")
parser.add_argument(
    "what", nargs="*", default=["saving", "interleaving"], help="saving, interleaving, or both"
)
parser.add_argument(
    "--edits", type=int, default=10_000, help="acknowledged edits on PostgreSQL; a fifth on SQLite"
)
parser.add_argument("--patients", type=int, default=100_000, help="in the registry in which a crowd saves")
parser.add_argument("--saves", type=int, default=20, help="of each person of the crowd")
asked = parser.parse_args()
if "saving" in asked.what:
    saving.measure(asked.patients, asked.saves)
if "interleaving" in asked.what:
    interleaving.measure(on_postgres=asked.edits, on_sqlite=asked.edits // 5)
