"""Order of the questions on a form, under headings. Questions named nowhere come last, folded, as “More”."""

Sections = dict[str, tuple[str, ...]]

SECTIONS: dict[str, Sections] = {
    "patient": {
        "Patient": ("registry_id", "birth_date", "sex_at_birth"),
        "Registry": ("enrolment_date", "ascertainment", "cohort", "trial_id"),
        "Eligibility": ("eligibility_confirmed", "eligibility_exception"),
    },
    "diagnosis": {
        "Diagnosis": ("diagnosis_date", "all_lineage", "classification_system", "first_cr_date"),
        "Immunophenotype": ("cd22_pct", "cd19_pct"),
        "Sites of disease": ("cns_status", "emd_sites"),
        "Liver": ("prior_liver_disease", "prior_vod"),
    },
    "genetic": {
        "Sample": ("sample_date", "sample_phase", "method", "result_status"),
        "Karyotype": ("karyotype_iscn", "metaphases_analysed", "abnormality_count", "chromosome_count"),
        "Defining lesions": ("bcr_abl1", "bcr_abl1_transcript", "kmt2a_rearranged", "kmt2a_partner"),
    },
    "lab": {
        "Sample": ("timepoint", "sample_date", "regimen"),
        "Blood count": ("wbc", "anc", "platelets", "pb_blasts_pct"),
        "Marrow": ("bm_blasts_pct", "bm_sample_type"),
        "Liver and kidney": ("bilirubin_total", "ast", "alt", "creatinine"),
        "Patient": ("ecog", "weight", "height"),
    },
    "regimen": {
        "Treatment": ("regimen_code", "drugs", "line_type", "intent", "status_at_start"),
        "Dates": ("start_date", "first_ino_date", "end_date", "end_reason"),
    },
    "administration": {
        "Dose": ("cycle", "drug", "admin_date", "dose_value", "dose_unit", "dose_basis", "bsa_used"),
        "Given": ("actual_total", "route", "dose_modified", "modification_reason"),
    },
    "response": {
        "Assessment": ("regimen", "assessment_date", "cycle_number", "timepoint"),
        "Marrow": ("bm_done", "bm_blasts_pct", "bm_cellularity"),
        "Blood": ("pb_blasts_pct", "anc", "platelets", "counts_date", "plt_transfusion_7d", "gcsf_7d"),
        "Extramedullary disease": ("emd_status",),
        "As reported": ("response_reported", "response_scheme"),
    },
    "mrd": {
        "Sample": ("sample_date", "sample_source", "linked_assessment"),
        "Assay": ("method", "n_colours", "target", "lab", "assay_sensitivity"),
        "Result": ("result", "level"),
    },
    "transplant": {
        "Transplant": ("infusion_date", "hct_number", "hct_type", "donor", "hla_match", "graft"),
        "Before": ("status_at_hct", "mrd_at_hct", "bilirubin_pre"),
        "Conditioning": (
            "conditioning_intensity",
            "conditioning_drugs",
            "gvhd_prophylaxis",
            "vod_prophylaxis",
        ),
    },
    "vod": {
        "Onset": ("onset_date", "first_symptom_date", "relation", "linked_regimen", "transplant"),
        "Findings": (
            "bilirubin_max",
            "bilirubin_doubling_48h",
            "painful_hepatomegaly",
            "ascites",
            "weight_gain_pct",
            "doppler_evidence",
            "biopsy_proven",
        ),
        "Severity": ("transaminase_xuln", "creatinine_x_baseline", "mod", "outcome"),
    },
    "adverse_event": {
        "Event": ("linked_regimen", "term", "ctcae_version", "grade", "present_at_baseline"),
        "Course": ("onset_date", "outcome", "resolution_date", "serious"),
        "Cause": ("relatedness", "suspect_drug", "action_taken"),
    },
    "follow_up": {
        "Contact": ("contact_date", "information_source", "vital_status", "last_known_alive_date"),
        "Disease": ("disease_status_at_contact",),
        "Death": ("death_date", "primary_cause", "death_in_remission"),
        "Lost to follow-up": ("lost_to_followup_date",),
    },
}


def in_order(slug: str, names: list[str]) -> list[str]:
    """The names in the order in which the form asks for them."""
    sections, folded = sections_of(slug, names)
    shown = [name for group in sections.values() for name in group if name in names]
    return [*shown, *folded]


def sections_of(slug: str, names: list[str]) -> tuple[Sections, tuple[str, ...]]:
    """Sections of a record type, and the names that none of them mentions (to be folded).

    A type without sections of its own has one, with all its questions.
    """
    sections = SECTIONS.get(slug)
    if sections is None:
        return {"": tuple(names)}, ()
    mentioned = {name for group in sections.values() for name in group}
    return sections, tuple(name for name in names if name not in mentioned)
