"""Pages of frozen versions: freezing, showing, making again, comparing, and who may."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from outcomes import refresh, tasks
from outcomes.models import Cohort, FrozenVersion, RegimenOutcome, Reproduction
from outcomes.statistics.catalogue import CATALOGUE, statistic
from outcomes.versions.canonical import digest
from registry import actions
from registry.models import AdverseEvent, FollowUp, SalvageRegimen, Site
from registry.partial_dates import PartialDate
from tests.outcomes import courses
from tests.registry import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def frozen(investigator, computed) -> FrozenVersion:
    """The computed cohort, frozen through its page."""
    courses.refractory(Site.objects.get(), "KFB-2")
    refresh.refresh()
    investigator.post(reverse("version-add", args=[computed.slug]), {"name": "ASH 2026 abstract"})
    return FrozenVersion.objects.get()


def died_on(registry_id: str, day: str) -> None:
    """Correct the day of death."""
    death = FollowUp.objects.get(patient__registry_id=registry_id, vital_status="dead")
    death.death_date, death.contact_date = PartialDate(day), records.day(day)
    actions.save_record(death, by=None, reason="Seen in the certificate", complete=True)


def page_of(client, frozen, page="version", *rest, **query):
    return client.get(reverse(page, args=[frozen.slug, *rest]), query)


def test_a_version_is_shown_as_it_was_frozen_whatever_is_edited_later(investigator, frozen):
    before = page_of(
        investigator, frozen, "version-download", "survival-from-start", "overall", "csv"
    ).content
    died_on("KFB-1", "2022-12-24")
    refresh.refresh()
    after = page_of(investigator, frozen, "version-download", "survival-from-start", "overall", "csv")
    assert after.content == before
    assert frozen.sha256[:12] in after["Content-Disposition"]
    page = page_of(investigator, frozen).content.decode()
    assert frozen.sha256 in page
    assert "nothing was altered" in page
    for one in CATALOGUE:
        assert f'id="{one.slug}"' in page


def test_the_manifest_is_the_file_that_has_the_hash(investigator, frozen):
    assert digest(page_of(investigator, frozen, "version-manifest").content.decode()) == frozen.sha256


def test_another_grouping_of_a_version_comes_from_what_is_frozen(investigator, frozen):
    address = reverse("version-statistic", args=[frozen.slug, "survival-from-start", "salvage-line"])
    part = investigator.get(address, headers={"HX-Request": "true"})
    assert reverse("version-download", args=[frozen.slug, "survival-from-start", "salvage-line", "csv"]) in (
        part.content.decode()
    )
    assert "First salvage" in investigator.get(address, follow=True).content.decode()


def test_the_table_beside_a_frozen_figure_follows_where_that_ends(investigator, frozen):
    address = reverse("version-statistic", args=[frozen.slug, "survival-from-start", "overall"])
    reply = investigator.get(address, {"beside": "1", "until": "3"}, headers={"HX-Request": "true"})
    assert re.findall(r'class="number">(\d+)</th>', reply.content.decode()) == ["0"]
    assert "HX-Replace-Url" not in reply


def test_the_page_says_whether_the_version_came_out_of_the_trail_again(investigator, frozen):
    died_on("KFB-1", "2022-12-24")
    investigator.post(reverse("version-reproduce", args=[frozen.slug]))
    assert "being made again" in page_of(investigator, frozen).content.decode()
    assert tasks.reproduce() == 1
    assert tasks.reproduce() == 0
    assert "the same, bit for bit" in page_of(investigator, frozen).content.decode()


def test_a_comparison_with_now_names_exactly_the_edited_patient_and_the_edit(investigator, frozen):
    died_on("KFB-1", "2022-12-24")
    refresh.refresh()
    compared = page_of(investigator, frozen, "version-comparison").context["compared"]
    (patient,) = compared.patients
    assert (patient.registry_id, patient.kind) == ("KFB-1", "changed")
    edited = {(field.label, field.old, field.new) for entry in patient.edits for field in entry.fields}
    assert ("Date of death", "2022-09-01", "2022-12-24") in edited
    assert any("2022-12-24" in new for _, _, new in patient.values)
    assert statistic("survival-from-start").title in dict(compared.numbers)
    assert "KFB-2" not in page_of(investigator, frozen, "version-comparison").content.decode()


def test_a_comparison_names_who_entered_and_who_left(investigator, frozen, site):
    courses.refractory(site, "KFB-3")
    for patient in ("KFB-2",):
        for rows in (records.models.ResponseAssessment, records.models.Cycle, records.models.SalvageRegimen):
            for record in rows.objects.filter(patient__registry_id=patient):
                actions.withdraw_record(record, by=frozen.made_by, reason="Another patient")
    refresh.refresh()
    compared = page_of(investigator, frozen, "version-comparison").context["compared"]
    assert [(one.registry_id, one.kind) for one in compared.patients] == [
        ("KFB-2", "left"),
        ("KFB-3", "entered"),
    ]


def test_a_row_that_only_one_side_has_tells_whom_it_counts_and_no_zeros(investigator, frozen, site):
    patient = courses.refractory(site, "KFB-3")
    event = AdverseEvent(
        patient=patient,
        linked_regimen=SalvageRegimen.objects.get(patient=patient),
        term="sepsis",
        ctcae_version="5.0",
        grade=3,
        onset_date=PartialDate("2022-02-10"),
        resolution_date=PartialDate("2022-02-20"),
        outcome="resolved",
        serious="no",
        relatedness="unrelated",
        action_taken="none",
        present_at_baseline="no",
    )
    actions.save_record(event, by=None, complete=True)
    refresh.refresh()
    compared = page_of(investigator, frozen, "version-comparison").context["compared"]
    moved = [one for _, numbers in compared.numbers for one in numbers]
    appeared = [one for one in moved if one.old.text == "–"]
    assert appeared
    assert not [one for one in appeared if one.new.text == "0"]
    assert not [one for one in moved if one.where.startswith("treated") or one.what == "step"]


def test_both_numbers_of_a_comparison_open_their_patients(investigator, frozen, site, computed):
    courses.refractory(site, "KFB-3")
    refresh.refresh()
    page = page_of(investigator, frozen, "version-comparison").content.decode()
    cell = r'<td class="number"><a class="opens" href="([^"]+)">(\d+)</a></td>'
    moved = re.findall(cell * 2, page)
    assert len(moved) > 20
    for was, n_then, now, n_now in moved[::8]:
        assert was.startswith(f"/versions/{frozen.slug}/") and now.startswith(f"/cohorts/{computed.slug}/")
        for link, n in ((was, n_then), (now, n_now)):
            assert investigator.get(unescape(link)).context["own"] == int(n), link


def test_numbers_of_a_comparison_open_nothing_that_a_version_does_not_hold(investigator, frozen, site):
    """Such as the patients of the registry around it, and nobody."""
    courses.refractory(site, "KFB-3")
    refresh.refresh()
    page = page_of(investigator, frozen, "version-comparison").content.decode()
    assert re.search(
        r'<td class="number">2</td><td class="number"><a [^>]*of=box&amp;of=registry">3</a>', page
    )
    assert '">0</a>' not in page


def test_who_is_derived_otherwise_without_an_edit_is_told_apart_from_who_was_edited(investigator, frozen):
    died_on("KFB-1", "2022-12-24")
    refresh.refresh()
    other = RegimenOutcome.objects.get(patient__registry_id="KFB-2")
    other.values["age_at_start"], other.values["os_start_event"] = 99, 0
    other.save()
    Site.objects.update(site_name="Renamed")
    compared = page_of(investigator, frozen, "version-comparison").context["compared"]
    assert [one.registry_id for one in compared.patients] == ["KFB-1"]
    (unedited,) = compared.unedited
    assert unedited.registry_id == "KFB-2"
    labels = {label for label, _, _ in unedited.values}
    assert {"Site", "Age at start"} < labels
    assert any("event" in old and "censored" in new for _, old, new in unedited.values)


def test_patients_of_other_sites_are_counted_and_not_named(investigator, frozen):
    courses.refractory(records.site("OTHER"), "OTHER-1")
    refresh.refresh()
    page = page_of(investigator, frozen, "version-comparison").content.decode()
    assert "OTHER-1" not in page
    assert "some patients moved at sites that you are not assigned to" in page


def test_patients_of_several_other_sites_are_counted_in_ranges_also_beside_an_exact_version(
    investigator, frozen
):
    for name in ("OTHER", "THIRD"):
        courses.refractory(records.site(name), f"{name}-1")
    refresh.refresh()
    assert page_of(investigator, frozen).context["view"].is_exact
    assert page_of(investigator, frozen, "version-comparison").context["unseen"] == "<10"


def test_what_differs_when_made_again_is_said_to_those_who_see_exact_figures(investigator, frozen):
    Reproduction.objects.create(
        version=frozen, finished_at=frozen.made_at, sha256="0", differing=["7 frozen patients are not"]
    )
    assert "7 frozen patients" in page_of(investigator, frozen).content.decode()
    protected = page_of(investigator, frozen, view="protected").content.decode()
    assert "Not the same" in protected and "7 frozen patients" not in protected


def test_nothing_between_two_versions_is_said(investigator, frozen, computed):
    investigator.post(reverse("version-add", args=[computed.slug]), {"name": "Again"})
    again = FrozenVersion.objects.get(name="Again")
    page = page_of(investigator, frozen, "version-comparison", **{"with": again.slug}).content.decode()
    assert "No patient entered, left or changed." in page
    assert "No number moved." in page


def test_a_name_that_is_taken_is_refused_at_its_field(investigator, frozen, computed):
    reply = investigator.post(reverse("version-add", args=[computed.slug]), {"name": "ASH 2026 abstract"})
    assert reply.status_code == 422
    assert "already exists" in reply.content.decode()


def test_a_version_of_a_private_cohort_is_private_too(investigator, frozen, site):
    Cohort.objects.update(created_by=FrozenVersion.objects.get().made_by)
    another = Client()
    another.force_login(records.user("investigator", site, name="another"))
    assert page_of(another, frozen).status_code == 404
    assert page_of(investigator, frozen).status_code == 200


@pytest.mark.parametrize("role", ["coordinator", "monitor"])
def test_who_may_only_read_neither_freezes_nor_asks_for_a_version_again(frozen, computed, site, role):
    reader = Client()
    reader.force_login(records.user(role, site))
    assert reader.post(reverse("version-add", args=[computed.slug]), {"name": "Mine"}).status_code == 403
    assert reader.post(reverse("version-reproduce", args=[frozen.slug])).status_code == 403
    assert FrozenVersion.objects.count() == 1
    assert not frozen.reproductions.exists()
