from registry import choices
from registry.fields import CONDITIONAL, REQUIRED, CodeAnswer, DateAnswer, PartialDateAnswer
from registry.models.base import PatientRecord


class FollowUp(PatientRecord):
    contact_date = DateAnswer("Contact date", needed=REQUIRED)
    vital_status = CodeAnswer(
        "Vital status", choices=choices.VITAL_STATUS, needed=REQUIRED, coding="LOINC 67162-8"
    )
    last_known_alive_date = DateAnswer(
        "Last known alive", needed=REQUIRED, help_text="Survival is censored here."
    )
    death_date = PartialDateAnswer(
        "Date of death", needed=CONDITIONAL, when={"vital_status": ("dead",)}, help_text="The year at least."
    )
    primary_cause = CodeAnswer(
        "Primary cause of death",
        choices=choices.PRIMARY_CAUSE,
        needed=CONDITIONAL,
        when={"vital_status": ("dead",)},
    )
    death_in_remission = CodeAnswer(
        "Death in remission",
        choices=choices.YES_NO_UNKNOWN,
        needed=CONDITIONAL,
        when={"vital_status": ("dead",)},
    )
    disease_status_at_contact = CodeAnswer(
        "Disease status", choices=choices.DISEASE_STATUS_AT_CONTACT, needed=REQUIRED
    )
    information_source = CodeAnswer("Source", choices=choices.INFORMATION_SOURCE, needed=REQUIRED)
    lost_to_followup_date = DateAnswer(
        "Lost to follow-up", needed=CONDITIONAL, when={"vital_status": ("lost",)}
    )

    class Meta:
        verbose_name = "follow-up"
        verbose_name_plural = "follow-ups"
        ordering = ["contact_date", "id"]
