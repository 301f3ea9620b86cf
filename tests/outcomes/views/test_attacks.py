"""Odd requests for statistics: answered, never a crash."""

import pytest
from django.urls import reverse

from outcomes.actions import change_cohort
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


@pytest.mark.parametrize(
    ("first", "last", "period"),
    [
        ("2020-02-29", "12mar24", ("2020-02-29", "2024-03-12")),
        ("2020-02", "2024-02", ("2020-02-01", "2024-02-29")),
        ("2020", "Dec 2024", ("2020-01-01", "2024-12-31")),
    ],
)
def test_a_period_is_written_as_dates_are_elsewhere_and_a_month_or_year_is_taken_whole(
    client, first, last, period
):
    client.force_login(records.user("investigator", records.site()))
    sent = {"name": "Recent", "started_from": first, "started_to": last}
    assert client.post(reverse("cohort-add"), sent).status_code == 302
    made = Cohort.objects.get()
    assert (str(made.started_from), str(made.started_to)) == period
    again = client.get(reverse("cohort-edit", args=[made.slug])).content.decode()
    assert f'value="{period[0]}"' in again and f'value="{period[1]}"' in again


def test_a_cohort_is_not_made_of_sites_of_others(client):
    other = records.site("OTHER")
    client.force_login(records.user("investigator", records.site()))
    reply = client.post(reverse("cohort-add"), {"name": "Theirs", "sites": [other.pk]})
    assert reply.status_code == 422
    assert other.site_name not in reply.content.decode()
    assert not Cohort.objects.exists()


@pytest.mark.parametrize("key", ["9" * 19, "9" * 400, "-1", "x", "\0"])
def test_a_site_that_cannot_be_is_refused_at_its_field(client, key):
    client.force_login(records.user("investigator", records.site()))
    reply = client.post(reverse("cohort-add"), {"name": "Theirs", "sites": [key]})
    assert reply.status_code == 422
    assert reply.context["form"].errors["sites"]


def test_what_became_of_a_cohort_while_its_form_was_read_stays(client):
    cohort = Cohort.objects.create(slug="all", name="All", is_stale=False)
    Cohort.objects.filter(pk=cohort.pk).update(state="archived", is_stale=True, computed_version=7)
    cohort.name = "Everybody"
    change_cohort(cohort, sites=[], by=records.user("investigator", records.site()), seen=1)
    cohort.refresh_from_db()
    assert (cohort.name, cohort.state, cohort.is_stale) == ("Everybody", "archived", True)
    assert cohort.computed_version == 7
