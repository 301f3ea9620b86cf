"""The report of a page: one PDF with every section, read back as text."""

import io

import pytest
import vl_convert
from django.core.cache import cache
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from outcomes import reports
from outcomes.disclosure import EXACT, PROTECTED
from outcomes.models import Cohort, Report
from outcomes.presenting.blocks import sections_of
from outcomes.refresh import refresh
from registry.models import Site, User
from tests.outcomes import courses
from tests.registry import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort() -> Cohort:
    courses.refractory(records.site("DEMO", is_synthetic=True), "DEMO-1")
    cohort = Cohort.objects.create(slug="all", name="#panic() $all$", description="*Everybody* \\ there is")
    refresh()
    return cohort


@pytest.fixture
def asked(monkeypatch) -> list[tuple]:
    """The reports asked for, none of which is made by itself."""
    calls: list[tuple] = []
    monkeypatch.setattr("outcomes.tasks.make_report.apply_async", lambda args, **_: calls.append(args))
    return calls


def reader() -> User:
    return records.user("investigator", *Site.objects.all())


@pytest.fixture
def plain_figures(monkeypatch):
    """Every figure is a square: drawing is tried where figures are."""
    square = vl_convert.svg_to_pdf('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    monkeypatch.setattr("outcomes.files.report.figure_of", lambda *_: square)


def test_a_report_holds_title_rule_version_methods_and_every_section_with_a_mark_on_each_page(
    cohort, asked, plain_figures
):
    query = QueryDict("survival-from-start=salvage-line")
    reports.make(cohort.pk, query.urlencode(), EXACT)
    pdf = PdfReader(io.BytesIO(reports.report_of(cohort, query, EXACT, reader()).content))
    pages = [page.extract_text() for page in pdf.pages]
    text = " ".join(" ".join(pages).split())
    assert asked == []
    for expected in ("#panic() $all$", "*Everybody* \\ there is", "Data version", "Methods", "References"):
        assert expected in text
    assert "By salvage line" in text
    assert all("Synthetic patients" in page for page in pages)
    assert all(f"Page {at} of {len(pages)}" in page for at, page in enumerate(pages, start=1))
    titles = [item.title for item in pdf.outline if not isinstance(item, list)]
    sections = sections_of(cohort, query, EXACT)
    assert titles == [
        "Methods",
        *(one.title for one in sections if any(block.result for block in one.blocks)),
    ]


def test_a_report_is_asked_for_once_and_awaited(client, cohort, asked):
    client.force_login(reader())
    address = reverse("cohort-report", args=[cohort.slug])
    assert "being made" in client.get(address).content.decode()
    assert "being made" in client.get(reverse("cohort-report-file", args=[cohort.slug])).content.decode()
    assert len(asked) == 1
    Report.objects.update(content=b"%PDF-1.7")
    assert "Download the report" in client.get(address).content.decode()
    assert client.get(reverse("cohort-report-file", args=[cohort.slug])).content == b"%PDF-1.7"


def test_nobody_has_more_reports_made_at_a_time_than_a_few_and_is_told_so(client, cohort, asked):
    client.force_login(own := reader())
    address = reverse("cohort-report", args=[cohort.slug])
    pages = [client.get(address, {"overall-response": grouping}) for grouping in GROUPINGS]
    assert [page.status_code for page in pages] == [200, 200, 200, 429]
    refused = pages[-1].content.decode()
    assert "3 reports that you asked for are still being made" in refused
    assert "every 1s" in pages[0].content.decode() and "every 1s" not in refused, "nor does it ask by itself"
    assert client.get(address, {"overall-response": GROUPINGS[0]}).status_code == 200, "one that is awaited"
    assert len(asked) == 3
    client.force_login(records.user("investigator", *Site.objects.all(), name="colleague"))
    assert client.get(address, {"overall-response": GROUPINGS[3]}).status_code == 200
    client.force_login(own)
    Report.objects.filter(asked_by=own).update(content=b"%PDF-1.7")
    assert client.get(address, {"overall-response": "site"}).status_code == 200, "once they are made"


GROUPINGS = ("overall", "salvage-line", "regimen", "age-group")


def test_a_lost_job_keeps_nobody_from_asking(cohort, asked):
    own = reader()
    for grouping in GROUPINGS[:3]:
        reports.report_of(cohort, QueryDict(f"overall-response={grouping}"), EXACT, own)
    Report.objects.update(moved_at=timezone.now() - 2 * reports.LOST)
    assert reports.report_of(cohort, QueryDict(f"overall-response={GROUPINGS[3]}"), EXACT, own)
    assert len(asked) == 4


def test_a_report_with_choices_is_the_same_wherever_they_are_computed(cohort):
    cohort.refresh_from_db()
    query = QueryDict("survival-from-start.rates=6")
    here = reports.key_of(cohort, sections_of(cohort, query, EXACT))
    cache.clear()
    assert reports.key_of(cohort, sections_of(cohort, query, EXACT)) == here, "in another process"


def test_without_a_queue_the_report_is_made_at_once(cohort, monkeypatch):
    def unreachable(*_: object, **__: object) -> None:
        raise ConnectionError("no broker")

    monkeypatch.setattr("outcomes.tasks.make_report.apply_async", unreachable)
    monkeypatch.setattr("outcomes.files.report.report_pdf", lambda *_: b"%PDF-made")
    assert bytes(reports.report_of(cohort, QueryDict(), EXACT, reader()).content) == b"%PDF-made"


def test_who_sees_protected_figures_never_gets_the_report_of_exact_ones(cohort, asked):
    own = reader()
    exact = reports.report_of(cohort, QueryDict(), EXACT, own)
    assert reports.report_of(cohort, QueryDict(), PROTECTED, own).key != exact.key
