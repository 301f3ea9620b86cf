"""What the codes of the analysis table are called in tables and figures, in the order of printing."""

from collections.abc import Mapping
from types import MappingProxyType

SALVAGE_LINE: Mapping[object, str] = MappingProxyType(
    {"1": "First salvage", "2": "Second salvage", "3+": "Third salvage or later"}
)
FAILURE: Mapping[object, str] = MappingProxyType(
    {"refractory": "Refractory", "relapsed": "Relapsed after response"}
)
AGE_GROUP: Mapping[object, str] = MappingProxyType(
    {"<40": "Under 40 years", "40-60": "40 to 60 years", ">60": "Over 60 years"}
)
COMBINATION: Mapping[object, str] = MappingProxyType({False: "Single agent", True: "Combination"})
EVER_TRANSPLANTED: Mapping[object, str] = MappingProxyType(
    {False: "Never transplanted", True: "Ever transplanted"}
)
YES: Mapping[object, str] = MappingProxyType({True: "Yes"})
SEX: Mapping[object, str] = MappingProxyType(
    {"female": "Female", "male": "Male", "intersex": "Intersex", "unknown": "Unknown"}
)
ECOG_GROUP: Mapping[object, str] = MappingProxyType({"0-1": "0–1", "2": "2", "3+": "3 or more"})
CYCLES_GROUP: Mapping[object, str] = MappingProxyType(
    {"1-2": "1–2", "3-4": "3–4", "5-6": "5–6", ">6": "More than 6"}
)
LINEAGE: Mapping[object, str] = MappingProxyType(
    {
        "B_ALL": "B-cell ALL",
        "T_ALL": "T-cell ALL",
        "MPAL": "Mixed phenotype",
        "ambiguous_biphenotypic": "Ambiguous or biphenotypic",
        "LBL": "Lymphoblastic lymphoma",
    }
)
GENETIC_GROUP: Mapping[object, str] = MappingProxyType(
    {
        "ph_pos": "Ph-positive",
        "t4_11_kmt2a": "t(4;11) / KMT2A",
        "complex": "Complex",
        "low_hypodiploid": "Low hypodiploid",
        "diploid": "Diploid",
        "other": "Other",
        "not_evaluable": "Not evaluable",
    }
)
REGIMEN: Mapping[object, str] = MappingProxyType(
    {
        "INO_SINGLE": "Inotuzumab, single agent",
        "MINI_HCVD_INO": "Mini-HCVD + inotuzumab",
        "MINI_HCVD_INO_BLINA": "Mini-HCVD + inotuzumab + blinatumomab",
        "BLINA": "Blinatumomab",
        "HYPER_CVAD": "Hyper-CVAD",
        "FLAG_IDA": "FLAG-Ida",
        "CAR_T": "CAR T cells",
        "TKI_BASED": "TKI-based",
        "CLINICAL_TRIAL": "Clinical trial",
        "PALLIATIVE": "Palliative",
        "OTHER": "Other",
    }
)
MRD: Mapping[object, str] = MappingProxyType(
    {
        "negative": "Negative",
        "low_positive": "Low positive, below 10⁻⁴",
        "positive": "Positive",
        "insufficient_sensitivity": "Assay not sensitive enough",
        "missing": "No valid sample",
    }
)
MRD_METHOD: Mapping[object, str] = MappingProxyType(
    {
        "mfc": "Flow cytometry",
        "ig_tr_asopcr": "PCR of Ig/TR rearrangements",
        "ngs": "Next-generation sequencing",
        "bcr_abl1_rtqpcr": "RT-qPCR of BCR::ABL1",
    }
)
INOTUZUMAB: Mapping[object, str] = MappingProxyType({True: "With inotuzumab", False: "Without inotuzumab"})
# One and two cycles at the doses of the label: 1.8 mg/m², then 1.5 mg/m².
INOTUZUMAB_DOSE: Mapping[object, str] = MappingProxyType(
    {0: "Up to 1.8 mg/m²", 1: "Over 1.8 to 3.3 mg/m²", 2: "Over 3.3 mg/m²"}
)
INOTUZUMAB_CYCLES: Mapping[object, str] = MappingProxyType(
    {0: "1 cycle", 1: "2 cycles", 2: "3 or more cycles"}
)
INTERVAL: Mapping[object, str] = MappingProxyType({0: "Up to 30 days", 1: "31 to 60 days", 2: "Over 60 days"})
CONDITIONING: Mapping[object, str] = MappingProxyType(
    {"MAC": "Myeloablative", "RIC": "Reduced intensity", "NMA": "Non-myeloablative"}
)
DUAL_ALKYLATOR: Mapping[object, str] = MappingProxyType(
    {True: "Two alkylating agents", False: "One alkylating agent or none"}
)
VOD_SEVERITY: Mapping[object, str] = MappingProxyType(
    {"mild": "Mild", "moderate": "Moderate", "severe": "Severe", "very_severe": "Very severe"}
)
RESPONSE: Mapping[object, str] = MappingProxyType(
    {
        "CR": "Complete remission (CR)",
        "CRh": "CR with partial haematological recovery (CRh)",
        "CRp": "CR without platelet recovery (CRp)",
        "CRi": "CR with incomplete recovery (CRi)",
        "CRi_or_better_unclassified": "CRi or better, counts missing",
        "MLFS": "Morphological leukaemia-free state (MLFS)",
        "PR": "Partial remission (PR)",
        "SD_NR": "No response",
        "PD": "Progressive disease",
        "aplasia_death": "Death in aplasia",
        "NE": "Not evaluable",
    }
)
VOD_CRITERIA: Mapping[object, str] = MappingProxyType(
    {
        "ebmt2016_classical": "EBMT 2016, classical",
        "ebmt2016_late": "EBMT 2016, late onset",
        "ebmt2023_probable": "EBMT 2023, probable",
        "ebmt2023_clinical": "EBMT 2023, clinical",
        "ebmt2023_proven": "EBMT 2023, proven",
    }
)
_TERMS = {
    "ast_increased": "AST increased",
    "alt_increased": "ALT increased",
    "vod_sos": "VOD / SOS",
    "death_nos": "Death, not otherwise specified",
}


def in_words(code: object) -> str:
    """A code without a label of its own, readable: platelet_count_decreased → Platelet count decreased."""
    words = str(code).replace("_", " ")
    return words[:1].upper() + words[1:]


def term(code: str) -> str:
    """The name of an adverse event term."""
    return _TERMS.get(code) or in_words(code)
