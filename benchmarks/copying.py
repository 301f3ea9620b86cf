"""A registry of any size: its patients with all their records, copied inside the database.

A copy keeps dates, answers and links, and is as eventful as the first. Only the pseudonym differs, and the
day of birth, or else every copy would be taken for the same person enrolled twice.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models, transaction

from registry.models import Patient, Query, WorkItem
from registry.record_types import of_patients


def copy_patients(wanted: int) -> int:
    """Copy all patients until there are so many; returns their number, a multiple of what it was."""
    copied = _copied_models()
    copies = -(-wanted // Patient.objects.count()) - 1
    step = max(
        model._base_manager.order_by("-pk").values_list("pk", flat=True).first() or 0 for model in copied
    )
    # Links are checked at the end: some lead to records that are copied later.
    with transaction.atomic(), connection.cursor() as cursor:
        for model in copied:
            cursor.execute(_copying(model, copied, step), [copies])
        _continue_numbering(cursor, copied)
    _settle()
    return Patient.objects.count()


def _settle() -> None:
    """Do at once what the database would do by itself in the next minutes, in the middle of a measurement."""
    postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if postgres else "ANALYZE")
        cursor.execute("CHECKPOINT" if postgres else "PRAGMA wal_checkpoint(TRUNCATE)")


def _copied_models() -> list[type[models.Model]]:
    """What belongs to patients, in an order in which links lead to what is there already."""
    return [Patient, *(kind.model for kind in of_patients()), WorkItem, Query]


def _copying(model: type[models.Model], copied: Sequence[type[models.Model]], step: int) -> str:
    """SQL that writes each row once more for every copy, with ids moved on by a step per copy."""
    table, columns = model._meta.db_table, model._meta.concrete_fields
    values = ", ".join(_value(column, copied, step) for column in columns)
    names = ", ".join(f'"{column.column}"' for column in columns)
    numbers = "WITH RECURSIVE copies(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM copies WHERE k < %s)"
    return f'{numbers} INSERT INTO "{table}" ({names}) SELECT {values} FROM "{table}", copies WHERE k > 0'


def _value(column: models.Field, copied: Sequence[type[models.Model]], step: int) -> str:
    name = f'"{column.model._meta.db_table}"."{column.column}"'
    if column.primary_key or column.related_model in copied:
        return f"{name} + k * {step}"
    if column.name == "registry_id":
        return f"{name} || '-' || k"
    if column.name == "birth_date":
        return f"CASE WHEN length({name}) = {len('2000-01-01')} THEN {_days_later(name)} ELSE {name} END"
    if column.name in ("record_id", "about_id"):
        return f"CASE WHEN {name} > 0 THEN {name} + k * {step} ELSE {name} END"
    return "NULL" if column.name == "form_key" else name


def _days_later(day: str) -> str:
    return f"({day}::date + k)::text" if connection.vendor == "postgresql" else f"date({day}, k || ' days')"


def _continue_numbering(cursor: Any, copied: Sequence[type[models.Model]]) -> None:
    """Let PostgreSQL number the next rows after the copies; SQLite does so by itself."""
    if connection.vendor == "postgresql":
        for model in copied:
            table = f'"{model._meta.db_table}"'
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
            )
