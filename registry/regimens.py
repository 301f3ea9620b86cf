"""The regimens that coordinators record most, with the drugs that each implies."""

INOTUZUMAB, BLINATUMOMAB = "inotuzumab", "blinatumomab"
_MINI_HCVD = ("cyclophosphamide", "vincristine", "methotrexate", "cytarabine", "dexamethasone", "rituximab")

# Days of the first cycle and of the later ones, as labelled; a cycle that differs is overwritten.
PLANNED_DAYS: dict[str, tuple[int, int]] = {"INO_SINGLE": (21, 28), "BLINA": (42, 42)}

REGIMEN_DRUGS: dict[str, tuple[str, ...]] = {
    "INO_SINGLE": (INOTUZUMAB,),
    "MINI_HCVD_INO": (INOTUZUMAB, *_MINI_HCVD),
    "MINI_HCVD_INO_BLINA": (INOTUZUMAB, BLINATUMOMAB, *_MINI_HCVD),
    "BLINA": (BLINATUMOMAB, "dexamethasone"),
    "HYPER_CVAD": (
        "cyclophosphamide",
        "vincristine",
        "doxorubicin",
        "dexamethasone",
        "methotrexate",
        "cytarabine",
    ),
    "FLAG_IDA": ("fludarabine", "cytarabine", "idarubicin"),
    "CAR_T": (),
    "TKI_BASED": (),
    "CLINICAL_TRIAL": (),
    "PALLIATIVE": (),
    "OTHER": (),
}
