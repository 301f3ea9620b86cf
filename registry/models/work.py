from django.db import models
from django.db.models import Q


class WorkItem(models.Model):
    """Something due at a patient, stored when the record is saved from which it follows.

    What is due, and on which day, is settled with every save; whether it is overdue is a matter of the
    day at the site, so nothing has to be counted again overnight. An item never changes: it is done once
    the records no longer ask for it.

    code: of the duty, or DRAFT. entity, record_id: the record to edit, or 0 where one is to be added with
    the links of prefill. about_entity, about_id: the record from which it follows.
    due_on: None for a draft.
    """

    patient = models.ForeignKey("registry.Patient", on_delete=models.CASCADE, related_name="work_items")
    site = models.ForeignKey("registry.Site", on_delete=models.PROTECT, related_name="+", db_index=False)
    code = models.CharField(max_length=8)
    entity = models.CharField(max_length=32)
    record_id = models.BigIntegerField(default=0)
    about_entity = models.CharField(max_length=32)
    about_id = models.BigIntegerField()
    prefill = models.JSONField(default=dict, blank=True)
    due_on = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=300)
    opened_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["site", "due_on", "id"], condition=Q(done_at=None), name="work_of_site"),
            models.Index(fields=["due_on", "id", "site"], condition=Q(done_at=None), name="work_by_day"),
            models.Index(fields=["site", "code", "due_on"], condition=Q(done_at=None), name="work_by_code"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "code", "about_entity", "about_id"],
                condition=Q(done_at=None),
                name="one_open_item_per_duty",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.entity} of patient {self.patient_id}, due {self.due_on}"
