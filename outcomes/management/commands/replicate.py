from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from outcomes import refresh, replication
from outcomes.replication import DIFFERS, EXPLAINED, MATCH, Replicated

HEADINGS = ("id", "description", "printed", "computed", "status")


class Command(BaseCommand):
    help = "Recompute everything from the stored records and compare every published figure with its own."

    def handle(self, *args: Any, **options: Any) -> None:
        refresh.start_rebuild()
        refresh.refresh()
        rows = replication.rows()
        if not rows:
            raise CommandError("The published cohorts are not loaded. Load them with: manage.py load_demo")
        self._print(rows)
        counts = Counter(row.status for row in rows)
        summary = f"{len(rows)} figures: {counts[MATCH]} match, {counts[EXPLAINED]} explained"
        if counts[DIFFERS]:
            raise CommandError(f"{summary}, {counts[DIFFERS]} differ.", returncode=1)
        self.stdout.write(f"{summary}, none differ.")

    def _print(self, rows: Iterable[Replicated]) -> None:
        lines = [HEADINGS, *((r.id, r.description, r.printed, r.computed, r.status) for r in rows)]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        for line in lines:
            cells = (text.ljust(width) for text, width in zip(line, widths, strict=True))
            self.stdout.write(" | ".join(cells).rstrip())
