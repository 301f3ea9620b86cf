"""Blind re-entry: samples of records whose critical answers a second person enters again."""

from django.conf import settings
from django.db import models


class ReentrySample(models.Model):
    """One draw. With the same seed from the same records, the same are drawn.

    asked: what was asked for, such as "10 %" or "25"; eligible: of how many records it was drawn.
    """

    drawn_at = models.DateTimeField(auto_now_add=True)
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    seed = models.PositiveIntegerField()
    asked = models.CharField(max_length=12)
    eligible = models.PositiveIntegerField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.asked} of {self.eligible}, seed {self.seed}"


class Reentry(models.Model):
    """One record of a sample, to be entered again by somebody who did not enter it.

    compared: field → [first answer, second answer] as the audit trail keeps them, once re-entered.
    """

    sample = models.ForeignKey(ReentrySample, on_delete=models.PROTECT, related_name="reentries")
    patient = models.ForeignKey("registry.Patient", on_delete=models.PROTECT, related_name="reentries")
    entity = models.CharField(max_length=32)
    record_id = models.BigIntegerField()
    entered_at = models.DateTimeField(null=True, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    compared = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name_plural = "re-entries"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["entity", "record_id"], name="one_reentry_per_record"),
        ]

    def __str__(self) -> str:
        return f"Re-entry of {self.entity} {self.record_id}"
