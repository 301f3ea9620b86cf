"""Holds the clients' journals against the audit trail and the rows: `… verdict journal journal`."""

import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import django

django.setup()

from registry.models import Change, LabSnapshot  # noqa: E402

Steps = list[tuple[int, dict[str, list[Any]]]]


def main(journals: list[Path]) -> None:
    acknowledged = [json.loads(line) for journal in journals for line in journal.read_text().splitlines()]
    trails = {record: steps_of(record) for record in LabSnapshot.objects.values_list("pk", flat=True)}
    verdict = {
        "kept": len(acknowledged),
        "lost": sum(not stands(trails[record], *edit) for record, *edit in acknowledged)
        + sum(map(differs_from_its_trail, trails, trails.values())),
        "overwritten": sum(map(breaks, trails.values()))
        + abs(sum(len(steps) - 1 for steps in trails.values()) - len(acknowledged)),
    }
    sys.stdout.write(json.dumps(verdict))


def steps_of(record: int) -> Steps:
    """(version, what it changed) of a record, in the order of the trail."""
    trail = Change.objects.filter(entity="lab", record_id=record, action__in=("created", "changed"))
    return list(trail.order_by("pk").values_list("version", "changes"))


def stands(steps: Steps, version: int, field: str, value: str) -> bool:
    """Whether an acknowledged edit is in the trail, at the version that it was told."""
    told = [changes[field][1] for number, changes in steps if number == version and field in changes]
    return len(told) == 1 and told[0] is not None and Decimal(told[0]) == Decimal(value)


def breaks(steps: Steps) -> int:
    """Changes whose old value is not what the change before had left: overwritten without being seen."""
    now: dict[str, Any] = {}
    broken = 0
    for _, changes in steps:
        broken += sum(now.get(field) != old for field, (old, _) in changes.items())
        now |= {field: new for field, (_, new) in changes.items()}
    return broken


def differs_from_its_trail(record: int, steps: Steps) -> bool:
    """Whether replaying the trail gives another record than the one that is stored."""
    replayed = {field: new for _, changes in steps for field, (_, new) in changes.items() if new is not None}
    stored = {n: v for n, v in LabSnapshot.objects.get(pk=record).canonical().items() if v is not None}
    return replayed != stored


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
