"""Emptying the database between tests, which the audit trail's triggers refuse as they should."""

from importlib import import_module

from django.db import connection
from django.test import TransactionTestCase

_trail = import_module("registry.migrations.0002_append_only_audit_trail")
_empty_database = TransactionTestCase._fixture_teardown


def empty_database_without_triggers(case: TransactionTestCase) -> None:
    """Take the triggers away while the tables are emptied, and put them back for the next test."""
    with connection.schema_editor() as editor:
        _trail.drop(None, editor)
    try:
        _empty_database(case)
    finally:
        with connection.schema_editor() as editor:
            _trail.create(None, editor)


def install() -> None:
    TransactionTestCase._fixture_teardown = empty_database_without_triggers
