"""Triggers that refuse to alter or delete an entry of the audit trail, whatever way the attempt comes."""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER audit_trail_no_update BEFORE UPDATE ON registry_change
       BEGIN SELECT RAISE(ABORT, 'The audit trail cannot be altered.'); END""",
    """CREATE TRIGGER audit_trail_no_delete BEFORE DELETE ON registry_change
       BEGIN SELECT RAISE(ABORT, 'The audit trail cannot be altered.'); END""",
]
POSTGRESQL = [
    """CREATE FUNCTION audit_trail_refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'The audit trail cannot be altered.'; END $$""",
    """CREATE TRIGGER audit_trail_append_only BEFORE UPDATE OR DELETE ON registry_change
       FOR EACH ROW EXECUTE FUNCTION audit_trail_refuse()""",
    """CREATE TRIGGER audit_trail_no_truncate BEFORE TRUNCATE ON registry_change
       FOR EACH STATEMENT EXECUTE FUNCTION audit_trail_refuse()""",
]
UNDO = {
    "sqlite": ["DROP TRIGGER audit_trail_no_update", "DROP TRIGGER audit_trail_no_delete"],
    "postgresql": [
        "DROP TRIGGER audit_trail_append_only ON registry_change",
        "DROP TRIGGER audit_trail_no_truncate ON registry_change",
        "DROP FUNCTION audit_trail_refuse()",
    ],
}


def create(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
