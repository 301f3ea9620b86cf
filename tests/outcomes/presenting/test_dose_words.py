"""Doses of a regimen in words, as a clinician reads them: what is not known is never written as a number."""

import pytest

from outcomes.presenting.dose_words import doses_in_words

NOTHING = {
    "odd": {"cyclophosphamide": None, "dexamethasone": None},
    "even": {"methotrexate": None, "cytarabine": None, "cytarabine_doses": None},
    "inotuzumab": [None, None],
    "inotuzumab_day": None,
}
MINI_HCVD = {
    "odd": {"cyclophosphamide": 900.0, "dexamethasone": 20.0},
    "even": {"methotrexate": 250.0, "cytarabine": 0.5, "cytarabine_doses": 4.0},
    "inotuzumab": [1.8, None, 1.3],
    "inotuzumab_day": 3,
}


@pytest.mark.parametrize(
    ("totals", "words"),
    [
        (NOTHING, "–"),
        (NOTHING | {"inotuzumab": [0.8]}, "inotuzumab by course: 0.8 mg/m²"),
        (
            MINI_HCVD,
            "odd courses: cyclophosphamide 900 mg/m², dexamethasone 20 mg a day; "
            "even courses: methotrexate 250 mg/m², cytarabine 0.5 g/m² a dose, cytarabine 4 doses; "
            "inotuzumab by course: 1.8, –, 1.3 mg/m², first on day 3",
        ),
        (
            MINI_HCVD | {"even": NOTHING["even"], "inotuzumab": [], "inotuzumab_day": None},
            "odd courses: cyclophosphamide 900 mg/m², dexamethasone 20 mg a day",
        ),
    ],
)
def test_only_what_is_known_is_told(totals, words):
    assert doses_in_words(totals) == words
