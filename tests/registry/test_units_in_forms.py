"""Numbers typed in another unit and dates typed quickly, on their way through a form into the registry."""

from decimal import Decimal

import pytest
from django.urls import reverse

from registry import actions, models
from registry.checking import OR_WHY, PLEASE, problems_of
from registry.double_entry import CRITICAL
from registry.forms import RecordForm
from registry.forms.double_entry import ReentryForm
from tests.registry import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient():
    return records.patient(records.site())


@pytest.fixture
def coordinator(client, patient):
    client.force_login(records.user("coordinator", patient.site))
    return client


def save(client, patient, slug="lab", **typed):
    address = reverse("record-add", args=[patient.registry_id, slug])
    return client.post(address, {"version": "0", "save": "draft", **typed})


IN_OTHER_UNITS = {
    "sample_date": "12mar22",
    "bilirubin_total": "34.2",
    "unit-bilirubin_total": "umol_l",
    "platelets": "<5000",
    "unit-platelets": "per_ul",
}


def test_the_registry_and_its_history_keep_the_unit_of_the_dictionary(coordinator, patient):
    assert save(coordinator, patient, **IN_OTHER_UNITS).status_code == 302
    lab = models.LabSnapshot.objects.get()
    assert (lab.bilirubin_total, str(lab.platelets)) == (Decimal(2), "<5")
    assert lab.sample_date == records.day("2022-03-12")
    changes = models.Change.objects.get(entity="lab").changes
    assert changes["bilirubin_total"] == [None, "2"]
    assert changes["sample_date"] == [None, "2022-03-12"]


def test_the_unit_used_last_is_offered_for_empty_boxes_and_never_for_stored_values(coordinator, patient):
    save(coordinator, patient, **IN_OTHER_UNITS)
    new = coordinator.get(reverse("record-add", args=[patient.registry_id, "lab"])).context["form"]
    assert (new["unit-bilirubin_total"].value(), new["unit-creatinine"].value()) == ("umol_l", "")
    lab = models.LabSnapshot.objects.get()
    stored = coordinator.get(reverse("record", args=[patient.registry_id, "lab", lab.pk])).context["form"]
    assert (stored["bilirubin_total"].value(), stored["unit-bilirubin_total"].value()) == (Decimal(2), "")


@pytest.mark.parametrize(
    "cookie", ["bilirubin_total.stone", "x", "....", "bilirubin_total.umol_l.x:::", "ü.ü"]
)
def test_a_remembered_unit_that_makes_no_sense_is_ignored(coordinator, patient, cookie):
    coordinator.cookies["units"] = cookie
    form = coordinator.get(reverse("record-add", args=[patient.registry_id, "lab"])).context["form"]
    assert form["unit-bilirubin_total"].value() == ""


def test_a_refused_form_shows_the_number_the_unit_and_the_date_as_typed_and_how_they_were_read(
    coordinator, patient
):
    reply = save(coordinator, patient, **IN_OTHER_UNITS, anc="1,5")
    assert reply.status_code == 422
    page = reply.content.decode()
    assert 'value="34.2"' in page
    assert '<option value="umol_l" selected>' in page
    assert "stored as 2 mg/dL" in page
    assert 'value="12mar22"' in page
    assert "= 12 March 2022" in page


@pytest.mark.parametrize(("unit", "sentence"), [("stone", "valid choice"), ("per_ul", "too small")])
def test_a_unit_that_is_not_offered_or_a_number_too_small_is_refused(patient, unit, sentence):
    form = RecordForm(
        models.LabSnapshot(patient=patient), {"wbc": "0.000001", "unit-wbc": unit, "version": "0"}
    )
    assert sentence in " ".join(form.errors.get("wbc", []) + form.errors.get("unit-wbc", []))
    assert form.cleaned_data.get("wbc") is None


def test_days_count_from_the_record_that_was_chosen_in_the_form(patient):
    for start in ("2022-02-07", "2022-05-01"):
        actions.save_record(records.regimen(patient, start), by=None)
    later = models.SalvageRegimen.objects.get(start_date="2022-05-01")
    form = RecordForm(
        models.Cycle(patient=patient), {"version": "0", "regimen": str(later.pk), "cycle_start": "+21"}
    )
    assert form.is_valid(), form.errors
    assert form.cleaned_data["cycle_start"] == records.day("2022-05-22")
    assert form.echo("cycle_start") == "= 22 May 2022"


def test_days_are_not_counted_from_another_patients_record(patient):
    other = records.patient(patient.site, "KFB-0002")
    actions.save_record(records.regimen(other), by=None)
    theirs = models.SalvageRegimen.objects.get()
    form = RecordForm(
        models.Cycle(patient=patient), {"version": "0", "regimen": str(theirs.pk), "cycle_start": "+1"}
    )
    assert "not known here" in form.errors["cycle_start"][0]


def test_a_second_entry_may_be_typed_in_another_unit(patient):
    typed = {"level": "0.01", "unit-level": "percent"}
    form = ReentryForm(models.MRDAssay(patient=patient), CRITICAL["mrd"], typed)
    assert form.is_valid(), form.errors
    assert form.answers()["level"] == Decimal("0.0001")


def test_problems_are_listed_in_the_order_of_the_form(coordinator, patient):
    page = save(coordinator, patient, alt="x", timepoint="x", wbc="x").context["form"]
    assert [name for name in page.fields if name in page.errors] == ["timepoint", "wbc", "alt"]


def test_a_reason_is_offered_only_where_one_can_be_given(patient):
    told = {
        problem.field: problem.message for problem in problems_of(models.LabSnapshot(patient=patient), ())
    }
    assert (told["sample_date"], told["wbc"]) == (PLEASE, OR_WHY)
