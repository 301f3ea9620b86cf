from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from outcomes.membership import DRUGS, LINES, Membership


class Cohort(models.Model):
    """Patients chosen by a rule: of each, the first regimen that meets it.

    is_stale: a patient who is or was in the cohort changed since computed_version.
    """

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    description = models.CharField(max_length=400, blank=True)
    sites = models.ManyToManyField("registry.Site", blank=True, help_text="None chosen means every site.")
    drug = models.CharField("Contains the drug", max_length=32, blank=True, choices=DRUGS)
    regimen_codes = models.JSONField("Regimens", default=list, blank=True)
    line_groups = models.JSONField("Salvage lines", default=list, blank=True)
    started_from = models.DateField("Started on or after", null=True, blank=True)
    started_to = models.DateField("Started on or before", null=True, blank=True)
    publication = models.CharField(max_length=8, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT
    )
    is_stale = models.BooleanField(default=True, editable=False)
    computed_version = models.BigIntegerField(null=True, editable=False)
    computed_at = models.DateTimeField(null=True, editable=False)
    code_version = models.CharField(max_length=12, blank=True, editable=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.started_from and self.started_to and self.started_from > self.started_to:
            raise ValidationError({"started_to": "This day lies before the first day of the period."})
        if not set(self.line_groups) <= set(LINES):
            raise ValidationError({"line_groups": "Unknown salvage line."})

    def membership(self) -> Membership:
        return Membership(
            sites=frozenset(site.pk for site in self.sites.all()),
            drug=self.drug,
            regimen_codes=frozenset(self.regimen_codes),
            line_groups=frozenset(self.line_groups),
            started_from=self.started_from,
            started_to=self.started_to,
        )
