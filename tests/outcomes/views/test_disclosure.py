"""Who sees exact figures of a cohort: those at all of its sites. Others see ranges, or nothing."""

import pytest
from django.urls import reverse

from outcomes import refresh
from outcomes.models import Cohort, RegimenOutcome
from registry.models import Role
from tests.outcomes import courses
from tests.registry import records

pytestmark = pytest.mark.django_db

PAGE = "/cohorts/inotuzumab/"
FILES = f"{PAGE}survival-from-start/overall"


@pytest.fixture
def three_sites(db):
    """A cohort with one patient at each of three sites."""
    Cohort.objects.create(slug="inotuzumab", name="Inotuzumab", drug="inotuzumab")
    sites = [records.site(name) for name in ("ONE", "TWO", "THREE")]
    for site in sites:
        courses.refractory(site, f"{site.site_id}-1")
    refresh.refresh()
    return sites


def signed_in_at(client, *sites, role="investigator"):
    client.force_login(records.user(role, *sites, name=f"{role}-{len(sites)}"))
    return client


@pytest.mark.parametrize("role", sorted(set(Role.values) - {"administrator"}))
def test_who_is_at_every_site_of_a_cohort_sees_exact_figures(client, three_sites, role):
    signed_in_at(client, *three_sites, role=role)
    page = client.get(PAGE)
    assert page.context["summary"].view.is_exact
    assert page.context["summary"].n == 3
    assert "As others see it" in page.content.decode()
    assert "<10" not in page.content.decode() and "&lt;10" not in page.content.decode()


def test_who_is_at_one_of_three_sites_sees_ranges_on_the_page_and_in_every_file(client, three_sites):
    signed_in_at(client, three_sites[0])
    page = client.get(PAGE).content.decode()
    assert "Protected figures" in page
    assert "&lt;10</a></dd>" in page
    assert page.count("&lt;10") > 40
    assert client.get(f"{FILES}.csv").content.decode().count("<10") >= 3
    assert "&lt;10" in client.get(f"{FILES}.svg").content.decode()
    assert len(client.get(f"{FILES}.points.csv").content.decode().splitlines()) == 1


def test_sites_are_not_compared_for_who_is_not_at_all_of_them(client, three_sites):
    signed_in_at(client, three_sites[0])
    by_site = reverse("statistic", args=["inotuzumab", "overall-response", "site"])
    assert "Sites are compared only" in client.get(by_site, headers={"HX-Request": "true"}).content.decode()
    assert (
        client.get(reverse("download", args=["inotuzumab", "overall-response", "site", "csv"])).status_code
        == 404
    )


def test_nothing_is_shown_where_all_others_are_of_one_site(client, three_sites):
    signed_in_at(client, *three_sites[:2])
    page = client.get(PAGE)
    assert page.context["summary"].patients == "not shown"
    assert "no more than one site" in page.content.decode()
    assert client.get(f"{FILES}.csv").status_code == client.get(f"{FILES}.svg").status_code == 404


def test_a_narrow_rule_does_not_say_whether_another_site_has_such_a_patient(client, three_sites):
    """Whether nobody of another site meets the rule or somebody of one does, the answers are the same."""
    narrow = Cohort.objects.create(slug="narrow", name="Narrow", drug="inotuzumab", lineages=["T_ALL"])
    signed_in_at(client, three_sites[0])
    nobody = client.get("/cohorts/narrow/").context["summary"]
    RegimenOutcome.objects.filter(site=three_sites[1]).update(lineage="T_ALL")
    somebody = client.get("/cohorts/narrow/").context["summary"]
    assert nobody.view == somebody.view and nobody.view.refusal
    assert nobody.sites == somebody.sites == sorted(site.site_name for site in three_sites)
    narrow.sites.set(three_sites[:1])
    own = client.get("/cohorts/narrow/").context["summary"]
    assert own.view.is_exact and own.sites == []


def test_exact_figures_end_with_the_assignment(client, three_sites):
    signed_in_at(client, *three_sites)
    assert client.get(PAGE).context["summary"].view.is_exact
    person = client.get(PAGE).context["user"]
    person.sites.remove(three_sites[2])
    assert not client.get(PAGE).context["summary"].view.is_exact


def test_protected_figures_can_be_asked_for_and_the_page_leads_on_to_them(client, three_sites):
    signed_in_at(client, *three_sites)
    page = client.get(PAGE, {"view": "protected"}).content.decode()
    assert "Show exact figures" in page
    assert f"{FILES}.csv?view=protected" in page
    exact, shown = client.get(f"{FILES}.csv"), client.get(f"{FILES}.csv", {"view": "protected"})
    assert "<10" in shown.content.decode() and "<10" not in exact.content.decode()
    assert exact["ETag"] != shown["ETag"]


COUNTING = reverse("cohort-add")


def counts_of(client, **rule):
    """The total, and the count beside each option, of the form of a new cohort."""
    page = client.post(COUNTING, {"count": "1", "drug": "inotuzumab"} | rule, headers={"HX-Request": "true"})
    beside = {option.label: option.n for choices in page.context["choices"] for option in choices.options}
    return page.context, beside


def test_the_form_of_a_cohort_counts_exactly_for_who_is_everywhere_or_chooses_own_sites(client, three_sites):
    signed_in_at(client, *three_sites)
    assert counts_of(client)[0]["total"] == "3"
    signed_in_at(client, three_sites[0])
    shown, beside = counts_of(client, sites=[three_sites[0].pk])
    assert shown["total"] == beside["Refractory"] == "1"


def test_the_form_of_a_cohort_counts_others_in_ranges_where_they_are_of_several_sites(client, three_sites):
    signed_in_at(client, three_sites[0])
    shown, beside = counts_of(client)
    assert shown["total"] == beside["Refractory"] == "<10"
    assert beside["Relapsed after response"] == "–", "nobody, or somebody of one site"


def test_the_form_of_a_cohort_does_not_count_where_all_others_are_of_one_site(client, three_sites):
    """For the whole rule and for each choice, and the same whether that site has such a patient or not."""
    signed_in_at(client, *three_sites[:2])
    shown, beside = counts_of(client)
    assert shown["total"] == "" and "no more than one site" in shown["refusal"]
    assert beside["Refractory"] == beside["Relapsed after response"] == "–"
    assert {n for n in beside.values() if n} == {"–", "1"}, "each own site alone is exact"


def test_a_count_of_the_form_opens_a_list_only_where_it_is_exact(client, three_sites):
    """Neither a range nor a dash does; the patients of one's own sites do, choice by choice."""
    lists, own = reverse("rule-members"), {"sites": [three_sites[0].pk]}
    signed_in_at(client, three_sites[0])
    shown, _ = counts_of(client)
    exact = [one for choices in shown["choices"] for one in choices.options if one.opens]
    assert shown["opens"] == "" and [one.label for one in exact] == [three_sites[0].site_name]
    assert client.get(exact[0].opens).context["total"] == "1"
    assert client.get(lists, own).context["own"] == 1
    others = {"sites": [three_sites[1].pk]}
    for rule in ({}, {"drug": "inotuzumab"}, others, {"sites": [*own["sites"], three_sites[1].pk]}):
        assert client.get(lists, rule).status_code == 404
    signed_in_at(client, *three_sites)
    assert client.get(lists).context["total"] == "3"


DAYS_OF_PERIODS = [("2020-01-01", "2021-12-31", True), ("2020-01-02", "", False), ("", "2021-06-30", False)]


@pytest.mark.parametrize(("first", "last", "may"), DAYS_OF_PERIODS)
def test_others_are_counted_by_whole_years(client, three_sites, first, last, may):
    """A limit that moves from day to day would say on which day a range was passed."""
    period = {"started_from": first, "started_to": last}
    signed_in_at(client, three_sites[0])
    assert bool(counts_of(client, **period)[0]["period_errors"]) != may
    reply = client.post(COUNTING, {"name": "Some years", "drug": "inotuzumab"} | period)
    assert reply.status_code == (302 if may else 422)
    own = {"name": "Own", "drug": "inotuzumab", "sites": [three_sites[0].pk]}
    assert client.post(COUNTING, own | period).status_code == 302
