"""Print the data dictionary as Markdown."""

from typing import Any

from django.core.management.base import BaseCommand

from registry.data_dictionary import markdown


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("\n".join(markdown()))
