"""A page says how far it is behind, and never that it is current while something is pending."""

import re

import pytest
from django.urls import reverse

from outcomes import refresh
from outcomes.freshness import freshness_of
from outcomes.models import Cohort
from registry import actions
from registry.models import DataVersion, FollowUp
from tests.outcomes import courses
from tests.registry import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def blinatumomab(db) -> Cohort:
    return Cohort.objects.create(slug="blinatumomab", name="Blinatumomab", drug="blinatumomab")


def edit_the_last_contact() -> None:
    last = FollowUp.objects.latest("contact_date")
    last.information_source = "phone"
    actions.save_record(last, by=None, reason="Corrected", complete=True)


def badge(client, cohort: Cohort) -> str:
    page = client.get(reverse("cohort-freshness", args=[cohort.slug]))
    return " ".join(page.content.decode().split())


def test_without_pending_edits_the_page_shows_the_data_version_as_current(investigator, computed):
    assert f"Data version {DataVersion.current()} · current" in badge(investigator, computed)


def test_a_new_cohort_is_being_computed(investigator, cohort):
    assert freshness_of(cohort.pk).version is None
    assert "Being computed" in badge(investigator, cohort)


def test_with_an_edit_pending_nothing_is_current(investigator, computed):
    edit_the_last_contact()
    text = badge(investigator, computed)
    assert "1 edit since · computed at" in text
    assert "current" not in text


def test_with_the_edit_derived_but_the_cohort_stale_nothing_is_current(investigator, computed):
    last = FollowUp.objects.latest("contact_date")
    last.death_date = records.PartialDate("2022-08-01")
    last.last_known_alive_date = records.day("2022-07-31")
    actions.save_record(last, by=None, reason="Corrected", complete=True)
    refresh.derive_chunk()
    assert Cohort.objects.get(pk=computed.pk).is_stale
    assert "current" not in badge(investigator, computed)


def test_an_edit_of_a_patient_of_another_cohort_is_taken_in_without_computing(
    investigator, site, computed, blinatumomab
):
    refresh.refresh()
    edit_the_last_contact()
    assert not freshness_of(blinatumomab.pk).is_current
    refresh.refresh()
    assert freshness_of(blinatumomab.pk).is_current
    assert freshness_of(blinatumomab.pk).version == DataVersion.current()


def test_during_a_rebuild_nothing_is_current(investigator, computed):
    refresh.start_rebuild()
    assert "Being computed anew" in badge(investigator, computed)
    refresh.refresh()
    assert "current" in badge(investigator, computed)


def test_a_page_with_older_results_is_told_to_fetch_the_new_ones(investigator, computed):
    address = reverse("cohort-freshness", args=[computed.slug])
    shown = freshness_of(computed.pk).stamp
    assert "HX-Trigger" not in investigator.get(address, {"shown": shown})
    refresh.start_rebuild()
    refresh.refresh()
    assert investigator.get(address, {"shown": shown})["HX-Trigger"] == "statistics-changed"


def test_progress_of_a_rebuild_does_not_tell_how_many_patients_there_are(investigator, site, computed):
    courses.refractory(site, "KFB-2")
    refresh.start_rebuild()
    page = investigator.get(reverse("refresh-progress")).content.decode()
    assert "Everything is being computed anew" in page
    assert "0% of the patients" in page and 'max="100" value="0"' in page
    assert "2" not in re.sub(r'hx-\w+="[^"]*"', "", page)
    refresh.refresh()
    assert "progress-line" not in investigator.get(reverse("refresh-progress")).content.decode()
