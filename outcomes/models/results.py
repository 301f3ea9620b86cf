from django.db import models

from outcomes.statistics.as_json import AsJson


class StatisticResult(models.Model):
    """One statistic of one cohort under one grouping, by one rule, as computed from one data version.

    reads: the columns of the analysis table that it was computed from; inputs: a digest of their values and
    of the code. While that is the same, so is the result.
    """

    cohort = models.ForeignKey("outcomes.Cohort", on_delete=models.CASCADE, related_name="results")
    statistic = models.CharField(max_length=64)
    grouping = models.CharField(max_length=32)
    payload = models.JSONField(encoder=AsJson)
    data_version = models.BigIntegerField()
    rule_number = models.PositiveIntegerField(default=1)
    reads = models.JSONField(default=list)
    inputs = models.CharField(max_length=32, blank=True)
    computed_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "statistic", "grouping"], name="one_result_per_statistic_and_grouping"
            )
        ]

    def __str__(self) -> str:
        return f"{self.statistic} by {self.grouping} at version {self.data_version}"


class Rebuild(models.Model):
    """A derivation of every patient anew; what is left of it stands in the outbox."""

    started_at = models.DateTimeField(auto_now_add=True)
    total = models.PositiveIntegerField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"rebuild of {self.total} patients"
