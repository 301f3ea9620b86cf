"""A site and a user who may do everything in the admin."""

import django

django.setup()

from registry.models import User  # noqa: E402
from tests.registry import records  # noqa: E402

if __name__ == "__main__":
    records.site()
    User.objects.create_superuser("admin", password="admin")
