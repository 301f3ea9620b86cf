"""The columns that every analysis table has: what is derived of a regimen, by name."""

# fmt: off
COLUMNS: tuple[str, ...] = (
    "site_name", "regimen_code", "line_type", "start_on", "start_year", "drugs", "contains_inotuzumab",
    "is_combination", "contains_blinatumomab", "first_inotuzumab_on", "inotuzumab_total_mg_m2",
    "cycles_given", "salvage_line", "line_group", "prior_hsct", "prior_blinatumomab", "prior_inotuzumab",
    "prior_car_t", "is_index_inotuzumab", "age_at_start", "age_group", "sex", "lineage", "genetic_group",
    "ecog_at_start", "ecog_group", "cycles_group", "wbc_at_start", "pb_blasts_at_start",
    "bm_blasts_at_start", "wbc_at_failure", "pb_blasts_at_failure", "bm_blasts_at_failure",
    "response_mdacc", "response_nccn", "response_eln2024", "response_cibmtr", "responder", "response_on",
    "response_category_on", "early_death", "evaluable", "response_confirmed", "mrd_status", "mrd_evaluable",
    "mrd_negative", "failure_type", "failure_on", "failure_source", "failure_after_asct",
    "followed_after_failure", "relapse_on", "response_duration_days", "os_start_days", "os_start_event",
    "os_failure_days", "os_failure_event", "rfs_days", "rfs_event", "rfs_asct_censored_days",
    "rfs_asct_censored_event", "efs_days", "efs_event", "dor_days", "dor_event", "ttnt_days", "ttnt_event",
    "cir_days", "cir_cause", "asct_days", "asct_cause", "os_asct_censored_days", "os_asct_censored_event",
    "entry_days", "asct", "asct_on", "asct_after_failure", "alive", "last_alive_on", "death_on",
    "primary_cause", "lost", "enrolled_on", "treatment_sequence", "next_regimen_code", "next_start_on",
    "blinatumomab_after_failure",
    "blinatumomab_after_failure_response", "blinatumomab_after_failure_response_days", "vod",
    "vod_criteria", "vod_severity", "vod_relation", "vod_on", "worst_grades", "worst_grades_by_version",
    "imputed_dates", "uncertainty_days", "dose_totals", "inotuzumab_cycles", "mrd_results", "response_days",
    "response_cause", "vod_days", "vod_cause", "vod_asct_days", "vod_asct_cause", "cir_asct_days",
    "cir_asct_cause", "days_last_inotuzumab_to_asct", "inotuzumab_cycles_before_asct",
    "inotuzumab_before_asct_mg_m2", "asct_conditioning", "asct_conditioning_regimen",
    "asct_dual_alkylator",
)
# fmt: on
COLUMN_NAMES = frozenset(COLUMNS)
