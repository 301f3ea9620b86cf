"""The patients behind the numbers of a cohort page, for those who may see them."""

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from outcomes import refresh
from outcomes.models import Cohort
from outcomes.versions.freezing import freeze
from registry.models import Patient, Role, Site, User
from tests.outcomes import courses
from tests.registry import records

pytestmark = pytest.mark.django_db

LISTS = reverse("members", args=["inotuzumab", "flow", "overall"])
TREATED = {"of": ["box", "treated"]}
TRIED = ("/flow/", "/overall-response/", "/hazard-of-death/", "/treatment-sequences/", "/enrolment/")


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
    links = opened(page)
    assert len(links) > 100
    assert 'data-opens="/cohorts/inotuzumab/treatment-sequences/overall/patients/?"' in page
    tried = {link: n for link, n in links.items() if any(slug in link for slug in TRIED)}
    for link, n in tried.items():
        assert everywhere.get(link).context.get("own") == n, link


def opened(page: str) -> dict[str, int]:
    """Address → number of every link that opens patients, in texts and tables and in the flow."""
    written = re.findall(r'class="opens" href="([^"]+)">(?:n = )?(\d+)', page)
    drawn = re.findall(r'<a href="([^"]+)" aria-label="[^"]*n\s=\s(\d+)', page)
    assert len(written) > 40 and len(drawn) > 3
    return {unescape(link): int(n) for link, n in (*drawn, *written)}


def test_the_size_of_a_cohort_opens_its_patients_in_the_list_of_cohorts_and_where_it_is_frozen(
    everywhere, two_sites, client
):
    link = '<a class="opens" href="/cohorts/inotuzumab/flow/overall/patients/?of=box&amp;of=treated">3</a>'
    for address in ("/cohorts/", "/cohorts/inotuzumab/freeze/"):
        assert link in everywhere.get(address).content.decode()
    client.force_login(records.user("coordinator", two_sites[0]))
    assert "flow/overall/patients" not in client.get("/cohorts/").content.decode(), "it is not told"


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
    assert "&lt;10 patients, 2 of them at your sites." in page.content.decode()
    assert client.get(LISTS, {"of": ["no-group"]}).status_code == 404, "no range tells it"


def test_a_range_that_may_hold_nobody_opens_a_list_of_nobody(everywhere):
    """That a link stands there, and what it leads to, does not say whether anybody is in the range."""
    page = everywhere.get("/cohorts/inotuzumab/?view=protected").content.decode()
    link = "/cohorts/inotuzumab/survival-from-start/overall/patients/?view=protected&amp;of=delayed"
    assert f'href="{link}">&lt;10</a> patients entered' in page
    listed = everywhere.get(unescape(link))
    assert (listed.context["total"], listed.context["own"]) == ("<10", 0)


def test_there_is_no_list_of_what_is_withheld(client, two_sites):
    client.force_login(records.user("coordinator", two_sites[0]))
    assert client.get(LISTS, TREATED).status_code == 404


@pytest.mark.parametrize(
    "key", [["box"], ["box", "nowhere"], ["box", "treated", "more"], ["<script>"], ["grade"]]
)
def test_a_count_that_is_not_there_is_not_found(everywhere, key):
    assert everywhere.get(LISTS, {"of": key}).status_code == 404


AT_RISK = "/cohorts/{}/survival-from-start/overall/patients/?of=at-risk&of=All+patients&of={}"


def test_the_number_at_risk_at_any_month_of_the_figure_opens_its_patients(everywhere, two_sites):
    shown = everywhere.get(AT_RISK.format("inotuzumab", "2.3"))
    assert (shown.context["own"], shown.context["total"]) == (3, "3")
    assert "All patients: at risk at 2.3 months" in shown.content.decode()
    assert everywhere.get(AT_RISK.format("inotuzumab", "99.5")).status_code == 404
    assert everywhere.get(AT_RISK.format("inotuzumab", "2.35")).status_code == 404


def test_nobody_reads_off_the_cohort_of_another_or_its_protected_figures(everywhere, two_sites):
    other = records.user("investigator", two_sites[0], name="other")
    Cohort.objects.create(slug="mine", name="Mine", drug="inotuzumab", created_by=other, is_shared=False)
    refresh.refresh()
    assert everywhere.get(AT_RISK.format("mine", "2.3")).status_code == 404
    assert everywhere.get(AT_RISK.format("inotuzumab", "2.3") + "&view=protected").status_code == 404


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


def test_a_long_list_is_paged(everywhere, monkeypatch):
    monkeypatch.setattr("outcomes.views.members.PAGE_SIZE", 2)
    first = everywhere.get(LISTS, TREATED).content.decode()
    assert "Page 1 of 2" in first and "of=box&amp;of=treated" in first
    assert re.findall(r"/patients/(\w+-\d)/", first) == ["ONE-1", "ONE-2"]
    second = everywhere.get(LISTS, TREATED | {"page": 2}).content.decode()
    assert re.findall(r"/patients/(\w+-\d)/", second) == ["TWO-1"]


def test_the_registry_around_a_cohort_opens_too(everywhere, two_sites):
    """Whom a condition leaves out stands there with the value that did not meet it, if there is a regimen."""
    records.patient(two_sites[1], "TWO-9")
    Cohort.objects.create(slug="first", name="First", drug="inotuzumab", line_groups=["2"])
    refresh.refresh()
    lists = reverse("members", args=["first", "flow", "overall"])
    assert everywhere.get(lists, {"of": ["box", "registry"]}).context["own"] == 4
    untreated = {"of": ["left-out", "treated", "No completed treatment with a start"]}
    assert "TWO-9" in everywhere.get(lists, untreated).content.decode()
    other_line = everywhere.get(lists, {"of": ["left-out", "treated", "Another line of treatment"]})
    assert other_line.context["own"] == 3
    assert other_line.content.decode().count("First salvage") >= 3


def test_who_is_not_everywhere_reads_the_registry_in_ranges_here_too(client, two_sites):
    Cohort.objects.get(slug="inotuzumab").sites.set(two_sites[:1])
    refresh.refresh()
    client.force_login(records.user("investigator", two_sites[0]))
    page = client.get(LISTS, {"of": ["box", "registry"]})
    assert page.context["total"] == "<10" and page.context["own"] == 2
    assert client.get(LISTS, TREATED).context["total"] == "2"


@pytest.fixture
def frozen(everywhere, two_sites):
    """A version of three patients, one of whom is withdrawn from the registry since."""
    made = freeze(Cohort.objects.get(), name="Abstract", by=User.objects.get())
    Patient.objects.filter(registry_id="TWO-1").update(withdrawn_at=timezone.now())
    return made


def test_numbers_of_a_version_open_the_patients_as_they_were_frozen(everywhere, frozen):
    page = everywhere.get("/versions/abstract/").content.decode()
    links = opened(page)
    assert not any("registry" in link for link in links)
    tried = {link: n for link, n in links.items() if any(slug in link for slug in TRIED)}
    for link, n in tried.items():
        assert everywhere.get(link).context["own"] == n, link
    treated = everywhere.get("/versions/abstract/flow/overall/patients/", TREATED).content.decode()
    assert "withdrawn since" in treated and "As frozen on" in treated
    assert 'href="/patients/TWO-1/"' not in treated and 'href="/patients/ONE-1/"' in treated
    assert everywhere.get(LISTS, TREATED).context["own"] == 2


def test_a_version_names_patients_of_the_reader_alone(client, frozen, two_sites):
    client.force_login(records.user("coordinator", two_sites[0]))
    assert client.get("/versions/abstract/flow/overall/patients/", TREATED).status_code == 404
    Site.objects.get(site_id="TWO").users.add(User.objects.get(role="coordinator"))
    assert client.get("/versions/abstract/flow/overall/patients/", TREATED).context["own"] == 3
