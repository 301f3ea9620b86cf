"""After a save the registry leads on: to the record that most likely comes next, or to the one asked for."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from registry import actions
from registry.models import Cycle, SalvageRegimen
from registry.next_records import address_after
from registry.partial_dates import PartialDate
from registry.prefill import new_record
from registry.record_types import RECORD_TYPES
from tests.registry import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient():
    return records.patient(records.site())


def treated(patient, ended_on: str | None) -> SalvageRegimen:
    end = PartialDate(ended_on) if ended_on else None
    regimen = records.regimen(patient, end_date=end, end_reason="completed" if end else None)
    actions.save_records([records.relapse(patient), regimen], by=None)
    return SalvageRegimen.objects.get()


def begun(slug: str, patient, **context: int) -> Any:
    """The record with which a form begins."""
    return new_record(RECORD_TYPES[slug], patient, context)


def first_cycle(regimen: SalvageRegimen) -> Cycle:
    cycle = Cycle(
        patient=regimen.patient,
        regimen=regimen,
        cycle_number=1,
        cycle_start=date(2022, 2, 7),
        planned_length_d=21,
    )
    actions.save_record(cycle, by=None)
    return Cycle.objects.get()


def test_enrolment_leads_to_the_consent(patient):
    assert address_after(patient) == reverse("record-add", args=["KFB-0001", "consent"])


@pytest.mark.parametrize(("ended_on", "follows"), [("2022-04-01", "cycle"), ("2022-02-20", "response")])
def test_a_cycle_leads_to_another_one_while_the_regimen_lasted(patient, ended_on, follows):
    cycle = first_cycle(treated(patient, ended_on))
    assert f"/{follows}/add/?" in address_after(cycle)


def test_the_record_asked_for_comes_before_the_one_expected(patient):
    address = address_after(treated(patient, None), "regimen:BLINA")
    assert address.startswith(reverse("record-add", args=["KFB-0001", "regimen"]))
    assert "regimen_code=BLINA" in address


@pytest.mark.parametrize("key", ["patient", "site", "regimen:", "../", "regimen:<b>"])
def test_a_record_that_does_not_exist_is_not_gone_to(patient, key):
    assert address_after(patient, key) == address_after(patient)


def test_the_next_cycle_and_its_assessment_are_begun_from_the_one_before(patient):
    regimen = treated(patient, None)
    first = begun("cycle", patient)
    assert (first.regimen, first.cycle_number, first.planned_length_d) == (regimen, 1, 21)
    second = begun("cycle", patient, after=first_cycle(regimen).pk)
    assert (second.cycle_number, second.cycle_start, second.planned_length_d) == (2, date(2022, 2, 28), 28)
    response = begun("response", patient)
    assert (response.regimen, response.cycle_number, response.timepoint) == (regimen, 1, "end_cycle")


def test_a_form_saved_in_its_place_is_told_where_to_go_and_the_message_waits_there(client, patient):
    client.force_login(records.user("coordinator", patient.site))
    address = reverse("record-add", args=["KFB-0001", "follow_up"])
    reply = client.post(address, {"save": "draft", "version": 0}, headers={"X-Saves-In-Place": "1"})
    page = reverse("patient", args=["KFB-0001"])
    assert (reply.status_code, reply.headers["X-Go-To"]) == (204, page)
    assert "Follow-up saved as a draft." in client.get(page).content.decode()
    assert client.post(address, {"save": "draft", "version": 0, "again": "yes"}).headers["Location"] == page
