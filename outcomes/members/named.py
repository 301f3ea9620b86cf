"""Patients of whom a reader is told how many they are, and those of the own sites by name."""

from django.db.models import QuerySet

from outcomes.loading import Patient
from registry.access import patients_of
from registry.models import User


class Named:
    """total: all of them. own: those of the user's sites, by registry id; the length is theirs."""

    def __init__(self, patients: QuerySet[Patient], user: User) -> None:
        self.total = patients.count()
        self.own = patients_of(user).filter(pk__in=patients.values("pk")).order_by("registry_id")
        self._n = self.own.count()

    def __len__(self) -> int:
        return self._n
