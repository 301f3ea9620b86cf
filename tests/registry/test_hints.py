"""What a form says while it is typed: who may ask, what is said, and that nothing typed breaks it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registry import actions, models
from registry.record_types import RECORD_TYPES
from tests.registry import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient():
    return records.patient(records.site())


@pytest.fixture
def regimen(patient):
    actions.save_records([records.relapse(patient), records.regimen(patient)], by=None, complete=True)
    return models.SalvageRegimen.objects.get()


@pytest.fixture
def coordinator(client, patient):
    client.force_login(records.user("coordinator", patient.site))
    return client


def say(client, patient, slug, **typed) -> str:
    address = reverse("record-add-hints", args=[patient.registry_id, slug])
    reply = client.post(address, typed)
    assert reply.status_code == 200
    assert len(reply.content) < 5_000
    return reply.content.decode()


def test_a_date_is_told_in_full_with_its_day_of_the_cycle(coordinator, patient, regimen):
    cycle = models.Cycle(
        patient=patient, regimen=regimen, cycle_number=1, cycle_start=records.day("2022-02-07")
    )
    actions.save_record(cycle, by=None)
    said = say(coordinator, patient, "administration", cycle=cycle.pk, admin_date="+7")
    assert "= 14 February 2022, day 8 of the cycle" in said


def test_a_value_typed_in_another_unit_is_told_as_it_will_be_stored(coordinator, patient):
    typed = {"bilirubin_total": "34.2", "unit-bilirubin_total": "umol_l", "wbc": "<100", "unit-wbc": "per_ul"}
    said = say(coordinator, patient, "lab", **typed)
    assert "stored as 2 mg/dL" in said
    assert "stored as &lt;0.1 ×10⁹/L" in said


def test_limits_are_told_in_the_unit_typed(coordinator, patient):
    typed = {"sample_date": "12mar22", "bilirubin_total": "2000", "unit-bilirubin_total": "umol_l"}
    assert "Not possible: 0 to 1368 µmol/L" in say(coordinator, patient, "lab", **typed)
    typed["bilirubin_total"] = "600"
    assert "Unusual: expected 513 µmol/L or less" in say(coordinator, patient, "lab", **typed)


def test_a_laboratory_value_is_graded_in_each_version(coordinator, patient):
    said = say(
        coordinator, patient, "lab", sample_date="2022-03-01", platelets="20", anc="0.3", hemoglobin="9"
    )
    assert "CTCAE grade 4 in 4.0, 4.03, 5.0; grade 3 in 6.0" in said
    assert "CTCAE grade 2" in said


def test_body_surface_and_dose_per_square_metre_are_worked_out(coordinator, patient):
    assert "Body surface area 1.83 m²" in say(coordinator, patient, "lab", weight="67", height="180")
    typed = {
        "dose_value": "0.8",
        "dose_unit": "mg/m2",
        "dose_basis": "bsa",
        "bsa_used": "1.83",
        "actual_total": "1.46",
    }
    said = say(coordinator, patient, "administration", **typed)
    assert "× 1.83 m² = 1.464 mg" in said
    assert "= 0.798 mg/m²" in said


def test_the_response_is_derived_under_each_scheme_as_it_is_typed(coordinator, patient, regimen):
    typed = {
        "regimen": regimen.pk,
        "assessment_date": "+28",
        "cycle_number": "1",
        "timepoint": "end_cycle",
        "bm_done": "yes",
        "bm_blasts_pct": "2",
        "pb_blasts_pct": "0",
        "anc": "1.5",
        "platelets": "60000",
        "unit-platelets": "per_ul",
        "counts_date": "+28",
        "emd_status": "none",
        "plt_transfusion_7d": "no",
        "gcsf_7d": "no",
    }
    said = say(coordinator, patient, "response", **typed)
    assert "Response, MDACC 2012" in said
    assert "CRp" in said
    assert not models.ResponseAssessment.objects.exists()


def test_the_grade_of_an_event_is_compared_with_the_value_of_its_day(coordinator, patient, regimen):
    lab = models.LabSnapshot(patient=patient, sample_date=records.day("2022-03-01"), timepoint="follow_up")
    lab.platelets = models.LabSnapshot._meta.get_field("platelets").to_python("15")
    actions.save_record(lab, by=None)
    typed = {"term": "platelet_count_decreased", "ctcae_version": "5.0", "onset_date": "1mar22", "grade": "3"}
    said = say(coordinator, patient, "adverse_event", linked_regimen=regimen.pk, **typed)
    assert "grade 4 in CTCAE 5.0" in said
    assert "Laboratory value gives grade 4" in said


HOSTILE = [
    "03/04/2020",
    "\x00",
    "9" * 5000,
    "-1",
    "1e5",
    "<script>alert(1)</script>",
    "+9999",
    "２０２０",
    "' OR 1=1--",
]


def test_nothing_that_is_typed_breaks_it(coordinator, patient, regimen):
    for slug in ("lab", "administration", "response", "vod", "regimen", "genetic"):
        address = reverse("record-add-hints", args=[patient.registry_id, slug])
        names = [question.name for question in RECORD_TYPES[slug].model.questions()]
        for text in HOSTILE:
            reply = coordinator.post(
                address, dict.fromkeys([*names, *(f"unit-{name}" for name in names)], text)
            )
            assert reply.status_code == 200
            assert "<script>" not in reply.content.decode()


def test_dates_and_numbers_at_the_ends_of_what_can_be_typed_are_survived(coordinator, patient, regimen):
    ends = {"cycle_start": "2100-12-31", "planned_length_d": "999999999", "cycle_number": "999999999"}
    say(coordinator, patient, "cycle", regimen=regimen.pk, **ends)
    say(coordinator, patient, "lab", sample_date="1900-01-01", weight="-5", height="-7", anc="999999999999")


def test_the_rows_of_the_patient_are_read_once(coordinator, patient, regimen):
    address = reverse("record-hints", args=[patient.registry_id, "regimen", regimen.pk])
    with CaptureQueriesContext(connection) as queries:
        assert coordinator.post(address, {"start_date": "2022-02-07"}).status_code == 200
    reads = [query["sql"] for query in queries if 'FROM "registry_labsnapshot"' in query["sql"]]
    assert len(reads) == 1


@pytest.mark.parametrize(("role", "status"), [("coordinator", 200), ("data_manager", 200), ("monitor", 403)])
def test_only_those_who_may_edit_are_told(client, patient, role, status):
    client.force_login(records.user(role, patient.site))
    address = reverse("record-hints", args=[patient.registry_id, "patient", patient.pk])
    assert client.post(address, {}).status_code == status
    assert client.get(address).status_code == 405


def test_another_sites_patient_and_a_locked_record_are_not_there(client, patient):
    client.force_login(records.user("coordinator", records.site("OTHER")))
    assert client.post(reverse("record-add-hints", args=[patient.registry_id, "lab"]), {}).status_code == 404
    client.force_login(records.user("coordinator", patient.site, name="own"))
    models.Patient.objects.update(status="locked")
    address = reverse("record-hints", args=[patient.registry_id, "patient", patient.pk])
    assert client.post(address, {}).status_code == 404


def test_the_birth_date_stays_hidden_from_those_who_may_not_see_it(client, patient):
    client.force_login(records.user("data_manager", patient.site))
    address = reverse("record-hints", args=[patient.registry_id, "patient", patient.pk])
    assert "1970" not in client.post(address, {"sex_at_birth": "male"}).content.decode()


def test_a_patient_who_is_being_enrolled_gets_dates_in_full(coordinator):
    reply = coordinator.post(reverse("enrol-hints"), {"birth_date": "Mar 1970"})
    assert "= March 1970" in reply.content.decode()
