"""Work out anew what is due at every patient, after a change of the duties or after records were loaded."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from registry.actions import settle_all_work_items


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        with connection.cursor() as cursor:
            # Without knowing how large the tables are, SQLite sorts all patients for every page of them.
            cursor.execute("ANALYZE")
        self.stdout.write(f"Work of {settle_all_work_items()} patients settled.")
