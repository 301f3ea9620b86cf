"""Who may see statistics, define cohorts and start a rebuild: every page, every role."""

import pytest
from django.urls import URLPattern, reverse

import outcomes.urls
from outcomes.models import Cohort, Rebuild
from outcomes.versions.freezing import freeze
from registry.access import PERMISSIONS
from registry.models import Role
from tests.outcomes import courses
from tests.registry import records
from tests.registry.test_access import without_tokens

pytestmark = pytest.mark.django_db

STATISTIC = ["inotuzumab", "survival-from-start", "overall"]
# Page → (the permission that it asks for, its arguments); a page missing here fails the first test.
PAGES = {
    "cohorts": ("view_statistics", []),
    "cohort-add": ("edit_cohort", []),
    "rule-members": ("edit_cohort", []),
    "refresh-progress": ("view_statistics", []),
    "cohort": ("view_statistics", ["inotuzumab"]),
    "cohort-edit": ("edit_cohort", ["own"]),
    "cohort-freshness": ("view_statistics", ["inotuzumab"]),
    "cohort-courses": ("view_patient", ["inotuzumab"]),
    "cohort-courses-file": ("view_patient", ["inotuzumab", "svg"]),
    "course-members": ("view_patient", ["inotuzumab"]),
    "cohort-report": ("view_statistics", ["inotuzumab"]),
    "cohort-report-file": ("view_statistics", ["inotuzumab"]),
    "cohort-methods": ("view_statistics", ["inotuzumab"]),
    "statistic": ("view_statistics", STATISTIC),
    "download": ("view_statistics", [*STATISTIC, "csv"]),
    "cohort-comparison": ("view_statistics", []),
    "shared-members": ("view_patient", ["inotuzumab", "inotuzumab"]),
    "versions": ("view_statistics", []),
    "version-add": ("freeze_version", ["inotuzumab"]),
    "version": ("view_statistics", ["frozen"]),
    "version-manifest": ("view_statistics", ["frozen"]),
    "version-comparison": ("view_statistics", ["frozen"]),
    "version-statistic": ("view_statistics", ["frozen", *STATISTIC[1:]]),
    "version-download": ("view_statistics", ["frozen", *STATISTIC[1:], "csv"]),
    "version-members": ("view_patient", ["frozen", *STATISTIC[1:]]),
    "rebuild": ("recompute", []),
    "members": ("view_patient", STATISTIC),
    "tokens": ("manage_tokens", []),
    "api-addresses": ("manage_tokens", []),
    "replication": ("view_statistics", []),
    "patient-derived": ("view_patient", ["KFB-1"]),
}
# Tried where what they do is tested.
POSTED_ONLY = {"cohort-state", "token-revoke", "version-reproduce"}


def test_every_page_of_outcomes_is_in_this_matrix():
    names = {pattern.name for pattern in outcomes.urls.urlpatterns if isinstance(pattern, URLPattern)}
    assert names == PAGES.keys() | POSTED_ONLY


@pytest.mark.parametrize("role", Role.values)
def test_a_role_gets_its_pages_and_no_others(client, site, computed, role):
    client.force_login(user := records.user(role, site))
    Cohort.objects.create(slug="own", name="Own", created_by=user)
    freeze(computed, name="Frozen", by=user)
    for page, (permission, arguments) in PAGES.items():
        reply = client.get(reverse(page, args=arguments), headers={"HX-Request": "true"})
        assert reply.status_code == (200 if role in PERMISSIONS[permission] else 403), page


@pytest.mark.parametrize("page", PAGES)
def test_nobody_sees_anything_without_signing_in(client, page):
    reply = client.get(reverse(page, args=PAGES[page][1]))
    assert reply.status_code == 302
    assert reply.url.startswith(reverse("login"))


def test_another_sites_patient_answers_as_one_that_does_not_exist(client, site):
    courses.refractory(records.site("OTHER"), "OTHER-1")
    client.force_login(records.user("investigator", site))
    there = client.get(reverse("patient-derived", args=["OTHER-1"]))
    nowhere = client.get(reverse("patient-derived", args=["OTHER-2"]))
    assert there.status_code == nowhere.status_code == 404
    assert without_tokens(there) == without_tokens(nowhere)


@pytest.mark.parametrize("role", Role.values)
def test_a_rebuild_is_started_by_those_who_may_and_by_nobody_else(client, site, role):
    client.force_login(records.user(role, site))
    reply = client.post(reverse("rebuild"))
    may = role in PERMISSIONS["recompute"]
    assert reply.status_code == (302 if may else 403)
    assert Rebuild.objects.exists() == may


@pytest.mark.parametrize("role", Role.values)
def test_a_cohort_is_defined_by_those_who_may_and_by_nobody_else(client, site, role):
    client.force_login(records.user(role, site))
    reply = client.post(reverse("cohort-add"), {"name": "Blinatumomab", "drug": "blinatumomab"})
    may = role in PERMISSIONS["edit_cohort"]
    assert reply.status_code == (302 if may else 403)
    assert Cohort.objects.exists() == may


NOT_ON_OFFER = (
    "/cohorts/nothing/",
    "/cohorts/inotuzumab/nothing/overall/",
    "/cohorts/inotuzumab/survival-from-start/failure-type/",
    "/cohorts/inotuzumab/survival-from-start/overall.exe",
    "/cohorts/inotuzumab/table-1/overall.svg",
    "/cohorts/inotuzumab/table-1/overall.points.csv",
)


def test_what_is_not_on_offer_is_not_found(investigator, computed):
    for address in NOT_ON_OFFER:
        assert investigator.get(address, headers={"HX-Request": "true"}).status_code == 404, address
