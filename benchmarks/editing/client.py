"""One client: so many acknowledged edits, each written into its own journal: `… client 500 journal`."""

import json
import random
import sys
import time
from decimal import Decimal
from pathlib import Path

import django

django.setup()

from registry import actions  # noqa: E402
from registry.models import LabSnapshot, User  # noqa: E402

FIELDS = ("hemoglobin", "bilirubin_total", "ast", "alt")


def main(wanted: int, journal: Path) -> None:
    by, snapshots = (
        User.objects.get(username="client"),
        list(LabSnapshot.objects.values_list("pk", flat=True)),
    )
    choose, kept, stale, started = random.Random(str(journal)), 0, 0, time.monotonic()
    with journal.open("w", encoding="utf-8") as lines:
        while kept < wanted:
            snapshot, field = LabSnapshot.objects.get(pk=choose.choice(snapshots)), choose.choice(FIELDS)
            before, after = getattr(snapshot, field), Decimal(choose.randint(10, 200)) / 10
            if before == after:
                continue
            setattr(snapshot, field, after)
            try:
                actions.save_record(snapshot, by=by, reason="Read again.", complete=choose.random() < 0.5)
            except actions.StaleRecord:
                stale += 1
                continue
            kept += 1
            lines.write(json.dumps([snapshot.pk, snapshot.version, field, str(after)]) + "\n")
    answer = {"kept": kept, "stale": stale, "seconds": time.monotonic() - started}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
