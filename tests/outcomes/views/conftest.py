import pytest

from outcomes import refresh
from outcomes.models import Cohort
from tests.outcomes import courses
from tests.outcomes.remembered import remembered_results
from tests.registry import records

__all__ = ["remembered_results"]


@pytest.fixture
def cohort(db) -> Cohort:
    return Cohort.objects.create(slug="inotuzumab", name="Inotuzumab", drug="inotuzumab")


@pytest.fixture
def computed(site, cohort) -> Cohort:
    """A cohort of one patient, with its statistics stored."""
    courses.refractory(site, "KFB-1")
    refresh.refresh()
    cohort.refresh_from_db()
    return cohort


@pytest.fixture
def investigator(client, site):
    """The client, signed in."""
    client.force_login(records.user("investigator", site))
    return client
