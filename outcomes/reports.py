"""Reports of cohort pages: asked for by readers, made by a background job, kept for a day.

A report is known by what is in it: whoever asks for the same page of the same data version gets the one that
is made or waited for already. After the next computation, or in the view of another reader, it is another.
"""

from dataclasses import asdict
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from outcomes import tasks
from outcomes.disclosure import View
from outcomes.models import Cohort, Report
from outcomes.presenting.blocks import Section, sections_of
from outcomes.presenting.rules import rule_text
from outcomes.presenting.summaries import summary_of
from registry.models import User

KEPT = timedelta(days=1)
# A job that has not moved for so long is taken for lost, and asked for again.
LOST = timedelta(minutes=2)
MOST_WAITING = 3
"""A report takes a processor for half a minute: one person may not keep all the others waiting."""


class TooManyReports(Exception):
    """The reader waits for as many reports as one person may. The text says so to the reader."""


def report_of(cohort: Cohort, query: QueryDict, view: View, by: User) -> Report:
    """The report of the page as it stands, finished or not; asked for if nobody has yet.

    Raises TooManyReports if another one is not to be asked for now.
    """
    key = key_of(cohort, sections_of(cohort, query, view))
    Report.objects.filter(moved_at__lt=timezone.now() - KEPT).delete()
    report = Report.objects.filter(key=key).first()
    if report is None or (report.content is None and report.moved_at < timezone.now() - LOST):
        report = _taken_down(key, by)
        tasks.ask_for_report(cohort.pk, query.urlencode(), asdict(view))
        report.refresh_from_db()
    return report


@transaction.atomic
def _taken_down(key: str, by: User) -> Report:
    """The report with who waits for it; asked one at a time, so that nobody slips past the limit."""
    User.objects.select_for_update().get(pk=by.pk)
    waiting = Report.objects.filter(asked_by=by, content=None, moved_at__gte=timezone.now() - LOST)
    if waiting.exclude(key=key).count() >= MOST_WAITING:
        raise TooManyReports(
            f"{MOST_WAITING} reports that you asked for are still being made. Wait for one, then ask again."
        )
    report, _ = Report.objects.update_or_create(key=key, defaults={"asked_by": by})
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
