"""Coded values, exactly as in the data dictionary: lists of (code, label)."""

from registry.code_labels import LABELS

Codes = list[tuple[str, str]]


def codes(*values: str) -> Codes:
    """Pairs of code and label; a code in lower case reads as words unless LABELS says otherwise."""
    return [(value, LABELS.get(value) or _as_words(value)) for value in values]


def _as_words(code: str) -> str:
    return code.replace("_", " ").capitalize() if code == code.lower() else code


ATC = (
    "ATC L01FB01 inotuzumab; L01FX07 blinatumomab; L01AA01 cyclophosphamide; L01CA02 vincristine; "
    "L01BA01 methotrexate; L01BC01 cytarabine; L01EA01, 02, 05 tyrosine kinase inhibitors; "
    "L01FA01 rituximab; H02AB02 dexamethasone"
)

ACTION_TAKEN = codes("none", "delayed", "reduced", "stopped")
ALL_LINEAGE = codes("B_ALL", "T_ALL", "MPAL", "ambiguous_biphenotypic", "LBL")
ANALYTE = codes("bilirubin_total", "ast", "alt", "creatinine", "platelets", "anc", "wbc", "hemoglobin")
APPLIES_TO_SEX = codes("any", "female", "male")
ASCERTAINMENT = codes("prospective", "retrospective_chart")
ASSESSMENT_TIMEPOINT = codes("end_cycle", "unscheduled", "pre_hsct", "post_hsct")
BCR_ABL1 = codes("negative", "positive", "not_done")
BCR_ABL1_TRANSCRIPT = codes("p190", "p210", "both", "other", "unknown")
BM_CELLULARITY = codes("aplastic", "hypocellular", "normal", "hypercellular")
BM_SAMPLE_TYPE = codes("aspirate", "biopsy", "touch_imprint", "dry_tap")
CGVHD_SEVERITY = codes("none", "mild", "moderate", "severe")
CLASSIFICATION_SYSTEM = codes("WHO2016", "WHO2022", "ICC2022")
CNS_RESPONSE = codes("CNS1", "CNS2", "CNS3", "not_assessed")
CNS_STATUS = codes("CNS1", "CNS2", "CNS3", "traumatic", "unknown")
COHORT_TAG = codes("ino_single", "mini_hcvd_ino", "blina", "other")
CONDITIONING_DRUGS = codes(
    "busulfan", "thiotepa", "cyclophosphamide", "melphalan", "fludarabine", "treosulfan", "other"
)
CONDITIONING_INTENSITY = codes("MAC", "RIC", "NMA")
CONFIRMED_BY = codes("morphology", "flow", "pcr", "biopsy", "imaging", "csf")
CONSENT_STATUS = codes("given", "waived", "declined", "withdrawn")
CONSENT_TYPE = codes("registry", "biobank", "linkage", "recontact")
CTCAE_VERSION = codes("4.0", "4.03", "5.0", "6.0")
DISEASE_STATUS_AT_CONTACT = codes("remission", "relapse", "refractory", "not_assessed")
DONOR = codes("MSD", "MUD", "MMUD", "haplo", "cord", "other_related")
DOSE_BASIS = codes("bsa", "weight", "fixed")
DOSE_MODIFIED = codes("no", "reduced", "delayed", "omitted", "stopped")
DOSE_UNIT = codes("mg/m2", "g/m2", "mg", "ug/day", "ug/m2/day")
DRUG = codes(
    "inotuzumab",
    "blinatumomab",
    "cyclophosphamide",
    "vincristine",
    "methotrexate",
    "cytarabine",
    "dexamethasone",
    "prednisone",
    "rituximab",
    "imatinib",
    "dasatinib",
    "ponatinib",
    "nilotinib",
    "doxorubicin",
    "fludarabine",
    "idarubicin",
    "mercaptopurine",
    "hydroxyurea",
    "clofarabine",
    "nelarabine",
    "etoposide",
    "asparaginase",
    "tisagenlecleucel",
    "brexucabtagene",
    "other",
)
EMD_SITES = codes("none", "cns", "testis", "skin", "node", "mediastinum", "other")
EMD_STATUS = codes("none", "present", "resolved", "decreased_50", "new", "not_assessed")
END_REASON = codes(
    "completed",
    "proceeded_to_hsct",
    "no_response",
    "progression",
    "not_tolerated",
    "refusal",
    "death",
    "lost",
    "other",
)
EVENT_OUTCOME = codes("resolved", "resolving", "not_resolved", "sequelae", "fatal", "unknown")
EVENT_SITES = codes("bm", "pb", "cns", "testis", "other_em")
EVENT_TERM = codes(
    "platelet_count_decreased",
    "prolonged_thrombocytopenia",
    "neutrophil_count_decreased",
    "white_blood_cell_decreased",
    "anemia",
    "febrile_neutropenia",
    "sepsis",
    "infection",
    "blood_bilirubin_increased",
    "ast_increased",
    "alt_increased",
    "creatinine_increased",
    "vod_sos",
    "hemorrhage",
    "nausea",
    "neurotoxicity",
    "cytokine_release_syndrome",
    "tumor_lysis_syndrome",
    "peripheral_neuropathy",
    "pancreatitis",
    "hyperglycemia",
    "thromboembolic_event",
    "infusion_reaction",
    "fatigue",
    "death_nos",
    "other",
)
EVENT_TYPE = codes(
    "primary_refractory", "relapse", "progression", "refractory_to_regimen", "mrd_relapse", "lineage_switch"
)
GENETIC_METHOD = codes("karyotype", "FISH", "RT_PCR", "RNA_seq", "NGS_panel", "array")
GRAFT = codes("PB", "BM", "CB")
GVHD_KIND = codes("acute", "chronic", "overlap")
GVHD_PROPHYLAXIS = codes("CNI_MTX", "PTCY", "ATG", "MMF", "other")
HCT_TYPE = codes("allo", "auto", "syngeneic")
HEPATITIS_B = codes("negative", "past", "active", "unknown")
HEPATITIS_C = codes("negative", "past", "active", "unknown")
ICD10CM = codes("C91.00", "C91.01", "C91.02")
ICDO3 = codes(
    "9811/3",
    "9812/3",
    "9813/3",
    "9814/3",
    "9815/3",
    "9816/3",
    "9817/3",
    "9818/3",
    "9819/3",
    "9837/3",
    "9805/3",
    "9806/3",
    "9807/3",
    "9808/3",
    "9809/3",
)
IKZF1 = codes("wild_type", "deleted", "ikzf1_plus", "not_done")
INFORMATION_SOURCE = codes("visit", "phone", "registry_linkage", "obituary", "other")
INTENT = codes("curative", "palliative")
KMT2A_PARTNER = codes("AFF1_t4_11", "MLLT1", "MLLT3", "other", "unknown")
KMT2A_REARRANGED = codes("no", "yes", "not_done")
LAB_TIMEPOINT = codes("diagnosis", "regimen_baseline", "response", "failure", "pre_transplant", "follow_up")
LINE_TYPE = codes(
    "frontline", "salvage", "mrd_directed", "consolidation", "maintenance", "bridging", "conditioning"
)
MODIFICATION_REASON = codes("haematologic", "hepatic", "infection", "neurologic", "crs", "other")
MRD_AT_HCT = codes("negative", "positive", "not_done")
MRD_METHOD = codes("mfc", "ig_tr_asopcr", "ngs", "bcr_abl1_rtqpcr")
MRD_RESULT = codes("not_detected", "detected_below_loq", "detected_quantified", "indeterminate", "failed")
OTHER_FUSION = codes(
    "ETV6_RUNX1",
    "TCF3_PBX1",
    "TCF3_HLF",
    "IGH_IL3",
    "DUX4",
    "MEF2D",
    "ZNF384",
    "PAX5alt",
    "PAX5_P80R",
    "MYC",
    "NUTM1",
    "IKZF1_N159Y",
    "iAMP21",
)
PH_LIKE = codes("no", "CRLF2", "ABL_class", "JAK2_EPOR", "other", "not_done")
PLOIDY = codes(
    "near_haploid",
    "low_hypodiploid",
    "high_hypodiploid",
    "diploid",
    "low_hyperdiploid",
    "high_hyperdiploid",
    "near_triploid",
    "near_tetraploid",
)
PRIMARY_CAUSE = codes(
    "leukaemia", "infection", "vod", "gvhd", "haemorrhage", "organ_toxicity", "other", "unknown"
)
PRIOR_LIVER_DISEASE = codes("none", "fatty", "hepatitis", "cirrhosis", "iron_overload", "other")
REGIMEN_CODE = codes(
    "INO_SINGLE",
    "MINI_HCVD_INO",
    "MINI_HCVD_INO_BLINA",
    "BLINA",
    "HYPER_CVAD",
    "FLAG_IDA",
    "CAR_T",
    "TKI_BASED",
    "CLINICAL_TRIAL",
    "PALLIATIVE",
    "OTHER",
)
RELATEDNESS = codes("unrelated", "unlikely", "possible", "probable", "definite")
RESPONSE_REPORTED = codes("CR", "CRh", "CRp", "CRi", "MLFS", "PR", "SD_NR", "PD", "aplasia_death", "NE")
RESPONSE_SCHEME = codes("MDACC", "NCCN", "ELN2024", "CIBMTR")
RESULT_STATUS = codes("normal", "abnormal", "failed", "not_done")
ROUTE = codes("IV", "PO", "IT", "SC", "CIVI")
SAMPLE_PHASE = codes("diagnosis", "relapse", "regimen_baseline")
SAMPLE_SOURCE = codes("bm", "pb")
SEX_AT_BIRTH = codes("female", "male", "intersex", "unknown")
STATUS_AT_HCT = codes("CR1", "CR2", "CR3plus", "PIF", "relapse")
STATUS_AT_START = codes(
    "primary_refractory", "relapse1", "relapse2", "relapse3plus", "refractory_relapse", "mrd_positive_cr"
)
TP53 = codes("no", "mutated", "deleted", "both", "not_done")
VITAL_STATUS = codes("alive", "dead", "lost")
VOD_OUTCOME = codes("resolved", "ongoing", "fatal", "unknown")
VOD_PROPHYLAXIS = codes("none", "UDCA", "defibrotide", "both")
VOD_RELATION = codes("on_ino_no_hct", "post_hct", "other")
WITHDRAWAL_SCOPE = codes("no_further_contact", "no_further_collection", "delete_data")
YES_NO = codes("yes", "no")
YES_NO_NOT_DONE = codes("yes", "no", "not_done")
YES_NO_UNKNOWN = codes("yes", "no", "unknown")
