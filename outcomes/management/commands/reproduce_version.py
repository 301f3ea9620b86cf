from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from outcomes.code_version import code_version
from outcomes.models import FrozenVersion
from outcomes.versions.reproducing import ask_for, carry_out


class Command(BaseCommand):
    help = "Make a frozen version again from the audit trail and compare its hash."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("version", help="The name in the address of the version's page, or its number.")

    def handle(self, *args: Any, version: str, **options: Any) -> None:
        wanted = FrozenVersion.objects.filter(slug=version).first()
        if wanted is None and version.isdecimal():
            wanted = FrozenVersion.objects.filter(pk=int(version)).first()
        if wanted is None:
            raise CommandError(f"There is no version “{version}”.")
        self.stdout.write(f"{wanted.name}: data version {wanted.data_version}, {wanted.patients} patients.")
        if wanted.code_version != code_version():
            self.stdout.write(f"Frozen by code version {wanted.code_version}; this is {code_version()}.")
        made = carry_out(ask_for(wanted, by=None))
        self.stdout.write(f"Frozen:     {wanted.sha256}\nMade again: {made.sha256}")
        if not made.is_equal:
            raise CommandError("\n".join(made.differing), returncode=1)
        self.stdout.write("The same.")
