"""Reference doses of inotuzumab and blinatumomab, for the checks R08 to R13.

Source: labels of both drugs; early phase 2 of single-agent inotuzumab (one dose of 1.3 to 1.8 mg/m²);
mini-HCVD with inotuzumab (course 1: 1.8, later courses: 1.3 mg/m², courses 1 to 4).
"""

# Highest single dose in mg/m²: in the first course, and later.
INOTUZUMAB_DOSES_MG_M2 = {
    "INO_SINGLE": (1.8, 1.8),
    "MINI_HCVD_INO": (1.8, 1.3),
    "MINI_HCVD_INO_BLINA": (1.8, 1.3),
}
OTHER_INOTUZUMAB_MG_M2 = (1.8, 1.8)
INOTUZUMAB_CYCLE_MG_M2 = 1.85
MOST_INOTUZUMAB_CYCLES, MINI_HCVD_COURSES = 6, 4
WEEKLY_DAYS = range(6, 10)

BLINATUMOMAB_LEAST_KG = 45
BLINATUMOMAB_FIRST_WEEK_UG, BLINATUMOMAB_FULL_UG = 9.0, 28.0

INTRATHECAL = frozenset({"methotrexate", "cytarabine"})
CYTOTOXIC = frozenset(
    {
        "cyclophosphamide",
        "vincristine",
        "methotrexate",
        "cytarabine",
        "doxorubicin",
        "fludarabine",
        "idarubicin",
        "mercaptopurine",
        "clofarabine",
        "nelarabine",
        "etoposide",
        "asparaginase",
    }
)


def inotuzumab_reference(regimen_code: str | None, cycle_number: int | None) -> float:
    """Highest single dose in mg/m²; a course of unknown number counts as the first."""
    first, later = INOTUZUMAB_DOSES_MG_M2.get(regimen_code or "", OTHER_INOTUZUMAB_MG_M2)
    return first if cycle_number is None or cycle_number <= 1 else later
