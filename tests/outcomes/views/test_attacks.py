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


@pytest.mark.parametrize("day", ["03/04/2020", "2020-13-01", "1/2/06", "2023-02-29"])
def test_a_period_is_given_in_days_that_have_one_reading(client, day):
    client.force_login(records.user("investigator", records.site()))
    reply = client.post(reverse("cohort-add"), {"name": "Recent", "started_from": day})
    assert reply.status_code == 422
    assert reply.context["form"].errors["started_from"]
    assert not Cohort.objects.exists()


def test_a_day_written_as_iso_is_taken(client):
    client.force_login(records.user("investigator", records.site()))
    sent = {"name": "Recent", "started_from": "2020-02-29"}
    assert client.post(reverse("cohort-add"), sent).status_code == 302
    assert str(Cohort.objects.get().started_from) == "2020-02-29"


def test_a_cohort_is_not_made_of_sites_of_others(client):
    other = records.site("OTHER")
    client.force_login(records.user("investigator", records.site()))
    reply = client.post(reverse("cohort-add"), {"name": "Theirs", "sites": [other.pk]})
    assert reply.status_code == 422
    assert other.site_name not in reply.content.decode()
    assert not Cohort.objects.exists()
