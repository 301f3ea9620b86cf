"""Which entities and questions of the registry a history is made of: nothing else need be read for it."""

READS = {
    entity: frozenset(names.split())
    for entity, names in (
        ("consent", "consent_type consent_status withdrawal_date withdrawal_scope"),
        ("diagnosis", "diagnosis_date all_lineage cns_status emd_sites first_cr_date"),
        ("lab", "sample_date timepoint regimen_id wbc platelets pb_blasts_pct bm_blasts_pct ecog"),
        (
            "genetic",
            "method result_status karyotype_iscn metaphases_analysed abnormality_count chromosome_count "
            "ploidy bcr_abl1 kmt2a_rearranged kmt2a_partner other_fusion",
        ),
        ("disease_event", "event_type event_date event_sites bm_blasts_pct linked_regimen_id"),
        (
            "regimen",
            "line_type regimen_code drugs start_date first_ino_date end_date end_reason "
            "salvage_line_override salvage_line_override_reason",
        ),
        ("cycle", "regimen_id cycle_number cycle_start planned_length_d"),
        ("administration", "cycle_id drug admin_date dose_value dose_unit bsa_used actual_total route"),
        (
            "response",
            "assessment_date regimen_id cycle_number bm_done bm_blasts_pct bm_cellularity pb_blasts_pct anc "
            "platelets counts_date plt_transfusion_7d emd_status",
        ),
        ("mrd", "sample_date assay_sensitivity result level method linked_assessment_id"),
        (
            "transplant",
            "infusion_date hct_type status_at_hct conditioning_intensity conditioning_drugs tbi_gy",
        ),
        (
            "vod",
            "onset_date relation linked_regimen_id transplant_id first_symptom_date bilirubin_max "
            "bilirubin_doubling_48h painful_hepatomegaly ascites weight_gain_pct doppler_evidence "
            "biopsy_proven hvpg transaminase_xuln creatinine_x_baseline mod risk_factor_count",
        ),
        ("adverse_event", "term ctcae_version grade onset_date linked_regimen_id present_at_baseline"),
        (
            "follow_up",
            "contact_date vital_status last_known_alive_date death_date primary_cause "
            "disease_status_at_contact lost_to_followup_date",
        ),
    )
}
