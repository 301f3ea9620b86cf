"""Options of statistics in addresses: read, refused, kept, and named in files."""

import csv
import io
import json
import re
from html import unescape

import pytest
from django.urls import reverse

from outcomes import on_demand, refresh
from outcomes.models import RegimenOutcome
from tests.outcomes import courses

pytestmark = pytest.mark.django_db
CURVES = "survival-from-start"


def address(cohort, grouping: str = "overall", ending: str = "", statistic: str = CURVES) -> str:
    name, more = ("download", [ending]) if ending else ("statistic", [])
    return reverse(name, args=[cohort.slug, statistic, grouping, *more])


def test_a_choice_is_computed_and_named_in_its_files(investigator, computed):
    reply = investigator.get(address(computed, ending="csv"), {"rates": "6"})
    assert "_rates-6_version-" in reply["Content-Disposition"]
    (row,) = csv.DictReader(io.StringIO(reply.content.decode("utf-8-sig")))
    assert row["options"] == "rates-6"
    assert "rate_6_months" in row


def test_without_script_a_choice_leads_to_the_page_that_keeps_it(investigator, computed):
    reply = investigator.get(address(computed), {"rates": ["", "6", "36"]}, follow=True)
    assert f"{CURVES}.rates=6.36" in reply.redirect_chain[0][0]
    page = unescape(reply.content.decode())
    assert "36 months, % (95% CI)" in page
    assert "Back to the default" in page


def test_with_script_the_address_of_the_page_keeps_the_choices_of_others(investigator, computed):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://x/?mrd=site&survival-from-start.rates=48"}
    reply = investigator.get(address(computed), {"rates": "6"}, headers=headers)
    assert reply["HX-Replace-Url"].endswith(
        "?mrd=site&survival-from-start=overall&survival-from-start.rates=6"
    )


@pytest.mark.parametrize("given", [{"rates": "7"}, {"rates": "12,7"}, {"strata": "site"}, {"rates": "\x00"}])
def test_what_is_not_offered_is_not_found(investigator, computed, given):
    assert investigator.get(address(computed), given, headers={"HX-Request": "true"}).status_code == 404


def test_what_is_drawn_stands_in_the_files_of_the_figure_and_in_no_other(investigator, computed):
    reply = investigator.get(address(computed), {"without": ["0"], "until": "3", "rates": "6"}, follow=True)
    assert f"{CURVES}.rates=6&{CURVES}.until=3&{CURVES}.without=0" in reply.redirect_chain[0][0]
    page = unescape(reply.content.decode())
    for ending, drawn in (("svg", True), ("vl.json", True), ("csv", False), ("points.csv", False)):
        name = f'href="{address(computed, ending=ending)}?rates=6'
        assert (f'{name}&until=3&without=0"' in page) is drawn, ending
    figure = investigator.get(address(computed, ending="vl.json"), {"until": "3", "without": "0"})
    assert "_overall_until-3_without-0_version-" in figure["Content-Disposition"]
    values = {one["name"]: one.get("value") for one in json.loads(figure.content)["params"]}
    assert (values["horizon"], values["shown"]) == (3, [0]), "a figure is never empty"


def test_the_table_beside_a_figure_follows_where_that_ends(investigator, computed):
    """It comes alone and in place, and leaves the address of the page to the figure."""
    asked = {"beside": "1", "until": "3", "rates": "6"}
    htmx = {"HX-Request": "true"}
    assert 'hx-get="/cohorts/inotuzumab/survival-from-start/overall/?beside=1"' in (
        investigator.get(reverse("cohort", args=[computed.slug])).content.decode()
    )
    for given, months in ((asked, ["0"]), (asked | {"until": ""}, ["0", "6"])):
        reply = investigator.get(address(computed), given, headers=htmx)
        page = reply.content.decode()
        assert re.findall(r'<th scope="col" class="number">(\d+)</th>', page) == months
        assert page.count("<table") == 1 and "HX-Replace-Url" not in reply
    assert investigator.get(address(computed), asked | {"until": "0"}, headers=htmx).status_code == 404
    assert investigator.get(address(computed), asked).status_code == 302


def test_without_script_groups_are_left_out_by_the_form(investigator, computed):
    by_age = {"statistic": "incidence-of-transplant"}
    page = investigator.get(address(computed, **by_age), {"without": "1"}, follow=True).content.decode()
    article = page[page.index('id="incidence-of-transplant"') :]
    assert "Leave out of the figure" in article[: article.index("</article>")]
    assert '<input type="checkbox" name="without" value="1" checked>' in article


@pytest.mark.parametrize("given", [{"until": "0"}, {"until": "soon"}, {"without": "a"}, {"without": "1..2"}])
def test_what_cannot_be_drawn_is_not_found_and_on_the_page_the_whole_is_shown(investigator, computed, given):
    assert investigator.get(address(computed, ending="svg"), given).status_code == 404
    on_page = {f"{CURVES}.{name}": value for name, value in given.items()}
    assert investigator.get(reverse("cohort", args=[computed.slug]), on_page).status_code == 200


def test_on_the_page_an_unknown_choice_shows_the_default(investigator, computed):
    reply = investigator.get(reverse("cohort", args=[computed.slug]), {f"{CURVES}.rates": "7"})
    assert "24 months, % (95% CI)" in unescape(reply.content.decode())


def test_a_cohort_too_large_for_choices_says_so_and_shows_what_is_stored(investigator, computed, monkeypatch):
    monkeypatch.setattr(on_demand, "MOST_PATIENTS", 0)
    reply = investigator.get(address(computed), {"rates": "6"}, headers={"HX-Request": "true"})
    assert "Choose a cohort with a narrower rule" in reply.content.decode()
    assert "24 months" in unescape(reply.content.decode())


def test_ever_transplanted_is_on_offer_and_explains_itself(investigator, computed):
    page = investigator.get(address(computed, "ever-transplanted"), headers={"HX-Request": "true"})
    assert "is not drawn" in page.content.decode()
    assert "#survival-from-landmark" in page.content.decode()


def test_courses_are_drawn_of_patients_of_the_readers_sites(investigator, computed):
    page = investigator.get(reverse("cohort-courses", args=[computed.slug])).content.decode()
    assert "KFB-1" in page
    assert "Salvage 1: Inotuzumab, single agent 0.0–" in page, "with what was given"
    figure = investigator.get(reverse("cohort-courses-file", args=[computed.slug, "svg"]))
    assert figure.content.startswith(b"<svg")
    assert "Inotuzumab alone" in figure.content.decode(), "in the legend"
    definition = investigator.get(reverse("cohort-courses-file", args=[computed.slug, "vl.json"])).content
    assert "https://vega.github.io/schema/vega-lite/" in definition.decode()
    assert investigator.get(reverse("cohort-courses-file", args=[computed.slug, "doc"])).status_code == 404


def test_numbers_above_the_courses_open_their_patients(investigator, computed, site, monkeypatch):
    monkeypatch.setattr("outcomes.statistics.swimmer.MOST_LANES", 1)
    courses.refractory(site, "KFB-2")
    courses.refractory(site, "KFB-3")
    refresh.refresh()
    row = RegimenOutcome.objects.get(patient__registry_id="KFB-2")
    row.values |= {"os_start_days": None, "os_start_event": None}
    row.save()
    page = investigator.get(reverse("cohort-courses", args=[computed.slug])).content.decode()
    told = {address: int(n) for address, n in re.findall(r'class="opens" href="([^"]+)">(\d+)</a>', page)}
    lists = reverse("course-members", args=[computed.slug])
    assert told == {f"{lists}?of=with-time": 2, f"{lists}?of=without-time": 1}
    for address, n in told.items():
        assert investigator.get(address).context["own"] == n
    without = investigator.get(lists, {"of": "without-time"}).content.decode()
    assert 'href="/patients/KFB-2/"' in without and "KFB-1" not in without
    assert investigator.get(lists, {"of": "nobody"}).status_code == 404
