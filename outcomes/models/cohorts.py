from dataclasses import fields
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from outcomes.membership import BY_NAME, DRUGS, YES_NO, Membership

FLAG_CHOICES = list(YES_NO.items())


class CohortQuerySet(models.QuerySet["Cohort"]):
    def in_use(self) -> "CohortQuerySet":
        """All but the deleted ones, which nobody sees and nothing computes."""
        return self.exclude(state=Cohort.State.DELETED)


class Cohort(models.Model):
    """Patients chosen by a rule: of each, the first regimen that meets it.

    rule_number: of the rule as it stands; CohortRule keeps every rule that there was. A cohort without a
    maker belongs to the registry: everybody sees it, and nobody changes it.
    is_stale: a patient who is or was in the cohort changed since computed_version. is_selection_stale:
    a patient changed, so that the numbers of those not chosen may be others.
    """

    class State(models.TextChoices):
        ACTIVE = "active", "Active"
        ARCHIVED = "archived", "Archived"
        DELETED = "deleted", "Deleted"

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    description = models.CharField(max_length=400, blank=True)
    sites = models.ManyToManyField("registry.Site", blank=True, help_text="None chosen means every site.")
    drug = models.CharField("Contains the drug", max_length=32, blank=True, choices=DRUGS)
    regimen_codes = models.JSONField("Regimens", default=list, blank=True)
    line_groups = models.JSONField("Salvage lines", default=list, blank=True)
    started_from = models.DateField("Started on or after", null=True, blank=True)
    started_to = models.DateField("Started on or before", null=True, blank=True)
    prior_hsct = models.CharField(max_length=3, blank=True, choices=FLAG_CHOICES)
    prior_blinatumomab = models.CharField(max_length=3, blank=True, choices=FLAG_CHOICES)
    prior_inotuzumab = models.CharField(max_length=3, blank=True, choices=FLAG_CHOICES)
    prior_car_t = models.CharField(max_length=3, blank=True, choices=FLAG_CHOICES)
    age_groups = models.JSONField("Ages", default=list, blank=True)
    lineages = models.JSONField(default=list, blank=True)
    genetic_groups = models.JSONField(default=list, blank=True)
    responses = models.JSONField("Best responses", default=list, blank=True)
    failure_types = models.JSONField("Types of failure", default=list, blank=True)
    publication = models.CharField(max_length=8, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT
    )
    is_shared = models.BooleanField("Shared with all who may view statistics", default=False)
    state = models.CharField(max_length=8, choices=State, default=State.ACTIVE, editable=False)
    rule_number = models.PositiveIntegerField(default=1, editable=False)
    is_stale = models.BooleanField(default=True, editable=False)
    is_selection_stale = models.BooleanField(default=True, editable=False)
    computed_version = models.BigIntegerField(null=True, editable=False)
    computed_at = models.DateTimeField(null=True, editable=False)
    code_version = models.CharField(max_length=12, blank=True, editable=False)

    objects = CohortQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.started_from and self.started_to and self.started_from > self.started_to:
            raise ValidationError({"started_to": "This day lies before the first day of the period."})
        for name, one in BY_NAME.items():
            if one.choices and not one.is_flag and not set(getattr(self, name)) <= one.choices.keys():
                raise ValidationError({name: f"{one.title}: this is not on the list."})

    def membership(self) -> Membership:
        """The rule as it stands."""
        given: dict[str, Any] = {one.name: getattr(self, one.name) for one in fields(Membership)}
        given |= {name: frozenset(value) for name, value in given.items() if isinstance(value, list)}
        return Membership(**given | {"sites": frozenset(site.pk for site in self.sites.all())})


class CohortRule(models.Model):
    """A rule that a cohort has or had. rule: as Membership.plain() writes it; text: in words, as it was."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="rules")
    number = models.PositiveIntegerField()
    rule = models.JSONField()
    text = models.TextField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "number"], name="one_rule_of_a_cohort_per_number")
        ]

    def __str__(self) -> str:
        return f"rule {self.number} of {self.cohort}"
