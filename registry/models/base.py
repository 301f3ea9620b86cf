"""What every record has: its status, its version, and the reasons for what is missing."""

from typing import Any

from django.db import models

from registry.fields import ClinicalField, clinical_fields


class RecordStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    COMPLETE = "complete", "Complete"
    VERIFIED = "verified", "Verified"
    LOCKED = "locked", "Locked"


class MissingReason(models.TextChoices):
    NOT_DONE = "not_done", "Not done"
    UNKNOWN = "unknown", "Unknown"
    NOT_APPLICABLE = "not_applicable", "Not applicable"
    PENDING = "pending", "Pending"


class Record(models.Model):
    """One form's worth of answers.

    version counts the saves; a save that names an older version is refused.
    missing maps the name of an unanswered question to one of MissingReason.
    form_key is the key of the form that made the record, so that a repeated request makes one record.
    """

    status = models.CharField(max_length=8, choices=RecordStatus, default=RecordStatus.DRAFT)
    version = models.PositiveIntegerField(default=0)
    missing = models.JSONField(default=dict, blank=True)
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def questions(cls) -> list[ClinicalField]:
        return clinical_fields(cls)

    def answers(self) -> dict[str, Any]:
        """Value of every question, by name; a link as the id it holds."""
        return {field.name: getattr(self, field.attname) for field in self.questions()}

    def canonical(self) -> dict[str, Any]:
        """Answers and reasons as the audit trail keeps them, without the empty ones."""
        kept = {field.name: field.canonical(getattr(self, field.attname)) for field in self.questions()}
        kept |= {f"missing.{name}": reason for name, reason in self.missing.items()}
        return {name: value for name, value in kept.items() if value is not None}

    @property
    def is_counted(self) -> bool:
        """Whether analyses use the record: drafts and withdrawn records do not count."""
        return self.status != RecordStatus.DRAFT and self.withdrawn_at is None


class PatientRecord(Record):
    """A record that belongs to a patient."""

    patient = models.ForeignKey("registry.Patient", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
