from django.conf import settings
from django.db import models


class Report(models.Model):
    """A cohort page as PDF, or how far it has come.

    key: a digest of every result in it, as its readers see them; who cannot make the same key from what they
    may see never gets the report. content is None until it is made. asked_by: the last who asked for it.
    """

    key = models.CharField(max_length=64, unique=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    moved_at = models.DateTimeField(auto_now=True)
    content = models.BinaryField(null=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        ordering = ["-moved_at"]

    def __str__(self) -> str:
        return f"report {self.key[:12]}"
