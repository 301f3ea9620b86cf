"""The patients behind the numbers of a cohort page, for those who may see them."""

import re
from html import unescape

import pytest
from django.urls import reverse

from outcomes import refresh
from outcomes.models import Cohort
from registry.models import Role
from tests.outcomes import courses
from tests.registry import records

pytestmark = pytest.mark.django_db

LISTS = reverse("members", args=["inotuzumab", "flow", "overall"])
TREATED = {"of": ["box", "treated"]}


@pytest.fixture
def two_sites(db):
    Cohort.objects.create(slug="inotuzumab", name="Inotuzumab", drug="inotuzumab")
    sites = [records.site("ONE"), records.site("TWO")]
    for site in sites:
        courses.refractory(site, f"{site.site_id}-1")
    courses.refractory(sites[0], "ONE-2")
    refresh.refresh()
    return sites


@pytest.fixture
def everywhere(client, two_sites):
    client.force_login(records.user("investigator", *two_sites))
    return client


def test_every_number_of_the_page_that_opens_has_as_many_patients(everywhere):
    page = everywhere.get("/cohorts/inotuzumab/").content.decode()
    links = dict(re.findall(r'class="opens" href="([^"]+)">(?:n = )?(\d+)', page))
    assert len(links) > 40
    statistics = ("/flow/", "/survival-from-start/", "/overall-response/")
    tried = {link: int(n) for link, n in links.items() if any(slug in link for slug in statistics)}
    for link, n in tried.items():
        assert everywhere.get(unescape(link)).context["own"] == n, link


def test_a_list_names_the_patient_and_the_value_that_counted(everywhere):
    page = everywhere.get(LISTS, {"of": ["box", "refractory"]}).content.decode()
    assert page.count('href="/patients/ONE-') == 2
    assert "Type of failure" in page or "Failure" in page
    assert "Did not respond" in page


def test_patients_of_other_sites_are_counted_and_not_named(client, two_sites):
    records.site("THREE")
    courses.refractory(records.models.Site.objects.get(site_id="THREE"), "THREE-1")
    refresh.refresh()
    client.force_login(records.user("coordinator", two_sites[0]))
    page = client.get(LISTS, TREATED)
    assert "TWO-1" not in page.content.decode() and "THREE-1" not in page.content.decode()
    assert "2 of them at your sites and &lt;10 at other sites" in page.content.decode()


def test_there_is_no_list_of_what_is_withheld(client, two_sites):
    client.force_login(records.user("coordinator", two_sites[0]))
    assert client.get(LISTS, TREATED).status_code == 404


@pytest.mark.parametrize(
    "key", [["box"], ["box", "nowhere"], ["box", "treated", "more"], ["<script>"], ["grade"]]
)
def test_a_count_that_is_not_there_is_not_found(everywhere, key):
    assert everywhere.get(LISTS, {"of": key}).status_code == 404


@pytest.mark.parametrize("role", Role.values)
def test_lists_are_for_those_who_may_see_patients(client, two_sites, role):
    client.force_login(records.user(role, *two_sites))
    assert client.get(LISTS, TREATED).status_code == (403 if role == "administrator" else 200)


def test_a_list_that_takes_too_long_says_so(everywhere, two_sites, monkeypatch):
    by_site = reverse("members", args=["inotuzumab", "table-1", "site"])
    of_one = {"of": ["group", two_sites[0].site_name, "n"]}
    assert everywhere.get(by_site, of_one).context["own"] == 2
    monkeypatch.setattr("outcomes.members.listing.LONGEST_SECONDS", -1)
    assert "takes too long" in everywhere.get(by_site, of_one).content.decode()


def test_a_large_cohort_says_why_it_opens_no_lists(everywhere, monkeypatch):
    monkeypatch.setattr("outcomes.members.listing.MOST_PATIENTS", 2)
    assert "cohorts of up to 2 patients" in everywhere.get(LISTS, TREATED).content.decode()
