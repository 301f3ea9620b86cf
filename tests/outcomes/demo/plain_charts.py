"""Charts of designed patients as plain rows, numbered as if they had been saved: no database."""

from datetime import date
from functools import cache
from itertools import count

from outcomes.demo.designed import designed_cohort
from outcomes.demo.expansion import Chart, expand
from outcomes.demo.sites import reference_ranges
from registry.fields import Link
from registry.models import Record, Site
from registry.patient_rows import as_row
from registry.record_types import RECORD_TYPES, type_of
from registry.rows import PatientRows, Row

TODAY = date(2018, 6, 30)
SITE = Site(pk=1, site_id="DEMO", site_name="Synthetic", country="US")


@cache
def charts(site: str) -> tuple[Chart, ...]:
    """The charts of one synthetic centre."""
    return tuple(numbered(expand(designed, SITE)) for designed in designed_cohort(site))


def numbered(chart: Chart) -> Chart:
    chart.patient.pk = 1
    for record, number in zip(chart.records, count(1), strict=False):
        record.pk = number
        record.patient_id = 1
    for record in chart.records:
        _follow_links(record)
    return chart


def _follow_links(record: Record) -> None:
    for question in record.questions():
        if isinstance(question, Link) and question.is_cached(record):
            setattr(record, question.attname, getattr(getattr(record, question.name), "pk", None))


def rows_of(chart: Chart, status: str = "complete") -> PatientRows:
    """The chart as if every record had this status."""
    by_entity: dict[str, tuple[Row, ...]] = {}
    for record in chart.records:
        record.status = status
        kind = type_of(record)
        by_entity[kind.slug] = (*by_entity.get(kind.slug, ()), as_row(kind, record))
    return PatientRows(
        patient=as_row(RECORD_TYPES["patient"], chart.patient),
        site=Row("site", 1, {}),
        today=TODAY,
        by_entity=by_entity,
        reference_ranges=tuple(
            Row("reference_range", number, {f.attname: getattr(r, f.attname) for f in r.questions()})
            for number, r in enumerate(reference_ranges(SITE), start=1)
        ),
    )
