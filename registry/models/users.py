from django.contrib.auth.models import AbstractUser
from django.db import models


class Role(models.TextChoices):
    COORDINATOR = "coordinator", "Research coordinator"
    INVESTIGATOR = "investigator", "Investigator"
    DATA_MANAGER = "data_manager", "Data manager"
    MONITOR = "monitor", "Monitor"
    ADMINISTRATOR = "administrator", "Administrator"


class User(AbstractUser):
    """A person who signs in: one role, at the sites assigned now."""

    role = models.CharField(max_length=16, choices=Role, default=Role.COORDINATOR)
    sites = models.ManyToManyField("registry.Site", blank=True, related_name="users")

    def __str__(self) -> str:
        return self.get_full_name() or self.username
