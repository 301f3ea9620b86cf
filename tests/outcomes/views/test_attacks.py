"""Odd requests for statistics: answered, never a crash."""

import pytest
from django.urls import reverse

from outcomes.models import Cohort
from tests.registry import records

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("came_from", "kept"),
    [
        ("http://[", ""),
        ("http://[/?survival-from-start=sex", ""),
        ("http://registry/cohorts/all/?flow=overall#flow", "flow=overall"),
        ("?a=%0d%0aSet-Cookie:x", "a=%0D%0ASet-Cookie%3Ax"),
    ],
)
def test_the_address_from_which_somebody_comes_may_be_anything(client, came_from, kept):
    Cohort.objects.create(slug="all", name="All")
    client.force_login(records.user("investigator", records.site()))
    address = reverse("statistic", args=["all", "survival-from-start", "overall"])
    reply = client.get(address, headers={"HX-Request": "true", "HX-Current-URL": came_from})
    assert reply.status_code == 200
    assert reply.headers["HX-Replace-Url"].startswith("/cohorts/all/?")
    assert kept in reply.headers["HX-Replace-Url"]
