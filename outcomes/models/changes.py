from django.db import models

KEPT = 1_000
"""Changes that are remembered. Who has followed none of them for longer reads everything anew."""


class DerivedChange(models.Model):
    """Patients whose derived rows changed, in one step of the refresh; numbered without gaps.

    Whoever holds a cohort's table in memory follows these instead of reading all of it again. The token tells
    whether a number is still the same step: a database that is restored counts on from an earlier one.
    """

    number = models.BigIntegerField(primary_key=True)
    token = models.CharField(max_length=32)
    patients = models.JSONField()

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"change {self.number} of {len(self.patients)} patients"
