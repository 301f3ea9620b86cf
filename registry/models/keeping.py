from django.conf import settings
from django.db import models


class UnsavedAnswers(models.Model):
    """What a user has typed into a form and not saved: for that user alone, and no part of the record.

    record_id: 0 for a record that is not there yet; patient: None for one who is not enrolled yet.
    version: of the record, on which the answers are based. context: query string of the form of a new record.
    typed: name of an input → its texts as they were sent, right or wrong. asked: the questions of that form.
    tab: one page in one browser tab. number: counts what that page has sent.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    patient = models.ForeignKey("registry.Patient", null=True, on_delete=models.CASCADE, related_name="+")
    entity = models.CharField(max_length=32)
    record_id = models.BigIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    context = models.CharField(max_length=300, blank=True)
    typed = models.JSONField(default=dict)
    asked = models.JSONField(default=list)
    tab = models.UUIDField()
    number = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField(auto_now_add=True)
    kept_at = models.DateTimeField(auto_now=True, db_index=True)

    class Meta:
        verbose_name_plural = "unsaved answers"
        ordering = ["-kept_at", "-id"]
        indexes = [models.Index(fields=["user", "entity", "record_id"], name="unsaved_of_form")]
        constraints = [models.UniqueConstraint(fields=["user", "tab"], name="one_row_per_tab")]

    def __str__(self) -> str:
        return f"unsaved answers of user {self.user_id} to {self.entity} {self.record_id}"
