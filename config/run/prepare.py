"""Bring database and static files up to date; fill a registry that is still empty with the demo registry.

Runs in a process of its own before the servers start: `python -m config.run.prepare`.
"""

import os

import django
from django.apps import apps
from django.core.management import call_command, get_commands

from config.run.var_folder import VarFolder


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    call_command("migrate", interactive=False)
    call_command("collectstatic", interactive=False)
    if demo_is_wanted() and registry_is_empty():
        load_demo()
    refresh_table_statistics()


def demo_is_wanted() -> bool:
    return os.environ.get("REGISTRY_DEMO") != "no" and "load_demo" in get_commands()


def registry_is_empty() -> bool:
    return not apps.get_model("registry", "Site").objects.exists()


def load_demo() -> None:
    """Load the demo registry; its logins get the password that this installation keeps."""
    from django.conf import settings

    os.environ["REGISTRY_DEMO_PASSWORD"] = VarFolder(settings.VAR_DIR).demo_password
    call_command("load_demo")


def refresh_table_statistics() -> None:
    """Tell SQLite how its tables have grown; without that it sorts every patient where an index would do."""
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


if __name__ == "__main__":
    main()
