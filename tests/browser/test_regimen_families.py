"""Each family of treatment leads to the questions that it needs, and to no others."""

import pytest
from playwright.sync_api import expect

from registry import actions, models
from tests.browser.visiting import add, answer, choices_of, follow, question, treat_with
from tests.registry import records

pytestmark = pytest.mark.browser

FIRST_INOTUZUMAB, DONOR = "First inotuzumab dose", "Donor"
MINI_HCVD = ["Cyclophosphamide", "Vincristine", "Methotrexate", "Cytarabine", "Dexamethasone"]

# What is chosen → the drugs it ticks, and whether it asks for the first dose of inotuzumab.
FAMILIES = [
    ("Inotuzumab, single agent", ["Inotuzumab ozogamicin"], True),
    ("Mini-HCVD + inotuzumab", ["Inotuzumab ozogamicin", *MINI_HCVD, "Rituximab"], True),
    ("Blinatumomab", ["Blinatumomab", "Dexamethasone"], False),
]


def test_a_choice_of_treatment_brings_its_drugs_and_its_questions(site, coordinator, window):
    records.patient(site)
    page = window(coordinator)
    for treatment, drugs, asks_for_inotuzumab in FAMILIES:
        follow(page, "Patients", "KFB-0001")
        treat_with(page, treatment)
        ticked = question(page, "Component drugs").locator("label:has(:checked)")
        expect(ticked).to_have_count(len(drugs))
        assert sorted(drug.strip() for drug in ticked.all_inner_texts()) == sorted(drugs), treatment
        expect(question(page, FIRST_INOTUZUMAB)).to_be_visible(visible=asks_for_inotuzumab)
        expect(question(page, DONOR)).to_have_count(0)


def test_a_transplant_asks_for_donor_and_graft_and_for_no_drugs_of_a_regimen(site, coordinator, window):
    records.patient(site)
    page = window(coordinator)
    follow(page, "Patients", "KFB-0001")
    treat_with(page, "Transplant")
    expect(question(page, "Graft source")).to_be_visible()
    expect(question(page, "Component drugs")).to_have_count(0)
    expect(question(page, DONOR)).to_be_hidden()
    answer(page, {"Type": "Allogeneic"})
    expect(question(page, DONOR)).to_be_visible()
    answer(page, {"Type": "Autologous"})
    expect(question(page, DONOR)).to_be_hidden()


def test_the_first_dose_of_inotuzumab_is_asked_for_as_soon_as_inotuzumab_is_ticked(site, coordinator, window):
    records.patient(site)
    page = window(coordinator)
    follow(page, "Patients", "KFB-0001")
    treat_with(page, "Another regimen")
    expect(question(page, FIRST_INOTUZUMAB)).to_be_hidden()
    answer(page, {"Component drugs": ["Inotuzumab ozogamicin"]})
    expect(question(page, FIRST_INOTUZUMAB)).to_be_visible()


@pytest.mark.parametrize(
    ("code", "drugs", "offered"),
    [
        ("INO_SINGLE", ["inotuzumab"], ["Inotuzumab ozogamicin"]),
        ("BLINA", ["blinatumomab"], ["Blinatumomab"]),
        (
            "MINI_HCVD_INO",
            ["inotuzumab", "methotrexate", "cytarabine"],
            ["Inotuzumab ozogamicin", "Methotrexate", "Cytarabine"],
        ),
    ],
)
def test_a_dose_can_only_be_of_a_drug_of_its_regimen(site, coordinator, window, code, drugs, offered):
    patient = records.patient(site)
    regimen = records.regimen(patient, regimen_code=code, drugs=drugs, first_ino_date=None)
    cycle = models.Cycle(patient=patient, regimen=regimen, cycle_number=1)
    actions.save_records([regimen, cycle], by=None, complete=False)
    page = window(coordinator)
    follow(page, "Patients", "KFB-0001")
    page.get_by_text("Administrations (0)").click()
    add(page, "Administration")
    assert choices_of(page, "Drug") == offered
