"""The page of a cohort: statistics by any grouping, with and without script, computed or not yet."""

from html import unescape

import pytest
from django.urls import reverse

from outcomes import refresh
from outcomes.models import Cohort
from outcomes.statistics.catalogue import CATALOGUE
from tests.outcomes import courses
from tests.registry import records

pytestmark = pytest.mark.django_db


def page_of(client, cohort: Cohort, **choices: str) -> str:
    return client.get(reverse("cohort", args=[cohort.slug]), choices).content.decode()


def test_every_statistic_of_the_catalogue_has_its_place(investigator, computed):
    page = page_of(investigator, computed)
    for statistic in CATALOGUE:
        assert f'id="{statistic.slug}"' in page
        assert statistic.title in unescape(page)


def test_every_statistic_can_be_shown_and_fetched_as_csv_by_every_grouping(investigator, computed):
    for statistic, grouping in [(one, by) for one in CATALOGUE for by in one.groupings]:
        arguments = [computed.slug, statistic.slug, grouping.slug]
        shown = investigator.get(reverse("statistic", args=arguments), headers={"HX-Request": "true"})
        assert statistic.title in unescape(shown.content.decode()), arguments
        assert "Not computed yet" not in shown.content.decode(), arguments
        file = investigator.get(reverse("download", args=[*arguments, "csv"]))
        assert "," in file.content.decode().splitlines()[0], arguments


def test_a_grouping_is_chosen_in_the_address_and_works_without_script(investigator, computed):
    link = reverse("statistic", args=[computed.slug, "survival-from-start", "salvage-line"])
    reply = investigator.get(link, follow=True)
    assert reply.redirect_chain[0][0].endswith("?survival-from-start=salvage-line#survival-from-start")
    assert "First salvage" in reply.content.decode()


def test_with_script_only_the_statistic_is_sent_and_the_address_keeps_earlier_choices(investigator, computed):
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://x/cohorts/{computed.slug}/?table-1=site"}
    link = reverse("statistic", args=[computed.slug, "mrd", "salvage-line"])
    reply = investigator.get(link, headers=headers)
    assert "<html" not in reply.content.decode()
    assert reply["HX-Replace-Url"] == f"/cohorts/{computed.slug}/?table-1=site&mrd=salvage-line"


def test_an_unknown_choice_shows_the_first_grouping(investigator, computed):
    assert "Survival" in page_of(investigator, computed, **{"survival-from-start": "shoe-size"})


def test_a_cohort_not_computed_yet_says_so(investigator, cohort):
    assert "are being computed" in page_of(investigator, cohort)


def test_a_cohort_without_patients_says_so(investigator, cohort):
    refresh.refresh()
    assert "No patient meets the rule" in page_of(investigator, cohort)


def test_synthetic_patients_are_named_on_the_pages_that_count_them(client):
    made_up = records.site("DEMO", is_synthetic=True)
    courses.refractory(made_up, "DEMO-1")
    cohort = Cohort.objects.create(slug="all", name="All")
    refresh.refresh()
    client.force_login(records.user("investigator", made_up))
    assert "Synthetic patients" in page_of(client, cohort)
    assert "Synthetic patients" in client.get(reverse("cohorts")).content.decode()


def test_real_patients_are_not_called_synthetic(investigator, computed):
    assert "Synthetic patients" not in page_of(investigator, computed)


def test_a_new_cohort_is_stored_with_its_rule_and_waits_to_be_computed(investigator, site):
    answers = {
        "name": "Inotuzumab, first salvage",
        "drug": "inotuzumab",
        "line_groups": ["1"],
        "sites": [site.pk],
    }
    reply = investigator.post(reverse("cohort-add"), answers)
    cohort = Cohort.objects.get()
    assert reply.url == reverse("cohort", args=[cohort.slug])
    assert cohort.slug == "inotuzumab-first-salvage"
    assert cohort.is_stale
    assert "contains inotuzumab ozogamicin as first salvage, at Hospital KFB" in page_of(investigator, cohort)


def test_two_cohorts_of_one_name_get_addresses_of_their_own(investigator):
    for _ in range(2):
        investigator.post(reverse("cohort-add"), {"name": "Add"})
    assert sorted(Cohort.objects.values_list("slug", flat=True)) == ["add-2", "add-3"]


def test_only_sites_of_the_user_can_be_chosen(investigator):
    other = records.site("OTHER")
    reply = investigator.post(reverse("cohort-add"), {"name": "Theirs", "sites": [other.pk]})
    assert reply.status_code == 422
    assert not Cohort.objects.exists()


def test_a_period_that_ends_before_it_begins_is_refused_at_its_field(investigator):
    answers = {"name": "Backwards", "started_from": "2020-01-01", "started_to": "2019-01-01"}
    reply = investigator.post(reverse("cohort-add"), answers)
    assert reply.status_code == 422
    assert "lies before the first day" in reply.content.decode()
