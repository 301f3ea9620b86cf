"""What a form refuses, each with one sentence; the typed text stays where it was typed."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from registry.forms import inputs
from registry.forms.record import RecordForm
from registry.models import Administration, Cycle, LabSnapshot, Patient, SalvageRegimen
from tests.registry import records

REFUSED = [
    (inputs.DateInput, ["03/04/2020", "15.03.2024", "1/2/06", "Oct 1 2020", "0001-01-01", "9999-12-31"]),
    (inputs.DateInput, ["2023-02-29", "2024-03", "2024", "yesterday", "+3", "mar24"]),
    (inputs.PartialDateInput, ["03/2020", "2020-02-30", "2020-3", "UNK", "２０２０"]),
    (
        inputs.DecimalInput,
        ["1_000", "1_0.5", "1,5", "1.500,2", "1e5", "NaN", "Infinity", "٣", "３", "-", "9" * 50],
    ),
    (inputs.WholeNumberInput, ["1_000", "1.5", "1e2", "٣", "２", "one", "9999999999"]),
    (inputs.MeasuredInput, ["<", "<<1", "1<", "~1", "1,5", "<1e3"]),
    (inputs.TextInput, ["a\x00b", "a\u200bb", "a\u202eb", "a\ud800b"]),
]


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in REFUSED for text in texts])
def test_an_input_that_could_be_misread_is_refused_with_a_sentence(kind, text):
    with pytest.raises(ValidationError) as refused:
        kind(required=False).clean(text)
    assert all(sentence.endswith((".", ").")) for sentence in refused.value.messages)


@pytest.mark.parametrize(
    ("kind", "text", "read"),
    [
        (inputs.DateInput, "2024-02-29", "2024-02-29"),
        (inputs.DateInput, "29feb24", "2024-02-29"),
        (inputs.PartialDateInput, "2024-02", "2024-02"),
        (inputs.PartialDateInput, "Feb 2024", "2024-02"),
        (inputs.DecimalInput, " 1.50 ", "1.50"),
        (inputs.WholeNumberInput, "12", "12"),
        (inputs.MeasuredInput, "<0.1", "<0.1"),
        (inputs.TextInput, "e\u0301", "\u00e9"),
    ],
)
def test_an_input_that_is_plain_is_read(kind, text, read):
    assert str(kind(required=False).clean(text)) == read


def test_nothing_typed_is_no_answer_rather_than_an_empty_one():
    assert inputs.DecimalInput(required=False).clean("  ") is None
    assert inputs.CodeInput(choices=[("", "—"), ("yes", "Yes")], required=False).clean("") is None


@pytest.fixture
def patient(db) -> Patient:
    return records.patient(records.site())


def form_of(record, **typed) -> RecordForm:
    return RecordForm(record, {"version": "0", "form_key": "", **typed})


def test_a_value_and_a_reason_why_it_is_missing_exclude_each_other(patient):
    form = form_of(LabSnapshot(patient=patient), **{"wbc": "4.1", "missing-wbc": "not_done"})
    assert "not both" in form.errors["wbc"][0]


def test_an_answer_to_a_question_that_does_not_apply_is_refused(patient):
    form = form_of(SalvageRegimen(patient=patient), drugs=["blinatumomab"], first_ino_date="2024-03-01")
    assert "does not apply" in form.errors["first_ino_date"][0]


@pytest.mark.parametrize("code", ["cr", "\u0421R", "CR ", "off", "1"])
def test_a_code_is_taken_exactly_or_not_at_all(patient, code):
    from registry.models import ResponseAssessment

    form = form_of(ResponseAssessment(patient=patient), response_reported=code)
    assert form.errors["response_reported"]


def test_a_dose_offers_the_drugs_of_its_regimen_and_no_others(patient):
    regimen = SalvageRegimen(patient=patient, regimen_code="BLINA", drugs=["blinatumomab", "dexamethasone"])
    regimen.save()
    cycle = Cycle(patient=patient, regimen=regimen, cycle_number=1)
    cycle.save()
    offered = [
        code for code, _ in RecordForm(Administration(patient=patient, cycle=cycle)).fields["drug"].choices
    ]
    assert offered == ["", "blinatumomab", "dexamethasone"]


@pytest.fixture
def signed_in(client, patient):
    client.force_login(records.user("coordinator", patient.site))
    return client


def test_a_refused_form_keeps_what_was_typed_and_saves_nothing(signed_in, patient):
    address = reverse("record-add", args=[patient.registry_id, "follow_up"])
    reply = signed_in.post(address, {"version": "0", "contact_date": "03/04/2020", "vital_status": "alive"})
    assert reply.status_code == 422
    assert 'value="03/04/2020"' in reply.content.decode()
    assert not records.models.FollowUp.objects.exists()


def test_markup_in_a_text_is_shown_as_text(signed_in, patient):
    address = reverse("record-add", args=[patient.registry_id, "mrd"])
    reply = signed_in.post(address, {"version": "0", "lab": "<img onerror=alert(1)>", "sample_date": "x"})
    assert "<img onerror" not in reply.content.decode()
    assert "&lt;img onerror" in reply.content.decode()


def test_fields_that_a_form_does_not_have_change_nothing(signed_in, patient):
    address = reverse("record", args=[patient.registry_id, "patient", patient.pk])
    typed = {
        "version": str(patient.version),
        "registry_id": patient.registry_id,
        "site": "999",
        "status": "locked",
        "withdrawn_at": "2020-01-01",
        "save": "draft",
        "reason": "Trying",
    }
    signed_in.post(address, typed)
    stored = Patient.objects.get()
    assert (stored.site_id, stored.status, stored.withdrawn_at) == (patient.site_id, "draft", None)


def test_a_form_that_others_answered_differently_asks_and_saves_nothing(signed_in, patient):
    record = records.diagnosis(patient)
    records.actions.save_record(record, by=None)
    address = reverse("record", args=[patient.registry_id, "diagnosis", record.pk])
    reply = signed_in.post(address, {"version": "0", "cns_status": "CNS3", "save": "draft"})
    assert reply.status_code == 409
    chosen_among = [words for _, _, words in reply.context["form"].conflicts["cns_status"].choices]
    assert chosen_among == ["CNS3", "CNS1", "no answer"]
    record.refresh_from_db()
    assert record.cns_status == "CNS1"
