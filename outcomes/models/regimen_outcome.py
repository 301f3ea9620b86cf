import json
from typing import Any

from django.db import models

from outcomes.models.derived_values import DerivedValues, whole

Stored = tuple[Any, ...]
"""A row as it is stored: the columns of STORED in their order, the last of them as JSON text."""


class RegimenOutcome(models.Model):
    """What is derived of one regimen: a row of the analysis table.

    values holds every derivation by name (dates as ISO text). The columns beside them repeat the values by
    which cohorts choose their regimens. The sentences that explain the values are made when they are read.
    """

    regimen = models.OneToOneField("registry.SalvageRegimen", on_delete=models.CASCADE, related_name="+")
    # Found by the index below, which begins with the patient; sites are only counted within it.
    patient = models.ForeignKey(
        "registry.Patient", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    site = models.ForeignKey("registry.Site", on_delete=models.CASCADE, related_name="+", db_index=False)
    position = models.PositiveSmallIntegerField("place among the patient's regimens, by start")
    regimen_code = models.CharField(max_length=32, blank=True)
    line_type = models.CharField(max_length=32, blank=True)
    line_group = models.CharField(max_length=4, blank=True)
    contains_inotuzumab = models.BooleanField()
    contains_blinatumomab = models.BooleanField()
    start_on = models.DateField(null=True)
    prior_hsct = models.BooleanField(null=True)
    prior_blinatumomab = models.BooleanField(null=True)
    prior_inotuzumab = models.BooleanField(null=True)
    prior_car_t = models.BooleanField(null=True)
    age_group = models.CharField(max_length=8, blank=True)
    lineage = models.CharField(max_length=32, blank=True)
    genetic_group = models.CharField(max_length=32, blank=True)
    response_mdacc = models.CharField(max_length=32, blank=True)
    failure_type = models.CharField(max_length=32, blank=True)
    values = DerivedValues()

    class Meta:
        ordering = ["patient", "position"]
        indexes = [
            # Holds whatever cohorts choose by, so that counting never reads the large values.
            models.Index(
                fields=[
                    "patient",
                    "position",
                    "site",
                    "start_on",
                    "regimen_code",
                    "line_group",
                    "contains_inotuzumab",
                    "contains_blinatumomab",
                    "prior_hsct",
                    "prior_blinatumomab",
                    "prior_inotuzumab",
                    "prior_car_t",
                    "age_group",
                    "lineage",
                    "genetic_group",
                    "response_mdacc",
                    "failure_type",
                ],
                name="chosen_by_cohorts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.regimen_code} from {self.start_on}"

    @classmethod
    def from_stored(cls, row: Stored) -> "RegimenOutcome":
        return cls(**dict(zip(STORED, (*row[:-1], whole(json.loads(row[-1]))), strict=True)))


STORED = tuple(field.attname for field in RegimenOutcome._meta.concrete_fields if not field.primary_key)
