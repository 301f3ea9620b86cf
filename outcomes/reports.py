"""Reports of cohort pages: asked for by readers, made by a background job, kept for a day.

A report is known by what is in it. After the next computation, or in the view of another reader, it is
another report.
"""

from dataclasses import asdict
from datetime import timedelta
from hashlib import sha256

from django.http import QueryDict
from django.utils import timezone

from outcomes import tasks
from outcomes.disclosure import View
from outcomes.models import Cohort, Report
from outcomes.presenting.blocks import Section, sections_of
from outcomes.presenting.rules import rule_text
from outcomes.presenting.summaries import summary_of

KEPT = timedelta(days=1)
# A job that has not moved for so long is taken for lost, and asked for again.
LOST = timedelta(minutes=2)


def report_of(cohort: Cohort, query: QueryDict, view: View) -> Report:
    """The report of the page as it stands, finished or not; asked for if nobody has yet."""
    key = key_of(cohort, sections_of(cohort, query, view))
    Report.objects.filter(moved_at__lt=timezone.now() - KEPT).delete()
    report, is_new = Report.objects.get_or_create(key=key)
    is_lost = report.content is None and report.moved_at < timezone.now() - LOST
    if is_new or is_lost:
        report.save(update_fields=["moved_at"])
        tasks.ask_for_report(cohort.pk, query.urlencode(), asdict(view))
        report.refresh_from_db()
    return report


def key_of(cohort: Cohort, sections: list[Section]) -> str:
    """A digest of what the report says: the results shown, and the words about them."""
    stamps = [block.stamp for section in sections for block in section.blocks]
    words = (cohort.name, cohort.description, rule_text(cohort))
    return sha256("\n".join((*words, *stamps)).encode()).hexdigest()


def make(cohort_id: int, query: str, view: View) -> None:
    """Make the report of the page as it stands now, unless it is made already."""
    # The typesetter and the libraries that draw are for the worker alone.
    from outcomes.files.report import report_pdf

    cohort = Cohort.objects.get(pk=cohort_id)
    summary = summary_of(cohort, view)
    sections = sections_of(cohort, QueryDict(query), view)
    report, _ = Report.objects.get_or_create(key=key_of(cohort, sections))
    if report.content is None:

        def advance(done: int, total: int) -> None:
            Report.objects.filter(pk=report.pk).update(done=done, total=total, moved_at=timezone.now())

        report.content = report_pdf(summary, sections, advance)
        report.save(update_fields=["content", "moved_at"])
