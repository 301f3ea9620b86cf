from django.conf import settings
from django.db import models


class Query(models.Model):
    """A question about a field of a record, asked by an edit check or by a person.

    Bound to (entity, record, field), so that an empty field can be asked about, too.
    """

    class Severity(models.TextChoices):
        ERROR = "error", "Must be corrected"
        QUERY = "query", "To be confirmed or corrected"

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        ANSWERED = "answered", "Answered"
        CLOSED = "closed", "Closed"

    patient = models.ForeignKey("registry.Patient", on_delete=models.PROTECT, related_name="queries")
    entity = models.CharField(max_length=32)
    record_id = models.BigIntegerField()
    field = models.CharField(max_length=64, blank=True)
    check_code = models.CharField("edit check", max_length=8, blank=True)
    severity = models.CharField(max_length=8, choices=Severity, default=Severity.QUERY)
    status = models.CharField(max_length=8, choices=Status, default=Status.OPEN)
    message = models.CharField(max_length=500)
    answer = models.CharField(max_length=500, blank=True)
    opened_at = models.DateTimeField(auto_now_add=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "queries"
        ordering = ["-opened_at", "-id"]
        indexes = [models.Index(fields=["entity", "record_id"])]
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "record_id", "field", "check_code"],
                condition=~models.Q(status="closed") & ~models.Q(check_code=""),
                name="one_open_query_per_check",
            )
        ]

    def __str__(self) -> str:
        return f"{self.check_code or 'Manual'}: {self.message}"
