"""Results that were frozen. Triggers in the database refuse to alter or delete them.

Texts are canonical JSON (see outcomes.versions.canonical), so that they are the same bytes on any database.
"""

import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models


class FrozenVersion(models.Model):
    """A cohort's results under a name, such as “ASH 2026 abstract”.

    manifest: what makes the results (rule, data and code version, parameters), and the digests of rows and
    results; sha256 is the SHA-256 of its UTF-8 bytes.
    """

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120, unique=True)
    note = models.CharField(max_length=400, blank=True)
    cohort = models.ForeignKey("outcomes.Cohort", on_delete=models.PROTECT, related_name="versions")
    cohort_name = models.CharField(max_length=120)
    rule = models.TextField()
    rule_number = models.PositiveIntegerField()
    rule_text = models.TextField()
    data_version = models.BigIntegerField()
    code_version = models.CharField(max_length=12)
    patients = models.PositiveIntegerField()
    manifest = models.TextField()
    sha256 = models.CharField(max_length=64)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return self.name


class FrozenRegimen(models.Model):
    """A regimen of a frozen cohort with its derived values.

    verified_records: [entity, id] of the patient's records that were verified or locked at that time.
    """

    version = models.ForeignKey(FrozenVersion, on_delete=models.PROTECT, related_name="regimens")
    patient = models.ForeignKey("registry.Patient", on_delete=models.PROTECT, related_name="+")
    registry_id = models.CharField(max_length=200)
    regimen_id = models.BigIntegerField()
    site_id = models.BigIntegerField()
    values = models.TextField()
    verified_records = models.TextField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.registry_id} in {self.version}"


class FrozenResult(models.Model):
    """One statistic under one grouping, as it was frozen; read like a StatisticResult."""

    version = models.ForeignKey(FrozenVersion, on_delete=models.PROTECT, related_name="results")
    statistic = models.CharField(max_length=64)
    grouping = models.CharField(max_length=32)
    text = models.TextField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "statistic", "grouping"],
                name="one_frozen_result_per_statistic_and_grouping",
            )
        ]

    def __str__(self) -> str:
        return f"{self.statistic} by {self.grouping} in {self.version}"

    @property
    def payload(self) -> dict[str, Any]:
        payload: dict[str, Any] = json.loads(self.text)
        return payload

    @property
    def data_version(self) -> int:
        return self.version.data_version

    @property
    def computed_at(self) -> datetime:
        return self.version.made_at


class Reproduction(models.Model):
    """An attempt to make a frozen version again from the audit trail. Unfinished, it waits for the worker.

    begun_at: when a worker took it; one that has been at it for too long is taken to have died.
    sha256: of what came out, with the code version of then in place of today's. differing: in words.
    """

    version = models.ForeignKey(FrozenVersion, on_delete=models.PROTECT, related_name="reproductions")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    begun_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    code_version = models.CharField(max_length=12, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    differing = models.JSONField(default=list)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"reproduction of {self.version}"

    @property
    def is_equal(self) -> bool:
        return self.sha256 == self.version.sha256
