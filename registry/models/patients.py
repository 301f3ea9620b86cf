from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone

from registry import choices
from registry.fields import (
    CONDITIONAL,
    REQUIRED,
    CodeAnswer,
    CodesAnswer,
    DateAnswer,
    PartialDateAnswer,
    TextAnswer,
)
from registry.models.base import PatientRecord, Record

pseudonym = RegexValidator(
    r"\A[A-Z0-9][A-Z0-9-]{1,30}\Z", "Use capital letters, digits and hyphens only, such as KFB-0042."
)
trial_registration = RegexValidator(
    r"\A(NCT[0-9]{8}|[A-Z0-9][A-Z0-9 /.-]{5,40})\Z",
    "Write the registration as NCT01371630, or as its own register does.",
)


class Patient(Record):
    """A person in the registry, and the enrolment form: what is known of them whatever the treatment.

    changed_at: the last change of any record of the patient.
    """

    site = models.ForeignKey("registry.Site", on_delete=models.PROTECT, related_name="patients")
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    registry_id = TextAnswer(
        "Registry pseudonym",
        null=False,
        blank=False,
        validators=[pseudonym],
        needed=REQUIRED,
        help_text="A pseudonym made for the registry: no initials, no hospital number.",
    )
    birth_date = PartialDateAnswer(
        "Date of birth",
        needed=REQUIRED,
        coding="FHIR Patient.birthDate",
        help_text="A year alone is enough if your site may not give more.",
    )
    sex_at_birth = CodeAnswer(
        "Sex assigned at birth",
        choices=choices.SEX_AT_BIRTH,
        needed=REQUIRED,
        coding="FHIR administrative gender / us-core-birthsex",
    )
    enrolment_date = DateAnswer(
        "Date of registry enrolment",
        needed=REQUIRED,
        help_text="The day the patient entered the registry, not the day of treatment.",
    )
    ascertainment = CodeAnswer(
        "Ascertainment",
        choices=choices.ASCERTAINMENT,
        needed=REQUIRED,
        help_text="Prospective patients count as at risk only from enrolment on.",
    )
    cohort = CodesAnswer(
        "Cohort(s)",
        codes=choices.COHORT_TAG,
        needed=REQUIRED,
        help_text="What the patient is followed for; analyses go by the treatment recorded.",
    )
    trial_id = TextAnswer(
        "Trial registration", validators=[trial_registration], help_text="For example NCT01371630."
    )
    eligibility_confirmed = CodeAnswer("Eligibility confirmed", choices=choices.YES_NO, needed=REQUIRED)
    eligibility_exception = TextAnswer(
        "Eligibility exception reason", needed=CONDITIONAL, when={"eligibility_confirmed": ("no",)}
    )

    class Meta:
        verbose_name = "patient"
        verbose_name_plural = "patients"
        ordering = ["registry_id"]
        # To find who is enrolled twice; then for each way to sort the status grid, alone and within a site.
        indexes = [
            models.Index(fields=["birth_date", "site"], name="patients_by_birth"),
            models.Index(fields=["site", "registry_id"], name="patients_of_site"),
            models.Index(fields=["-changed_at", "registry_id"], name="patients_by_change"),
            models.Index(fields=["site", "-changed_at", "registry_id"], name="patients_of_site_by_change"),
            models.Index(fields=["-enrolment_date", "registry_id"], name="patients_by_enrolment"),
            models.Index(
                fields=["site", "-enrolment_date", "registry_id"], name="patients_of_site_by_enrolment"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["registry_id"],
                name="registry_id_unique",
                violation_error_message="This pseudonym is taken. Choose another one.",
            )
        ]

    def __str__(self) -> str:
        return self.registry_id

    def canonical(self) -> dict[str, Any]:
        """The site is no question, yet belongs to what the audit trail must be able to tell."""
        return super().canonical() | {"site": self.site_id}


class Consent(PatientRecord):
    consent_status = CodeAnswer("Consent status", choices=choices.CONSENT_STATUS, needed=REQUIRED)
    consent_type = CodesAnswer("Consent type", codes=choices.CONSENT_TYPE, needed=REQUIRED)
    consent_date = DateAnswer(
        "Date of consent", needed=CONDITIONAL, when={"consent_status": ("given", "withdrawn")}
    )
    consent_version = TextAnswer(
        "Consent form version", needed=CONDITIONAL, when={"consent_status": ("given", "withdrawn")}
    )
    waiver_reference = TextAnswer(
        "Waiver / ethics reference", needed=CONDITIONAL, when={"consent_status": ("waived",)}
    )
    withdrawal_date = DateAnswer(
        "Date of withdrawal",
        needed=CONDITIONAL,
        when={"consent_status": ("withdrawn",)},
        help_text="Follow-up ends here; what was recorded before stays unless its deletion was asked for.",
    )
    withdrawal_scope = CodeAnswer(
        "Scope of withdrawal",
        choices=choices.WITHDRAWAL_SCOPE,
        needed=CONDITIONAL,
        when={"consent_status": ("withdrawn",)},
    )

    class Meta:
        verbose_name = "consent"
        verbose_name_plural = "consents"
        ordering = ["consent_date", "id"]
