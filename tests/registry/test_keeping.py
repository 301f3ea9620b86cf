"""What is typed and not saved: kept, given back, and let go of when it is saved."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from registry import actions, tasks
from registry.models import Change, Diagnosis, UnsavedAnswers
from tests.registry import records
from tests.registry.unsaved import NEW_CONTACT, boxes, form_of, keep, opened, stored_answers

pytestmark = pytest.mark.django_db


# Given back ---------------------------------------------------------------------------------------


def test_what_was_typed_stands_in_the_form_when_it_is_opened_again_right_or_wrong(tab, diagnosis):
    hidden = opened(tab, form_of(diagnosis))
    kept = keep(tab, hidden, diagnosis_date="3/4/20", cns_status="CNS3", emd_sites=["skin", "testis"])
    assert set(kept.json()) == {"at", "also"}
    again = tab.get(form_of(diagnosis))
    typed = again.context["form"]
    assert typed["diagnosis_date"].value() == "3/4/20"
    assert (typed["cns_status"].value(), typed["emd_sites"].value()) == ("CNS3", ["skin", "testis"])
    assert "did not save it" in again.content.decode()
    diagnosis.refresh_from_db()
    assert diagnosis.cns_status == "CNS1"


def test_keeping_leaves_no_trace_in_the_audit_trail(tab, diagnosis):
    before = Change.objects.count()
    keep(tab, opened(tab, form_of(diagnosis)), cns_status="CNS3")
    assert Change.objects.count() == before


def test_a_new_record_comes_back_where_it_was_begun_and_is_offered_elsewhere(tab, patient):
    keep(tab, opened(tab, f"{NEW_CONTACT}?after=1"), information_source="visit")
    assert boxes(tab, f"{NEW_CONTACT}?after=1")["information_source"] == "visit"
    elsewhere = tab.get(NEW_CONTACT)
    assert elsewhere.context["form"]["information_source"].value() is None
    assert "unsaved answers to this form" in elsewhere.content.decode()
    begun_again = tab.get(f"{NEW_CONTACT}?after=1&unsaved=none").context["form"]
    assert begun_again["information_source"].value() is None


def test_an_enrolment_comes_back_with_its_site(client, site):
    other = records.site("OTHER")
    client.force_login(records.user("coordinator", site, other))
    keep(client, opened(client, reverse("enrol")), registry_id="KFB-7", site=str(other.pk))
    again = client.get(reverse("enrol"))
    assert (again.context["form"]["registry_id"].value(), again.context["site"]) == ("KFB-7", other)


def test_unsaved_answers_stand_on_home_until_they_are_discarded(tab, diagnosis):
    keep(tab, opened(tab, form_of(diagnosis)), cns_status="CNS3")
    home = tab.get(reverse("home")).content.decode()
    assert "Unsaved answers" in home and form_of(diagnosis) in home
    row = UnsavedAnswers.objects.get()
    assert tab.post(reverse("unsaved-discard", args=[row.pk])).url == form_of(diagnosis)
    assert "Unsaved answers" not in tab.get(reverse("home")).content.decode()
    assert boxes(tab, form_of(diagnosis))["cns_status"] == "CNS1"


def test_saving_lets_go_of_what_was_kept(tab, patient):
    hidden = opened(tab, NEW_CONTACT)
    keep(tab, hidden, information_source="visit")
    assert (
        tab.post(NEW_CONTACT, {**hidden, "information_source": "visit", "save": "draft"}).status_code == 302
    )
    assert not UnsavedAnswers.objects.exists()


def test_a_refused_save_keeps_what_was_kept(tab, diagnosis):
    hidden = opened(tab, form_of(diagnosis))
    keep(tab, hidden, diagnosis_date="soon")
    refused = tab.post(form_of(diagnosis), {**hidden, "diagnosis_date": "soon"})
    assert refused.status_code == 422
    keep(
        tab,
        {"page": refused.context["page_key"], "carries_on": refused.context["carries_on"]},
        cns_status="CNS3",
    )
    assert UnsavedAnswers.objects.get().typed == {"cns_status": ["CNS3"]}


def test_what_comes_after_the_save_is_not_kept(tab, patient):
    hidden = opened(tab, NEW_CONTACT)
    tab.post(NEW_CONTACT, {**hidden, "information_source": "visit", "save": "draft"})
    assert keep(tab, hidden, information_source="visit").status_code == 410


def test_what_the_record_holds_already_is_not_offered(tab, diagnosis):
    hidden = opened(tab, form_of(diagnosis))
    keep(tab, hidden, **stored_answers(diagnosis))
    assert tab.get(form_of(diagnosis)).context["unsaved"] is None
    assert not UnsavedAnswers.objects.exists()


def test_a_late_request_does_not_replace_what_was_kept_after_it(tab, diagnosis):
    hidden = opened(tab, form_of(diagnosis))
    keep(tab, hidden, number=2, cns_status="CNS3")
    keep(tab, hidden, number=1, cns_status="CNS2")
    assert UnsavedAnswers.objects.get().typed["cns_status"] == ["CNS3"]


def test_old_answers_are_forgotten(tab, diagnosis):
    for days in (29, 31):
        keep(tab, opened(tab, form_of(diagnosis)) | {"carries_on": ""}, cns_status=f"{days}")
        row = UnsavedAnswers.objects.latest("pk")
        UnsavedAnswers.objects.filter(pk=row.pk).update(kept_at=timezone.now() - timedelta(days=days))
    assert tasks.forget_old_answers() == 1
    assert UnsavedAnswers.objects.get().typed["cns_status"] == ["29"]


# Tabs ---------------------------------------------------------------------------------------------


def test_two_tabs_are_told_of_each_other_and_overwrite_nothing(tab, diagnosis):
    first, second = opened(tab, form_of(diagnosis)), opened(tab, form_of(diagnosis))
    assert keep(tab, first, cns_status="CNS2").json()["also"] == ""
    assert "Another tab" in keep(tab, second, cns_status="CNS3").json()["also"]
    assert sorted(row.typed["cns_status"] for row in UnsavedAnswers.objects.all()) == [["CNS2"], ["CNS3"]]


def test_a_tab_that_shows_what_was_typed_carries_on_with_it(tab, diagnosis):
    keep(tab, opened(tab, form_of(diagnosis)), cns_status="CNS2")
    later = opened(tab, form_of(diagnosis))
    keep(tab, later, cns_status="CNS3")
    assert UnsavedAnswers.objects.get().typed["cns_status"] == ["CNS3"]


def test_a_tab_that_shows_what_was_typed_does_not_replace_what_was_typed_since(tab, diagnosis):
    first = opened(tab, form_of(diagnosis))
    keep(tab, first, number=1, cns_status="CNS2")
    later = opened(tab, form_of(diagnosis))
    keep(tab, first, number=2, cns_status="CNS3")
    keep(tab, later, cns_status="CNS2", prior_vod="yes")
    assert UnsavedAnswers.objects.count() == 2


# Records and questions that changed meanwhile -----------------------------------------------------


def test_what_was_typed_for_a_locked_record_can_still_be_read(tab, diagnosis):
    keep(tab, opened(tab, form_of(diagnosis)), cns_status="CNS3", all_lineage="B_ALL")
    Diagnosis.objects.update(status="locked")
    page = tab.get(form_of(diagnosis)).content.decode()
    assert "now the record cannot be changed" in page
    assert "<dd>CNS3</dd>" in page


def test_a_question_that_is_gone_is_named_with_what_was_typed(tab, diagnosis):
    keep(tab, opened(tab, form_of(diagnosis)), cns_status="CNS3", eye_colour="green")
    assert "eye_colour “green”" in tab.get(form_of(diagnosis)).content.decode()


def test_a_question_that_came_later_keeps_what_is_recorded(tab, diagnosis):
    keep(tab, opened(tab, form_of(diagnosis)), cns_status="CNS3")
    row = UnsavedAnswers.objects.get()
    row.asked.remove("cd22_pct")
    row.save()
    assert boxes(tab, form_of(diagnosis))["cd22_pct"] == "90"


def test_what_was_typed_before_others_saved_is_put_together_with_theirs(tab, diagnosis):
    hidden = opened(tab, form_of(diagnosis))
    stored = stored_answers(diagnosis)
    keep(tab, hidden, **(stored | {"cns_status": "CNS3"}))
    diagnosis.cd22_pct = 40
    actions.save_record(diagnosis, by=None)
    again = tab.get(form_of(diagnosis)).context
    sent = {name: again["form"][name].value() for name in stored} | {
        "version": again["form"]["version"].value(),
        "page": again["page_key"],
        "carries_on": again["carries_on"],
    }
    assert tab.post(form_of(diagnosis), {**sent, "save": "draft"}).status_code == 302
    saved = Diagnosis.objects.get()
    assert (saved.cns_status, saved.cd22_pct) == ("CNS3", 40)
    assert not UnsavedAnswers.objects.exists()
