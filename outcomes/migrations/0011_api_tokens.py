import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TABLE = "outcomes_apitokenevent"
REFUSAL = "What was done with a token cannot be altered."
FUNCTION = f"""CREATE FUNCTION api_token_event_refuse() RETURNS trigger LANGUAGE plpgsql AS
               $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"""
POSTGRESQL = (
    FUNCTION,
    f"""CREATE TRIGGER {TABLE}_immutable BEFORE UPDATE OR DELETE ON {TABLE}
        FOR EACH ROW EXECUTE FUNCTION api_token_event_refuse()""",
    f"""CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE}
        FOR EACH STATEMENT EXECUTE FUNCTION api_token_event_refuse()""",
)
SQLITE = tuple(
    f"""CREATE TRIGGER {TABLE}_no_{attempt} BEFORE {attempt} ON {TABLE}
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"""
    for attempt in ("update", "delete")
)


def create(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for end in ("no_update", "no_delete"):
            schema_editor.execute(f"DROP TRIGGER {TABLE}_{end}")
        return
    for end in ("immutable", "no_truncate"):
        schema_editor.execute(f"DROP TRIGGER {TABLE}_{end} ON {TABLE}")
    schema_editor.execute("DROP FUNCTION api_token_event_refuse()")


class Migration(migrations.Migration):
    dependencies = [
        ("outcomes", "0010_workers_that_reproduce"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("expires_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ["-id"]},
        ),
        migrations.CreateModel(
            name="ApiTokenEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "action",
                    models.CharField(choices=[("created", "Created"), ("revoked", "Revoked")], max_length=8),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "token",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="outcomes.apitoken",
                    ),
                ),
            ],
            options={"ordering": ["id"]},
        ),
        migrations.RunPython(create, drop),
    ]
