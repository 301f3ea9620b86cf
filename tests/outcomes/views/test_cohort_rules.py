"""Cohorts in their makers' hands: live counts, rules that follow each other, sharing, putting away."""

import re
from html import unescape

import pytest
from django.urls import reverse

from outcomes import refresh
from outcomes.models import Cohort, StatisticResult
from tests.outcomes import courses
from tests.registry import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(investigator, site) -> Cohort:
    """A cohort of the investigator's, computed, with one patient."""
    courses.refractory(site, "KFB-1")
    investigator.post(reverse("cohort-add"), {"name": "Mine", "drug": "inotuzumab"})
    refresh.refresh()
    return Cohort.objects.get(slug="mine")


@pytest.fixture
def another(client, site):
    """A second client, signed in as another investigator."""
    from django.test import Client

    other = Client()
    other.force_login(records.user("investigator", site, name="another"))
    return other


def page_of(client, cohort: Cohort):
    return client.get(reverse("cohort", args=[cohort.slug]))


def rule_of(cohort: Cohort, **answers):
    return {"name": cohort.name, "drug": cohort.drug, "seen": cohort.rule_number} | answers


def test_the_form_counts_without_script_and_saves_nothing(investigator, site):
    courses.refractory(site, "KFB-1")
    refresh.refresh()
    form = {"drug": "inotuzumab", "failure_types": ["relapsed"], "count": "1"}
    reply = investigator.post(reverse("cohort-add"), form)
    page = reply.content.decode()
    assert reply.status_code == 200
    assert "<strong>0</strong>" in page
    beside = reply.context["choices"][-1].options[0]
    assert (beside.id, beside.n) == ("id_failure_types_0", "1") and f'id="{beside.id}-n"><a ' in page
    assert not Cohort.objects.exists()


def test_with_script_only_the_counts_are_sent_each_to_its_place(investigator, site):
    courses.refractory(site, "KFB-1")
    refresh.refresh()
    reply = investigator.post(
        reverse("cohort-add"), {"count": "1", "name": ""}, headers={"HX-Request": "true"}
    )
    page = reply.content.decode()
    assert "<form" not in page
    assert re.search(
        'id="count-total" role="status" hx-swap-oob="true"><strong><a [^>]*>1</a></strong> patient', page
    )


LISTS = reverse("rule-members")


def test_every_count_of_the_form_opens_its_patients_before_anything_is_saved(investigator, site):
    courses.refractory(site, "KFB-1")
    courses.refractory(site, "KFB-2")
    records.patient(site, "KFB-3")
    refresh.refresh()
    chosen = {"drug": "inotuzumab", "sites": [site.pk], "started_from": "2019", "count": "1"}
    page = investigator.post(reverse("cohort-add"), chosen)
    options = [one for choices in page.context["choices"] for one in choices.options]
    opened = {one.opens: one.n for one in options if one.n not in ("", "0")}
    assert len(opened) > 8 and not any(one.opens for one in options if one.n in ("", "0"))
    for address, n in {**opened, page.context["opens"]: page.context["total"]}.items():
        listed = investigator.get(address)
        assert (listed.context["total"], listed.context["own"]) == (n, int(n)), address
    assert not Cohort.objects.exists()


def test_a_list_under_a_rule_says_its_conditions_and_leads_to_a_form_with_them(investigator, site):
    courses.refractory(site, "KFB-1")
    refresh.refresh()
    rule = {"drug": "inotuzumab", "failure_types": ["refractory"], "started_from": "2020-01-01"}
    page = investigator.get(LISTS, rule).content.decode()
    assert (
        "Drug: Inotuzumab ozogamicin; Started on or after: 2020-01-01; Type of failure: Refractory." in page
    )
    assert "1 patient." in page and 'href="/patients/KFB-1/"' in page
    back = re.search(r'<a href="([^"]+)">New cohort with these conditions', page)
    assert back
    form = investigator.get(unescape(back[1])).context["form"]
    assert form.rule().plain() == rule


def test_a_rule_without_conditions_lists_all_who_were_treated_and_one_that_nobody_meets_nobody(
    investigator, site
):
    courses.refractory(site, "KFB-1")
    refresh.refresh()
    assert investigator.get(LISTS).context["total"] == "1"
    assert "This number counts nobody." in investigator.get(LISTS, {"lineages": ["T_ALL"]}).content.decode()


@pytest.mark.parametrize(
    "rule",
    [
        {"lineages": ["x"]},
        {"drug": "aspirin"},
        {"prior_hsct": "perhaps"},
        {"sites": ["0"]},
        {"sites": ["9" * 40]},
        {"started_from": "soon"},
        {"started_from": "2021", "started_to": "2020"},
    ],
)
def test_there_is_no_list_under_a_rule_that_no_form_takes(investigator, site, rule):
    assert investigator.get(LISTS, rule).status_code == 404


def test_counting_takes_wrong_input_for_none(investigator):
    reply = investigator.post(
        reverse("cohort-add"), {"count": "1", "lineages": ["x"], "started_from": "soon"}
    )
    assert reply.status_code == 200
    assert "is not one of the available choices" in reply.content.decode()


def test_another_rule_becomes_the_next_one_and_the_earlier_stays_to_be_read(investigator, own):
    assert page_of(investigator, own).context["summary"].n == 1
    investigator.post(reverse("cohort-edit", args=["mine"]), rule_of(own, failure_types=["relapsed"]))
    own.refresh_from_db()
    assert own.rule_number == 2
    assert not StatisticResult.objects.filter(cohort=own).exists(), "no result stands under another rule"
    refresh.refresh()
    page = page_of(investigator, own).content.decode()
    assert "Rule 1" in page
    assert "Type of failure: any → Relapsed after response" in page
    assert set(own.results.values_list("rule_number", flat=True)) == {2}


def test_another_name_is_no_other_rule(investigator, own):
    investigator.post(reverse("cohort-edit", args=["mine"]), rule_of(own, name="Ours"))
    own.refresh_from_db()
    assert (own.name, own.rule_number) == ("Ours", 1)
    assert own.results.exists()


def test_a_rule_is_not_changed_by_a_form_that_shows_an_earlier_one(investigator, own):
    form = rule_of(own, lineages=["B_ALL"])
    investigator.post(reverse("cohort-edit", args=["mine"]), rule_of(own, lineages=["T_ALL"]))
    reply = investigator.post(reverse("cohort-edit", args=["mine"]), form)
    assert reply.status_code == 422
    assert "changed meanwhile" in reply.content.decode()
    assert Cohort.objects.get(slug="mine").lineages == ["T_ALL"]


def test_a_private_cohort_is_for_its_maker_only_and_a_shared_one_for_all(investigator, another, own):
    assert page_of(another, own).status_code == 404
    assert "Mine" not in another.get(reverse("cohorts")).content.decode()
    investigator.post(reverse("cohort-edit", args=["mine"]), rule_of(own, is_shared="on"))
    assert page_of(another, own).status_code == 200
    assert "Mine" in another.get(reverse("cohorts")).content.decode()


def test_only_its_maker_changes_a_cohort_and_others_copy_it(investigator, another, own):
    Cohort.objects.filter(pk=own.pk).update(is_shared=True)
    assert another.get(reverse("cohort-edit", args=["mine"])).status_code == 403
    assert another.post(reverse("cohort-state", args=["mine"]), {"state": "deleted"}).status_code == 403
    copy = another.get(reverse("cohort-add"), {"from": "mine"}).context["form"]
    assert copy.rule() == own.membership()


def test_a_deleted_cohort_is_gone_for_all_and_comes_back_by_undo(investigator, another, own):
    Cohort.objects.filter(pk=own.pk).update(is_shared=True)
    investigator.post(reverse("cohort-state", args=["mine"]), {"state": "deleted"})
    assert page_of(investigator, own).status_code == page_of(another, own).status_code == 404
    assert "Deleted by you" in investigator.get(reverse("cohorts")).content.decode()
    assert "Mine" not in another.get(reverse("cohorts")).content.decode()
    investigator.post(reverse("cohort-state", args=["mine"]), {"state": "active"})
    assert page_of(investigator, own).status_code == 200


def test_an_archived_cohort_leaves_the_list_and_keeps_its_page(investigator, own):
    investigator.post(reverse("cohort-state", args=["mine"]), {"state": "archived"})
    page = investigator.get(reverse("cohorts"))
    assert own not in [summary.cohort for summary in page.context["summaries"]]
    assert page_of(investigator, own).status_code == 200


def test_nothing_else_is_a_state(investigator, own):
    assert investigator.post(reverse("cohort-state", args=["mine"]), {"state": "gone"}).status_code == 400


def test_the_flow_begins_with_all_patients_and_says_whom_each_filter_leaves_out(investigator, site, own):
    courses.refractory(site, "KFB-2")
    refresh.refresh()
    investigator.post(reverse("cohort-edit", args=["mine"]), rule_of(own, prior_hsct="yes"))
    records.patient(site, "KFB-3")
    refresh.refresh()
    registry, treated = own.results.get(statistic="flow").payload["boxes"][:2]
    assert (registry["n"], treated["n"]) == (3, 0)
    assert [(one["reason"], one["n"]) for one in treated["excluded"]] == [
        ("No completed treatment with a start", 1),
        ("No inotuzumab", 0),
        ("Transplant before: no, or not known", 2),
    ]


def test_patients_outside_the_cohort_move_its_flow_too(site, own):
    before = own.results.get(statistic="flow").payload["boxes"][0]["n"]
    records.patient(site, "KFB-9")
    refresh.refresh()
    assert own.results.get(statistic="flow").payload["boxes"][0]["n"] == before + 1
