"""The report of a page: one PDF with every section, read back as text."""

import io

import pytest
import vl_convert
from django.http import QueryDict
from django.urls import reverse
from pypdf import PdfReader

from outcomes import reports
from outcomes.disclosure import EXACT, PROTECTED
from outcomes.models import Cohort, Report
from outcomes.presenting.blocks import sections_of
from outcomes.refresh import refresh
from registry.models import Site
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
    pdf = PdfReader(io.BytesIO(reports.report_of(cohort, query, EXACT).content))
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
    client.force_login(records.user("investigator", *Site.objects.all()))
    address = reverse("cohort-report", args=[cohort.slug])
    assert "being made" in client.get(address).content.decode()
    assert "being made" in client.get(reverse("cohort-report-file", args=[cohort.slug])).content.decode()
    assert len(asked) == 1
    Report.objects.update(content=b"%PDF-1.7")
    assert "Download the report" in client.get(address).content.decode()
    assert client.get(reverse("cohort-report-file", args=[cohort.slug])).content == b"%PDF-1.7"


def test_without_a_queue_the_report_is_made_at_once(cohort, monkeypatch):
    def unreachable(*_: object, **__: object) -> None:
        raise ConnectionError("no broker")

    monkeypatch.setattr("outcomes.tasks.make_report.apply_async", unreachable)
    monkeypatch.setattr("outcomes.files.report.report_pdf", lambda *_: b"%PDF-made")
    assert bytes(reports.report_of(cohort, QueryDict(), EXACT).content) == b"%PDF-made"


def test_who_sees_protected_figures_never_gets_the_report_of_exact_ones(cohort, asked):
    exact = reports.report_of(cohort, QueryDict(), EXACT)
    assert reports.report_of(cohort, QueryDict(), PROTECTED).key != exact.key
