"""Two cohorts side by side: the same groups for both, patients of both counted, no test between them."""

from html import unescape

import pytest
from django.urls import reverse

from outcomes import refresh
from outcomes.models import Cohort
from outcomes.statistics.catalogue import CATALOGUE
from registry import actions
from registry.models import Patient
from tests.outcomes import courses
from tests.registry import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(investigator, site, cohort) -> tuple[Cohort, Cohort]:
    """Patients on inotuzumab, and those of them who died."""
    courses.refractory(site, "KFB-1")
    courses.refractory(site, "KFB-2", blasts="2", dead_on=None)
    other = Cohort.objects.create(slug="refractory", name="Refractory", failure_types=["refractory"])
    refresh.refresh()
    return cohort, other


def page_of(client, a: str = "", b: str = "", **groupings: str):
    return client.get(reverse("cohort-comparison"), {"a": a, "b": b} | groupings)


def test_every_statistic_stands_once_with_both_cohorts(investigator, both):
    page = unescape(page_of(investigator, "inotuzumab", "refractory").content.decode())
    for statistic in CATALOGUE:
        assert page.count(f'id="{statistic.slug}"') == 1
    assert page.count("A: Inotuzumab</h4>") == page.count("B: Refractory</h4>") == len(CATALOGUE)


def test_a_grouping_holds_for_both_and_stands_in_the_address(investigator, both):
    reply = page_of(investigator, "inotuzumab", "refractory", **{"survival-from-start": "salvage-line"})
    pairs = [pair for _, found in reply.context["sections"] for pair in found]
    (survival,) = [pair for pair in pairs if pair.statistic.slug == "survival-from-start"]
    assert {block.grouping.slug for _, block in survival.blocks} == {"salvage-line"}
    other = next(choice for choice in survival.choices if not choice.is_chosen)
    assert "a=inotuzumab" in other.address
    assert "b=refractory" in other.address


def test_what_is_drawn_is_chosen_side_by_side_and_its_files_follow(investigator, both):
    drawn = {"a.survival-from-start.until": "3", "b.survival-from-start.without": "0"}
    reply = page_of(investigator, "inotuzumab", "refractory", **drawn)
    page = unescape(reply.content.decode())
    assert "/cohorts/inotuzumab/survival-from-start/overall.svg?until=3" in page
    assert "/cohorts/refractory/survival-from-start/overall.svg?without=0" in page
    pairs = {pair.statistic.slug: pair for _, found in reply.context["sections"] for pair in found}
    own, other = (pairs[slug].choices[1].address for slug in ("survival-from-start", "mrd"))
    assert "until=3" in other
    assert "until=3" not in own, "other groups are drawn anew"


def test_counts_open_their_patients_on_either_side(investigator, both):
    page = unescape(page_of(investigator, "inotuzumab", "refractory").content.decode())
    for cohort in ("inotuzumab", "refractory"):
        assert f'href="/cohorts/{cohort}/overall-response/overall/patients/?of=' in page
    assert 'href="/cohorts/inotuzumab/survival-from-failure/overall/patients/?of=excluded&' in page


def test_patients_in_both_are_counted_and_no_test_is_made(investigator, both):
    page = page_of(investigator, "inotuzumab", "refractory").content.decode()
    both_of_them = "/comparison/inotuzumab/refractory/patients/"
    link = f'<strong><a class="opens" href="{both_of_them}">1</a></strong> patient is in both cohorts'
    assert link in " ".join(page.split())
    assert "No test is made between the cohorts" in page
    listed = investigator.get(both_of_them)
    assert (listed.context["total"], listed.context["own"]) == ("1", 1)
    assert 'scope="col">In Refractory</th>' in listed.content.decode()
    assert "The same regimen" in listed.content.decode()
    assert 'href="/patients/KFB-1/"' in listed.content.decode()


def test_a_patient_may_be_in_both_with_different_regimens(investigator, both):
    next_one = {"regimen_code": "BLINA", "drugs": ["blinatumomab"], "first_ino_date": None}
    again = records.regimen(Patient.objects.get(registry_id="KFB-2"), "2022-05-02", **next_one)
    actions.save_records([again], by=None, complete=True)
    Cohort.objects.create(slug="blina", name="Blinatumomab", drug="blinatumomab")
    refresh.refresh()
    listed = investigator.get("/comparison/inotuzumab/blina/patients/").content.decode()
    assert "2022-02-07" in listed
    assert '<strong>First salvage, Blinatumomab</strong> <span class="row-note">From 2022-05-02.' in listed


def test_patients_in_both_are_told_in_ranges_where_figures_are_and_listed_at_ones_own_sites(
    client, both, site
):
    for name in ("TWO", "THREE"):
        courses.refractory(records.site(name), f"{name}-1")
    refresh.refresh()
    client.force_login(records.user("coordinator", site))
    page = page_of(client, "inotuzumab", "refractory").content.decode()
    assert '/comparison/inotuzumab/refractory/patients/">&lt;10</a>' in page
    listed = client.get("/comparison/inotuzumab/refractory/patients/")
    assert (listed.context["total"], listed.context["own"]) == ("<10", 1)
    assert "TWO-1" not in listed.content.decode()


def test_who_asked_for_protected_figures_gets_such_a_list_too(investigator, both):
    page = page_of(investigator, "inotuzumab", "refractory", view="protected").content.decode()
    assert '/comparison/inotuzumab/refractory/patients/?view=protected">&lt;10</a>' in page
    listed = investigator.get("/comparison/inotuzumab/refractory/patients/?view=protected")
    assert listed.context["total"] == "<10"
    assert "view=protected" in listed.context["back"]


def test_where_the_number_is_not_told_there_is_no_list(client, both, site):
    courses.refractory(records.site("TWO"), "TWO-1")
    refresh.refresh()
    client.force_login(records.user("coordinator", site))
    assert "is not shown" in page_of(client, "inotuzumab", "refractory").content.decode()
    assert client.get("/comparison/inotuzumab/refractory/patients/").status_code == 404
    assert client.get("/comparison/inotuzumab/nowhere/patients/").status_code == 404


def test_cohorts_that_share_nobody_are_said_to(investigator, both):
    Cohort.objects.create(slug="none", name="None", lineages=["T_ALL"])
    refresh.refresh()
    assert "No patient is in both cohorts" in page_of(investigator, "inotuzumab", "none").content.decode()


def test_before_anything_is_chosen_the_page_asks_for_two(investigator, both):
    reply = page_of(investigator)
    assert reply.status_code == 200
    assert "sides" not in reply.context


def test_a_cohort_that_may_not_be_seen_is_not_found(investigator, both, django_user_model):
    maker = django_user_model.objects.create_user("maker", role="investigator")
    Cohort.objects.filter(slug="refractory").update(created_by=maker)
    assert page_of(investigator, "inotuzumab", "refractory").status_code == 404
