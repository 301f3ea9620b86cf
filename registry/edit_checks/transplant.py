"""Edit checks T01 to T05: transplants against status, treatment, each other and GVHD."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from registry.edit_checks.certainty import AnyDate, earliest, latest, possibly_by
from registry.edit_checks.chart import Chart
from registry.edit_checks.definition import ERROR, QUERY, EditCheck, Problem, at, chart_check
from registry.edit_checks.ordering import in_order
from registry.rows import Row

STATUS_DAYS, LEAST_DAYS_FROM_INOTUZUMAB, MOST_DAYS_FROM_INOTUZUMAB = 45, 14, 365


@chart_check(
    "T01",
    QUERY,
    "transplant response disease_event follow_up",
    "infusion_date assessment_date event_date contact_date",
    rule="No response, disease event or follow-up status can lie in the 45 days up to day 0. The status on "
    "the transplant form has no date and does not count.",
    message="Add disease status before transplant.",
)
def transplant_without_status(chart: Chart) -> Iterator[Problem]:
    known = _status_dates(chart)
    for day_0, row in in_order(chart.of("transplant"), "infusion_date"):
        ages = [(earliest(day_0) - latest(day)).days for day in known if possibly_by(day, day_0)]
        if not any(age <= STATUS_DAYS for age in ages):
            yield at(row, "infusion_date")


def _status_dates(chart: Chart) -> list[AnyDate]:
    """Days on which the status of the disease was told."""
    told = [row.assessment_date for row in chart.of("response") if row.response_reported not in (None, "NE")]
    told += [row.event_date for row in chart.of("disease_event")]
    told += [
        row.contact_date
        for row in chart.of("follow_up")
        if row.disease_status_at_contact not in (None, "not_assessed")
    ]
    return [day for day in told if day is not None]


@chart_check(
    "T02",
    QUERY,
    "transplant regimen administration",
    "infusion_date admin_date",
    rule="Day 0 lies less than 14 or more than 365 days after the last inotuzumab dose of the line that led "
    "to the transplant, which is the last salvage or MRD-directed regimen started by then.",
    message="Interval from inotuzumab to transplant is unusual. Check both dates.",
)
def unusual_interval(chart: Chart) -> Iterator[Problem]:
    for day_0, row in in_order(chart.of("transplant"), "infusion_date"):
        last_on = _last_inotuzumab(chart, earliest(day_0))
        days = (earliest(day_0) - last_on).days if last_on else LEAST_DAYS_FROM_INOTUZUMAB
        if not LEAST_DAYS_FROM_INOTUZUMAB <= days <= MOST_DAYS_FROM_INOTUZUMAB:
            yield at(row, "infusion_date")


def _last_inotuzumab(chart: Chart, day_0: date) -> date | None:
    lines = [
        row
        for row in chart.regimens
        if row.line_type in ("salvage", "mrd_directed") and earliest(row.start_date) <= day_0
    ]
    doses = [dose.admin_date for line in lines[-1:] for dose in chart.doses_of(line, "inotuzumab")]
    return max((day for day in doses if day <= day_0), default=None)


@chart_check(
    "T03",
    ERROR,
    "transplant",
    "hct_number infusion_date",
    rule="A transplant does not have a higher number than the one before it.",
    message="Transplant number must increase. Correct the number or the dates.",
)
def number_not_increased(chart: Chart) -> Iterator[Problem]:
    numbered = [
        row for _, row in in_order(chart.of("transplant"), "infusion_date") if row.hct_number is not None
    ]
    for previous, row in pairwise(numbered):
        if row.hct_number <= previous.hct_number:
            yield at(row, "hct_number")


@chart_check(
    "T04",
    ERROR,
    "gvhd transplant",
    "transplant onset_date hct_type infusion_date",
    rule="The transplant of the GVHD is autologous or syngeneic; or no allogeneic one can lie by its onset. "
    "A transplant of unknown type or date may. Donor lymphocytes follow an allogeneic transplant.",
    message="GVHD needs an allogeneic transplant. Correct the link, or add the transplant.",
)
def gvhd_without_allograft(chart: Chart) -> Iterator[Problem]:
    for row in chart.of("gvhd"):
        linked = chart.get("transplant", row.transplant_id)
        considered = [linked] if linked else chart.of("transplant")
        if not any(_may_cause(transplant, row) for transplant in considered):
            yield at(row, "transplant", "onset_date")


def _may_cause(transplant: Row, gvhd: Row) -> bool:
    undated = transplant.infusion_date is None or gvhd.onset_date is None
    return transplant.hct_type in (None, "allo") and (
        undated or possibly_by(transplant.infusion_date, gvhd.onset_date)
    )


@chart_check(
    "T05",
    ERROR,
    "regimen transplant",
    "end_reason start_date infusion_date",
    rule="A regimen ended because the patient proceeded to transplant, and no transplant can lie after its "
    "start.",
    message='Treatment ended "to transplant": add the transplant.',
)
def transplant_not_recorded(chart: Chart) -> Iterator[Problem]:
    days = [row.infusion_date for row in chart.of("transplant")]
    for row in chart.of("regimen"):
        recorded = any(None in (day, row.start_date) or possibly_by(row.start_date, day) for day in days)
        if row.end_reason == "proceeded_to_hsct" and not recorded:
            yield at(row, "end_reason")


TRANSPLANT: tuple[EditCheck, ...] = (
    transplant_without_status,
    unusual_interval,
    number_not_increased,
    gvhd_without_allograft,
    transplant_not_recorded,
)
