"""Every page that a person of any role can reach is accessible, fits a phone, and runs without complaint."""

import pytest
from playwright.sync_api import Browser

from outcomes.demo.hospital import HospitalStaff, admit_patients
from outcomes.demo.sites import create_sites
from outcomes.demo.users import create_users
from outcomes.models import Cohort
from outcomes.refresh import refresh
from registry.models import Role, User
from tests.browser.crawling import every_kind_of_page
from tests.browser.inspecting import faults_of, listen_for_complaints
from tests.outcomes import courses
from tests.registry.records import PASSWORD

pytestmark = pytest.mark.browser

HOSPITAL = "DEMO-GH"
# The roles share most parts of their pages.
SEEN_IN_COLOUR: set[str] = set()


@pytest.fixture
def people(live_server) -> dict[str, User]:
    """One person of each role at a hospital with a handful of patients, of whom one waits for a refresh."""
    sites = create_sites()
    users = create_users(sites.values(), PASSWORD)
    staff = HospitalStaff(users[Role.COORDINATOR], users[Role.DATA_MANAGER])
    admit_patients(sites[HOSPITAL], staff)
    courses.refractory(sites[HOSPITAL], "DEMO-GH-009")
    Cohort.objects.create(slug="inotuzumab", name="Inotuzumab", drug="inotuzumab")
    refresh()
    return users


@pytest.mark.parametrize("role", Role.values)
def test_every_page_is_sound(people, window, role):
    page = window(people[role])
    complaints = listen_for_complaints(page)
    faults, visited = [], []
    for address in every_kind_of_page(page, each_kind_of_record=role == Role.COORDINATOR):
        visited.append(address)
        faults += [f"{address} {fault}" for fault in faults_of(page, SEEN_IN_COLOUR)]
    assert faults + complaints == []
    assert len(visited) >= FEWEST_PAGES[role], visited


def test_the_sign_in_page_is_sound(browser: Browser, live_server):
    page = browser.new_page(base_url=live_server.url)
    complaints = listen_for_complaints(page)
    page.goto("/")
    assert [*faults_of(page), *complaints] == []
    page.close()


# So that a walk which finds no links does not pass for one which finds no faults.
FEWEST_PAGES = {
    Role.COORDINATOR: 35,
    Role.INVESTIGATOR: 10,
    Role.DATA_MANAGER: 14,
    Role.MONITOR: 11,
    Role.ADMINISTRATOR: 5,
}
