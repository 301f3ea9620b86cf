"""The audit trail as a table: one line for each changed answer, the oldest first."""

import csv
from collections.abc import Iterator
from datetime import UTC

from django.db.models import QuerySet

from registry.history import Entry, FieldChange, entries_of
from registry.models import Change

HEADER = (
    "at_utc",
    "by",
    "role",
    "site",
    "patient",
    "record_type",
    "record_id",
    "version",
    "action",
    "question",
    "old",
    "new",
    "reason",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Line:
    """Takes what the csv writer writes and hands it on."""

    def write(self, line: str) -> str:
        return line


def lines_of(changes: QuerySet[Change], *, hide_identifiers: bool) -> Iterator[str]:
    """Lines of CSV; no text begins as a formula would in a spreadsheet."""
    writer = csv.writer(_Line())
    yield writer.writerow(HEADER)
    read = changes.select_related("by", "patient", "patient__site").order_by("id")
    for change in read.iterator(chunk_size=500):
        (entry,) = entries_of([change], hide_identifiers=hide_identifiers)
        for field in entry.fields or [FieldChange("", "", "")]:
            yield writer.writerow([_harmless(text) for text in _cells(entry, field)])


def _cells(entry: Entry, field: FieldChange) -> tuple[str, ...]:
    change, patient = entry.change, entry.change.patient
    return (
        change.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        change.by.username if change.by else "",
        change.by.role if change.by else "",
        str(patient.site.site_id) if patient else "",
        str(patient.registry_id) if patient else "",
        change.entity,
        str(change.record_id),
        str(change.version),
        change.action,
        field.label,
        field.old,
        field.new,
        change.reason,
    )


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
