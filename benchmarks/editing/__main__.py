"""Everything about many people editing at once; `--edits 100` for a first look."""

import argparse

from benchmarks.editing import interleaving

parser = argparse.ArgumentParser(prog="python -m benchmarks.editing")
parser.add_argument(
    "--edits", type=int, default=10_000, help="acknowledged edits on PostgreSQL; a fifth on SQLite"
)
asked = parser.parse_args()
interleaving.measure(on_postgres=asked.edits, on_sqlite=asked.edits // 5)
