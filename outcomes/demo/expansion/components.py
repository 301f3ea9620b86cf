"""Which drugs make up a regimen that is named by its code alone."""

from outcomes.demo.designed import Designed

COMPONENTS = {
    "HYPER_CVAD": [
        "cyclophosphamide",
        "vincristine",
        "methotrexate",
        "cytarabine",
        "dexamethasone",
        "doxorubicin",
    ],
    "FLAG_IDA": ["cytarabine", "fludarabine", "idarubicin"],
    "BLINA": ["blinatumomab"],
    "CAR_T": ["cyclophosphamide", "fludarabine", "tisagenlecleucel"],
    "TKI_BASED": ["vincristine", "dexamethasone"],
    "CLINICAL_TRIAL": ["other"],
    "PALLIATIVE": ["mercaptopurine", "hydroxyurea"],
    "OTHER": ["vincristine", "prednisone", "etoposide"],
}
FRONTLINE_OTHER = ["vincristine", "methotrexate", "prednisone", "asparaginase"]
TYROSINE_KINASE_INHIBITORS = ["imatinib", "dasatinib", "ponatinib"]


def components(code: str, designed: Designed) -> list[str]:
    """Drugs of a salvage regimen; one that is based on a tyrosine kinase inhibitor names the patient's."""
    drugs = COMPONENTS[code]
    return [*drugs, _inhibitor(designed) or "ponatinib"] if code == "TKI_BASED" else list(drugs)


def frontline_components(designed: Designed) -> list[str]:
    """Drugs of the frontline regimen, with a tyrosine kinase inhibitor for the Ph-positive."""
    code = designed.facts["frontline_code"]
    drugs = FRONTLINE_OTHER if code == "OTHER" else COMPONENTS[code]
    inhibitor = _inhibitor(designed)
    return [*drugs, inhibitor] if inhibitor else list(drugs)


def _inhibitor(designed: Designed) -> str | None:
    inhibitor = designed.facts["prior_tki"]
    return inhibitor if inhibitor in TYROSINE_KINASE_INHIBITORS else None
