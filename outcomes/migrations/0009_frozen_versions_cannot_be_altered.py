"""Triggers that refuse to alter or delete what was frozen, whatever way the attempt comes."""

from django.db import migrations

TABLES = ("outcomes_frozenversion", "outcomes_frozenregimen", "outcomes_frozenresult")
REFUSAL = "A frozen version cannot be altered."


def sqlite(table):
    return [
        f"""CREATE TRIGGER {table}_no_{attempt} BEFORE {attempt} ON {table}
            BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"""
        for attempt in ("update", "delete")
    ]


def postgresql(table):
    return [
        f"""CREATE TRIGGER {table}_immutable BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION frozen_version_refuse()""",
        f"""CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION frozen_version_refuse()""",
    ]


FUNCTION = f"""CREATE FUNCTION frozen_version_refuse() RETURNS trigger LANGUAGE plpgsql AS
               $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"""


def create(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    if not is_sqlite:
        schema_editor.execute(FUNCTION)
    for table in TABLES:
        for statement in (sqlite if is_sqlite else postgresql)(table):
            schema_editor.execute(statement)


def drop(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for table in TABLES:
        for end in ("no_update", "no_delete") if is_sqlite else ("immutable", "no_truncate"):
            schema_editor.execute(f"DROP TRIGGER {table}_{end}" + ("" if is_sqlite else f" ON {table}"))
    if not is_sqlite:
        schema_editor.execute("DROP FUNCTION frozen_version_refuse()")


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0008_frozen_versions")]
    operations = [migrations.RunPython(create, drop)]
