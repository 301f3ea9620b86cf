"""The dates of each record, and what each of them tells of the patient."""

DATE_FIELDS: dict[str, tuple[str, ...]] = {
    "patient": ("birth_date", "enrolment_date"),
    "consent": ("consent_date", "withdrawal_date"),
    "diagnosis": ("diagnosis_date", "immunophenotype_date", "first_cr_date"),
    "lab": ("sample_date",),
    "genetic": ("sample_date",),
    "disease_event": ("event_date",),
    "regimen": ("start_date", "first_ino_date", "end_date"),
    "cycle": ("cycle_start",),
    "administration": ("admin_date",),
    "response": ("assessment_date", "counts_date"),
    "mrd": ("sample_date",),
    "transplant": ("infusion_date", "anc_engraft_date", "plt_engraft_date"),
    "gvhd": ("onset_date",),
    "vod": ("onset_date", "first_symptom_date", "defibrotide_start"),
    "adverse_event": ("onset_date", "resolution_date"),
    "follow_up": ("contact_date", "last_known_alive_date", "death_date", "lost_to_followup_date"),
}
CLINICAL_DATE_FIELDS = {
    entity: names for entity, names in DATE_FIELDS.items() if entity not in ("patient", "consent")
}

# For the tables of checks: names separated by blanks.
EVERY_RECORD = " ".join(DATE_FIELDS)
EVERY_DATE = " ".join(dict.fromkeys(name for names in DATE_FIELDS.values() for name in names))
CLINICAL_RECORDS = " ".join(CLINICAL_DATE_FIELDS)
CLINICAL_DATES = " ".join(dict.fromkeys(name for names in CLINICAL_DATE_FIELDS.values() for name in names))

# Paperwork about the patient may be dated after the death, and is not an event of the patient's life.
PAPERWORK = frozenset(
    {
        ("patient", "enrolment_date"),
        ("consent", "consent_date"),
        ("consent", "withdrawal_date"),
        ("follow_up", "contact_date"),
        ("follow_up", "death_date"),
        ("follow_up", "lost_to_followup_date"),
    }
)

# Days on which the patient was certainly seen alive.
SEEN_ALIVE = frozenset(
    {
        ("lab", "sample_date"),
        ("mrd", "sample_date"),
        ("cycle", "cycle_start"),
        ("administration", "admin_date"),
        ("response", "assessment_date"),
        ("transplant", "infusion_date"),
    }
)

# The dates whose order makes the patient's course, and the survival times drawn from it.
MILESTONES = frozenset(
    {
        ("diagnosis", "diagnosis_date"),
        ("disease_event", "event_date"),
        ("regimen", "start_date"),
        ("response", "assessment_date"),
        ("transplant", "infusion_date"),
        ("follow_up", "death_date"),
    }
)
