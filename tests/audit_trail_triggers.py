"""Emptying the database between tests, which triggers of the audit trail, versions and tokens refuse."""

from importlib import import_module

from django.db import connection
from django.test import TransactionTestCase

_guards = (
    import_module("registry.migrations.0002_append_only_audit_trail"),
    import_module("outcomes.migrations.0009_frozen_versions_cannot_be_altered"),
    import_module("outcomes.migrations.0011_api_tokens"),
)
_empty_database = TransactionTestCase._fixture_teardown


def empty_database_without_triggers(case: TransactionTestCase) -> None:
    """Take the triggers away while the tables are emptied, and put them back for the next test."""
    with connection.schema_editor() as editor:
        for guard in _guards:
            guard.drop(None, editor)
    try:
        _empty_database(case)
    finally:
        with connection.schema_editor() as editor:
            for guard in _guards:
                guard.create(None, editor)


def install() -> None:
    TransactionTestCase._fixture_teardown = empty_database_without_triggers
