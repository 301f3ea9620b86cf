from django.conf import settings
from django.db import models


class Query(models.Model):
    """A question about a field of a record, asked by an edit check or by a person.

    Bound to (entity, record, field), so that an empty field can be asked about, too.
    confirmed_for: the message of the finding and the values of its fields for which it was confirmed.
    """

    class Severity(models.TextChoices):
        ERROR = "error", "Must be corrected"
        QUERY = "query", "To be confirmed or corrected"

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        ANSWERED = "answered", "Answered"
        CONFIRMED = "confirmed", "Confirmed"
        CLOSED = "closed", "Closed"

    # Still to be settled by somebody; a confirmed query rests for as long as its values stay.
    UNSETTLED = (Status.OPEN, Status.ANSWERED)

    class Confirmation(models.TextChoices):
        MEASURED_TWICE = "measured_twice", "Measured twice"
        SOURCE_CHECKED = "source_checked", "Source document checked"
        AS_IN_SOURCE = "as_in_source", "Written so in the source"
        UNIT_CHECKED = "unit_checked", "Unit checked"
        PROTOCOL_DEVIATION = "protocol_deviation", "Protocol deviation"
        OTHER = "other", "Other, see the comment"

    patient = models.ForeignKey("registry.Patient", on_delete=models.PROTECT, related_name="queries")
    entity = models.CharField(max_length=32)
    record_id = models.BigIntegerField()
    field = models.CharField(max_length=64, blank=True)
    check_code = models.CharField("edit check", max_length=8, blank=True)
    severity = models.CharField(max_length=8, choices=Severity, default=Severity.QUERY)
    status = models.CharField(max_length=12, choices=Status, default=Status.OPEN)
    message = models.CharField(max_length=500)
    answer = models.CharField(max_length=500, blank=True)
    confirmation = models.CharField("confirmed because", max_length=20, choices=Confirmation, blank=True)
    confirmed_for = models.JSONField("values at the confirmation", default=dict, blank=True)
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
        indexes = [
            models.Index(fields=["entity", "record_id"]),
            models.Index(fields=["status", "-opened_at", "-id", "patient"], name="queries_by_status"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "record_id", "field", "check_code"],
                condition=~models.Q(status="closed") & ~models.Q(check_code=""),
                name="one_open_query_per_check",
            )
        ]

    def __str__(self) -> str:
        return f"{self.check_code or 'Manual'}: {self.message}"
