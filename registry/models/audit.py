"""What happened to the records: the audit trail, and the data version that each edit makes."""

from django.conf import settings
from django.db import models


class Change(models.Model):
    """One entry of the audit trail. Triggers in the database refuse to alter or delete it.

    changes maps a field to [old, new], each as text, number, list or None. data_version: the one that the
    edit made, or for what is no edit of a value the one that held; None in entries from before it was kept
    here, all of which are older than any with a version.
    """

    class Action(models.TextChoices):
        CREATED = "created", "Created"
        CHANGED = "changed", "Changed"
        COMPLETED = "completed", "Completed"
        REOPENED = "reopened", "Returned to draft"
        VERIFIED = "verified", "Verified"
        LOCKED = "locked", "Locked"
        UNLOCKED = "unlocked", "Unlocked"
        SIGNED = "signed", "Signed"
        WITHDRAWN = "withdrawn", "Withdrawn"
        RESTORED = "restored", "Restored"
        REENTERED = "reentered", "Entered again, blind"
        QUERY_OPENED = "query_opened", "Query opened"
        QUERY_ANSWERED = "query_answered", "Query answered"
        QUERY_CONFIRMED = "query_confirmed", "Query confirmed"
        QUERY_REOPENED = "query_reopened", "Query asked again"
        QUERY_CLOSED = "query_closed", "Query closed"

    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=16, choices=Action)
    patient = models.ForeignKey(
        "registry.Patient", null=True, on_delete=models.PROTECT, related_name="changes"
    )
    entity = models.CharField(max_length=32)
    record_id = models.BigIntegerField()
    version = models.PositiveIntegerField()
    reason = models.CharField(max_length=500, blank=True)
    changes = models.JSONField(default=dict)
    data_version = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["entity", "record_id"])]

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.entity} {self.record_id}, version {self.version}"


class DataVersion(models.Model):
    """The number of edits so far, counted inside each edit's own transaction (one row).

    Because every edit locks the row until it commits, versions become visible in their order:
    whoever reads version n sees all edits up to n.
    """

    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def current(cls) -> int:
        return cls.objects.values_list("number", flat=True).filter(pk=1).first() or 0


class PatientEdit(models.Model):
    """The outbox: this patient was edited at this data version. Whoever derives from it deletes the row."""

    patient = models.ForeignKey("registry.Patient", on_delete=models.CASCADE, related_name="+")
    version = models.BigIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["version"]

    def __str__(self) -> str:
        return f"patient {self.patient_id} at version {self.version}"
