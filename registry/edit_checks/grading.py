"""CTCAE grades of a patient's laboratory values, with the site's limits and the value before the regimen."""

from datetime import date, timedelta

from registry.ctcae import grade
from registry.edit_checks.certainty import Number, earliest, latest, surely_before
from registry.edit_checks.chart import Chart
from registry.rows import Row

USUAL_VERSION, WINDOW_DAYS = "5.0", 30


def grade_of(chart: Chart, lab: Row, test: str, version: str | None, regimen: Row | None) -> int | None:
    """Grade of one test of a dated sample in the course of a regimen; None where it cannot be told."""
    uln, lln = normal_limits(chart, lab, test)
    return grade(test, getattr(lab, test), version or "", uln, lln, baseline(chart, test, regimen))


def normal_limits(chart: Chart, lab: Row, test: str) -> tuple[Number | None, Number | None]:
    """Upper and lower limit of normal on the day of the sample."""
    normal = chart.laboratory.reference(test, lab.sample_date)
    return (normal.uln, normal.lln) if normal else (None, None)


def baseline(chart: Chart, test: str, regimen: Row | None) -> Number | None:
    """The last value by the start of the regimen; that of the first day was taken before the first dose."""
    if regimen is None or regimen.start_date is None:
        return None
    lab = chart.laboratory.last(test, earliest(regimen.start_date))
    return None if lab is None else getattr(lab, test)


def usual_version(chart: Chart) -> str:
    """The version of the patient's last adverse event, else 5.0."""
    versions = [row.ctcae_version for row in chart.of("adverse_event") if row.ctcae_version]
    return versions[-1] if versions else USUAL_VERSION


def regimen_during(chart: Chart, lab: Row) -> Row | None:
    """The last salvage regimen started before the sample, unless it ended over 30 days earlier."""
    begun = [row for row in chart.salvage_lines if surely_before(row.start_date, lab.sample_date)]
    return begun[-1] if begun and lab.sample_date <= _window_end(begun[-1], lab.sample_date) else None


def _window_end(regimen: Row, otherwise: date) -> date:
    return otherwise if regimen.end_date is None else latest(regimen.end_date) + timedelta(days=WINDOW_DAYS)
