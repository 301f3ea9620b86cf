"""One whole patient as a chart tells it: record types in the order of entry, answers by question.

Enrolment, diagnosis, baseline, one line with three cycles, two assessments, MRD, transplant, two adverse
events and two follow-ups. Codes stand for choices; a list stands for several.
"""

from collections.abc import Mapping, Sequence

Answer = str | Sequence[str]
Answers = Mapping[str, Answer]

REGISTRY_ID = "KFB-0042"

ENROLMENT: Answers = {
    "registry_id": REGISTRY_ID,
    "birth_date": "1970-03-12",
    "sex_at_birth": "female",
    "enrolment_date": "2024-01-10",
    "ascertainment": "retrospective_chart",
    "cohort": ["ino_single"],
    "eligibility_confirmed": "yes",
}
CONSENT: Answers = {
    "consent_status": "given",
    "consent_type": ["registry"],
    "consent_date": "2024-01-10",
    "consent_version": "2",
}
DIAGNOSIS: Answers = {
    "diagnosis_date": "2021-05-04",
    "all_lineage": "B_ALL",
    "classification_system": "WHO2022",
    "first_cr_date": "2021-06-14",
    "cd22_pct": "90",
    "cd19_pct": "95",
    "cns_status": "CNS1",
    "emd_sites": ["none"],
    "prior_liver_disease": "none",
    "prior_vod": "no",
}
RELAPSE: Answers = {
    "event_type": "relapse",
    "event_date": "2023-02-01",
    "event_sites": ["bm"],
    "bm_blasts_pct": "60",
    "confirmed_by": ["morphology"],
}
REGIMEN: Answers = {
    "line_type": "salvage",
    "regimen_code": "INO_SINGLE",
    "drugs": ["inotuzumab"],
    "status_at_start": "relapse1",
    "intent": "curative",
    "start_date": "2023-02-07",
    "first_ino_date": "2023-02-07",
    "end_date": "2023-04-11",
    "end_reason": "completed",
}
BASELINE: Answers = {
    "timepoint": "regimen_baseline",
    "sample_date": "2023-02-06",
    "wbc": "3.2",
    "anc": "0.8",
    "platelets": "41",
    "pb_blasts_pct": "22",
    "bm_blasts_pct": "60",
    "bm_sample_type": "aspirate",
    "bilirubin_total": "0.6",
    "ast": "24",
    "alt": "31",
    "creatinine": "0.8",
}
CYCLES: Sequence[Answers] = (
    {"cycle_number": "1", "cycle_start": "2023-02-07", "planned_length_d": "21"},
    {"cycle_number": "2", "cycle_start": "2023-02-28", "planned_length_d": "28"},
    {"cycle_number": "3", "cycle_start": "2023-03-28", "planned_length_d": "28"},
)
ASSESSMENTS: Sequence[Answers] = (
    {
        "assessment_date": "2023-02-27",
        "cycle_number": "1",
        "timepoint": "end_cycle",
        "bm_done": "yes",
        "bm_blasts_pct": "2",
        "pb_blasts_pct": "0",
        "anc": "1.4",
        "platelets": "64",
        "counts_date": "2023-02-27",
        "plt_transfusion_7d": "no",
        "gcsf_7d": "no",
        "emd_status": "none",
        "response_reported": "CRi",
        "response_scheme": "MDACC",
    },
    {
        "assessment_date": "2023-03-27",
        "cycle_number": "2",
        "timepoint": "end_cycle",
        "bm_done": "yes",
        "bm_blasts_pct": "1",
        "pb_blasts_pct": "0",
        "anc": "2.1",
        "platelets": "130",
        "counts_date": "2023-03-27",
        "plt_transfusion_7d": "no",
        "gcsf_7d": "no",
        "emd_status": "none",
        "response_reported": "CR",
        "response_scheme": "MDACC",
    },
)
MRD: Answers = {
    "sample_date": "2023-03-27",
    "sample_source": "bm",
    "method": "mfc",
    "n_colours": "8",
    "lab": "Central",
    "assay_sensitivity": "0.0001",
    "result": "not_detected",
}
TRANSPLANT: Answers = {
    "infusion_date": "2023-05-20",
    "hct_number": "1",
    "hct_type": "allo",
    "donor": "MUD",
    "hla_match": "10/10",
    "graft": "PB",
    "conditioning_intensity": "MAC",
    "conditioning_drugs": ["fludarabine", "treosulfan"],
    "gvhd_prophylaxis": ["CNI_MTX"],
    "vod_prophylaxis": "UDCA",
    "status_at_hct": "CR2",
    "mrd_at_hct": "negative",
    "bilirubin_pre": "0.6",
}
ADVERSE_EVENTS: Sequence[Answers] = (
    {
        "term": "febrile_neutropenia",
        "ctcae_version": "5.0",
        "grade": "3",
        "present_at_baseline": "no",
        "onset_date": "2023-02-15",
        "outcome": "resolved",
        "resolution_date": "2023-02-20",
        "serious": "yes",
        "relatedness": "possible",
        "suspect_drug": ["inotuzumab"],
        "action_taken": "none",
    },
    {
        "term": "alt_increased",
        "ctcae_version": "5.0",
        "grade": "2",
        "present_at_baseline": "no",
        "onset_date": "2023-03-10",
        "outcome": "resolved",
        "resolution_date": "2023-03-24",
        "serious": "no",
        "relatedness": "probable",
        "suspect_drug": ["inotuzumab"],
        "action_taken": "none",
    },
)
FOLLOW_UPS: Sequence[Answers] = (
    {
        "contact_date": "2023-08-28",
        "vital_status": "alive",
        "last_known_alive_date": "2023-08-28",
        "disease_status_at_contact": "remission",
        "information_source": "visit",
    },
    {
        "contact_date": "2024-01-08",
        "vital_status": "alive",
        "last_known_alive_date": "2024-01-08",
        "disease_status_at_contact": "remission",
        "information_source": "phone",
    },
)

# Links are by the place of the record among those of its kind: the only regimen, the second assessment.
IN_REGIMEN = {"regimen": ("regimen", 0)}
CHART: Sequence[tuple[str, Answers, Mapping[str, tuple[str, int]]]] = (
    ("patient", ENROLMENT, {}),
    ("consent", CONSENT, {}),
    ("diagnosis", DIAGNOSIS, {}),
    ("disease_event", RELAPSE, {}),
    ("regimen", REGIMEN, {}),
    ("lab", BASELINE, IN_REGIMEN),
    *(("cycle", cycle, IN_REGIMEN) for cycle in CYCLES),
    *(("response", assessment, IN_REGIMEN) for assessment in ASSESSMENTS),
    ("mrd", MRD, {"linked_assessment": ("response", 1)}),
    ("transplant", TRANSPLANT, {}),
    *(("adverse_event", event, {"linked_regimen": ("regimen", 0)}) for event in ADVERSE_EVENTS),
    *(("follow_up", contact, {}) for contact in FOLLOW_UPS),
)
