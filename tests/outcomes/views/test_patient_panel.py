"""The panel of outcomes on a patient's page."""

import pytest
from django.urls import reverse

from outcomes import refresh
from outcomes.presenting.patient_panel import panel_of
from registry import actions
from tests.outcomes import courses
from tests.registry import records

pytestmark = pytest.mark.django_db


def panel(client, registry_id: str = "KFB-1") -> str:
    page = client.get(reverse("patient-derived", args=[registry_id])).content.decode()
    return " ".join(page.split())


def test_derived_values_stand_with_the_sentence_that_explains_them(investigator, computed):
    page = panel(investigator)
    assert "salvage line 1" in page
    assert "206 days (6.8 months), event" in page
    assert 'class="why">' in page


def test_an_edit_that_is_not_derived_yet_is_said_and_asked_for_again(investigator, site, cohort):
    courses.refractory(site, "KFB-1")
    page = panel(investigator)
    assert "not derived yet" in page
    assert 'hx-trigger="every 2s"' in page
    refresh.refresh()
    page = panel(investigator)
    assert "not derived yet" not in page
    assert 'hx-trigger="every 8s"' in page


def test_a_panel_that_is_shown_already_is_sent_again_only_after_a_save_or_a_refresh(investigator, computed):
    patient = records.models.Patient.objects.get()
    address = reverse("patient-derived", args=["KFB-1"])

    def status() -> int:
        return investigator.get(address, {"shown": shown}).status_code

    shown = panel_of(patient).stamp
    assert status() == 204
    actions.save_record(records.follow_up(patient, "2022-08-01"), by=None)
    assert status() == 200
    patient.refresh_from_db()
    shown = panel_of(patient).stamp
    assert status() == 204
    refresh.refresh()
    assert status() == 200


def test_drafts_are_counted_and_named_as_not_counting(investigator, computed):
    patient = records.models.Patient.objects.get()
    before = panel_of(patient).drafts
    actions.save_record(records.regimen(patient, "2023-02-01"), by=None)
    assert panel_of(patient).drafts == before + 1
    page = panel(investigator)
    assert "not count: neither here nor in any statistic" in page
    assert "2023-02-01" not in page


def test_a_patient_without_regimens_has_a_panel_that_says_what_is_needed(investigator, site):
    records.patient(site, "KFB-2")
    page = panel(investigator, "KFB-2")
    assert "The timeline begins with" in page
    assert "Nothing is derived yet" in page


def test_the_birth_date_is_not_given_away_by_an_explanation(investigator, computed):
    assert "1970-03-12" not in panel(investigator)
