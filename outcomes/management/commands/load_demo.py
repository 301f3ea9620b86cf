import os
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from outcomes.demo import load


class Command(BaseCommand):
    help = "Load the demo registry: two synthetic cohorts, a small hospital, and one user per role."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--password",
            default=os.environ.get("REGISTRY_DEMO_PASSWORD", ""),
            help="Password of the demo users; otherwise the environment variable REGISTRY_DEMO_PASSWORD.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if load.is_loaded():
            self.stdout.write("The demo registry is already loaded; nothing to do.")
            return
        if not options["password"]:
            raise CommandError("Give the demo users a password: --password, or REGISTRY_DEMO_PASSWORD.")
        begun = time.monotonic()
        patients = load.load(options["password"], self._tell)
        self.stdout.write(f"Loaded {patients} synthetic patients in {time.monotonic() - begun:.0f} seconds.")

    def _tell(self, sentence: str) -> None:
        """Progress appears at once, also where the output is piped."""
        self.stdout.write(sentence)
        self.stdout.flush()
