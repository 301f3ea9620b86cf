from django.conf import settings
from django.db import models


class Signature(models.Model):
    """An investigator stands for one version of a record. Any later version of the record is unsigned."""

    patient = models.ForeignKey("registry.Patient", on_delete=models.PROTECT, related_name="signatures")
    entity = models.CharField(max_length=32)
    record_id = models.BigIntegerField()
    version = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "record_id", "version", "by"], name="one_signature_per_version_and_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.by} for {self.entity} {self.record_id}, version {self.version}"
