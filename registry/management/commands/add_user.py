"""Make a user with a role and sites; the password is asked for, or read from REGISTRY_NEW_PASSWORD."""

import getpass
import os
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from registry.models import Role, Site, User


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--role", required=True, choices=Role.values)
        parser.add_argument(
            "--site", action="append", default=[], help="identifier of a site; may be repeated"
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        sites = [self._site(identifier) for identifier in options["site"]]
        user = User(username=options["username"], role=options["role"])
        password = os.environ.get("REGISTRY_NEW_PASSWORD") or getpass.getpass("Password: ")
        try:
            validate_password(password, user)
            user.set_password(password)
            user.full_clean()
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        user.save()
        user.sites.set(sites)
        places = ", ".join(str(site) for site in sites) or "no site"
        self.stdout.write(f"{user.username} is {user.get_role_display().lower()} at {places}.")

    def _site(self, identifier: str) -> Site:
        site = Site.objects.filter(site_id=identifier, withdrawn_at=None).first()
        if site is None:
            known = ", ".join(Site.objects.filter(withdrawn_at=None).values_list("site_id", flat=True))
            raise CommandError(f"There is no site {identifier}. Sites: {known or 'none yet'}.")
        return site
