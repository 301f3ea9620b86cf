"""Two people at one record: what only one of them changed stands, what both changed is asked about."""

import pytest

from registry import actions
from registry.merging import Merge, merge, past_of
from registry.models import Change, Diagnosis
from tests.registry import records
from tests.registry.unsaved import form_of, keep, stored_answers

BEFORE = {"cns_status": "CNS1", "cd22_pct": "90"}


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        (BEFORE, BEFORE, Merge()),
        (BEFORE | {"cns_status": "CNS2"}, BEFORE, Merge(mine=["cns_status"])),
        (BEFORE, BEFORE | {"cns_status": "CNS2"}, Merge(theirs=["cns_status"])),
        (BEFORE | {"cns_status": "CNS2"}, BEFORE | {"cns_status": "CNS2"}, Merge()),
        (
            BEFORE | {"cns_status": "CNS2"},
            BEFORE | {"cd22_pct": "40"},
            Merge(mine=["cns_status"], theirs=["cd22_pct"]),
        ),
        (BEFORE | {"cns_status": "CNS2"}, BEFORE | {"cns_status": "CNS3"}, Merge(both=["cns_status"])),
        # An emptied answer is a change, and so is a reason in its place.
        ({"cns_status": "CNS1"}, BEFORE, Merge(mine=["cd22_pct"])),
        (
            {"cns_status": "CNS1", "missing.cd22_pct": "not_done"},
            {"cns_status": "CNS1", "missing.cd22_pct": "unknown"},
            Merge(both=["cd22_pct"]),
        ),
    ],
)
def test_answers_are_merged_one_by_one(mine, theirs, expected):
    assert merge(["cns_status", "cd22_pct"], BEFORE, mine, theirs) == expected


def test_where_it_is_not_known_what_stood_before_every_difference_is_asked_about():
    found = merge(["cns_status", "cd22_pct"], None, BEFORE, {"cns_status": "CNS2", "cd22_pct": "90"})
    assert found == Merge(both=["cns_status"])


@pytest.fixture
def diagnosis(site):
    record = records.diagnosis(records.patient(site))
    actions.save_record(record, by=None)
    return record


@pytest.fixture
def colleague(site):
    return records.user("coordinator", site, name="colleague")


@pytest.fixture
def tab(client, site):
    client.force_login(records.user("coordinator", site))
    return client


@pytest.fixture
def opened_then_saved_by_another(diagnosis, colleague):
    """What the form sends if nothing is changed in it; the colleague has since saved CNS2."""
    sent = {**stored_answers(diagnosis), "version": "1", "save": "draft"}
    diagnosis.cns_status = "CNS2"
    actions.save_record(diagnosis, by=colleague)
    return sent


def test_the_audit_trail_knows_what_stood_at_each_version(diagnosis):
    first = diagnosis.canonical()
    for status in ("CNS2", "CNS3"):
        diagnosis.cns_status = status
        actions.save_record(diagnosis, by=None)
    assert past_of(diagnosis, 1).before == first
    assert past_of(diagnosis, 2).before == first | {"cns_status": "CNS2"}
    assert past_of(diagnosis, 3).before == diagnosis.canonical()
    assert past_of(diagnosis, 99).before is None


def test_a_record_that_came_past_the_audit_trail_has_no_past(diagnosis):
    Diagnosis.objects.update(cns_status="CNS3")
    assert past_of(Diagnosis.objects.get(), 1).before is None


def test_changes_to_different_answers_both_stand_and_the_page_says_whose(
    tab, diagnosis, opened_then_saved_by_another
):
    sent = opened_then_saved_by_another | {"cd22_pct": "40"}
    page = tab.post(form_of(diagnosis), sent, follow=True).content.decode()
    stored = Diagnosis.objects.get()
    assert (stored.cns_status, stored.cd22_pct) == ("CNS2", 40)
    assert "colleague saved this record while you typed. Kept from there: “CNS status”" in page
    assert "Kept from you: “CD22-positive blasts" in page
    assert Change.objects.latest("id").changes == {"cd22_pct": ["90", "40"]}


def conflicts(reply):
    return {
        name: [words for _, _, words in conflict.choices]
        for name, conflict in reply.context["form"].conflicts.items()
    }


def again(reply, **choices):
    """What the form that asks sends next."""
    form = reply.context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "")}
    asked = {"undecided": list(form.conflicts), "forked_at": form.conflicts["cns_status"].forked_at}
    return {**sent, **asked, "save": "draft", **choices}


@pytest.mark.parametrize(("choice", "stands"), [("mine", "CNS3"), ("theirs", "CNS2"), ("before", "CNS1")])
def test_an_answer_that_both_changed_is_chosen(tab, diagnosis, opened_then_saved_by_another, choice, stands):
    sent = opened_then_saved_by_another | {"cns_status": "CNS3", "cd22_pct": "40"}
    asked = tab.post(form_of(diagnosis), sent)
    assert asked.status_code == 409
    assert conflicts(asked) == {"cns_status": ["CNS3", "CNS2", "CNS1"]}
    undecided = tab.post(form_of(diagnosis), again(asked))
    assert (undecided.status_code, conflicts(undecided)) == (409, conflicts(asked))
    assert Diagnosis.objects.get().version == 2, "nothing is saved before it is decided"
    assert tab.post(form_of(diagnosis), again(asked, **{"choice-cns_status": choice})).status_code == 302
    stored = Diagnosis.objects.get()
    assert (stored.cns_status, stored.cd22_pct) == (stands, 40)


def test_a_choice_does_not_hold_for_what_was_saved_after_it_was_offered(
    tab, diagnosis, colleague, opened_then_saved_by_another
):
    asked = tab.post(form_of(diagnosis), opened_then_saved_by_another | {"cns_status": "CNS3"})
    diagnosis.cns_status = "unknown"
    actions.save_record(diagnosis, by=colleague)
    asked_again = tab.post(form_of(diagnosis), again(asked, **{"choice-cns_status": "mine"}))
    assert asked_again.status_code == 409
    assert Diagnosis.objects.get().cns_status == "unknown"


def test_what_does_not_go_together_is_said_and_not_saved(tab, diagnosis, opened_then_saved_by_another):
    sent = opened_then_saved_by_another | {"all_lineage": "", "missing-all_lineage": "unknown"}
    diagnosis.classification_system = None
    actions.save_record(diagnosis, by=None)
    assert tab.post(form_of(diagnosis), sent).status_code == 302
    stored = Diagnosis.objects.get()
    assert (stored.missing, stored.classification_system) == ({"all_lineage": "unknown"}, None)


def test_a_record_completed_meanwhile_asks_why_it_is_changed(tab, diagnosis, opened_then_saved_by_another):
    actions.save_record(diagnosis, by=None, complete=True)
    asked = tab.post(form_of(diagnosis), opened_then_saved_by_another | {"cd22_pct": "40"})
    assert asked.status_code == 409
    assert "Say why this record is changed" in asked.content.decode()
    assert Diagnosis.objects.get().cd22_pct == 90


def test_a_record_withdrawn_meanwhile_is_not_saved(tab, diagnosis, opened_then_saved_by_another, colleague):
    actions.withdraw_record(diagnosis, by=colleague, reason="Wrong patient")
    tab.post(form_of(diagnosis), opened_then_saved_by_another | {"cd22_pct": "40"})
    assert Diagnosis.objects.get().cd22_pct == 90


def test_what_was_undecided_when_the_browser_failed_is_asked_about_again(
    tab, diagnosis, opened_then_saved_by_another
):
    asked = tab.post(form_of(diagnosis), opened_then_saved_by_another | {"cns_status": "CNS3"})
    keep(tab, {"page": asked.context["page_key"]}, **again(asked))
    restored = tab.get(form_of(diagnosis)).context["form"]
    boxes = {name: restored[name].value() for name in restored.fields}
    sent = {name: value for name, value in boxes.items() if value not in (None, "")}
    reply = tab.post(form_of(diagnosis), {**sent, "save": "draft"})
    assert (reply.status_code, conflicts(reply)) == (409, conflicts(asked))
    assert Diagnosis.objects.get().cns_status == "CNS2"
