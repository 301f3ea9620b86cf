"""Edit checks D01 to D10: dates, their order, and vital status."""

from collections.abc import Iterator

from registry.edit_checks.certainty import fewest_days, surely_before
from registry.edit_checks.chart import Chart, Dated
from registry.edit_checks.dated_fields import EVERY_DATE, EVERY_RECORD, MILESTONES, PAPERWORK
from registry.edit_checks.definition import ERROR, QUERY, EditCheck, Problem, at, chart_check, record_check
from registry.rows import Row

NEWS_DAYS, NEWS_DAYS_ON_TREATMENT, YEAR_DAYS = 183, 90, 365


@chart_check(
    "D01",
    ERROR,
    EVERY_RECORD,
    EVERY_DATE,
    rule="Any date of the patient's records lies after today at the site, whatever its unknown parts are.",
    message="This date is in the future. Please check the year.",
)
def date_in_the_future(chart: Chart) -> Iterator[Problem]:
    return (at(dated.row, dated.field) for dated in chart.dates if dated.earliest > chart.today)


@chart_check(
    "D02",
    ERROR,
    EVERY_RECORD,
    EVERY_DATE,
    rule="The earliest possible day of an event lies after the latest possible day of death. Enrolment, "
    "consent, contact and loss to follow-up may be dated later: they are paperwork.",
    message="This event is after the recorded death. One date is wrong. Correct it.",
)
def event_after_death(chart: Chart) -> Iterator[Problem]:
    if chart.death is None:
        return
    for dated in chart.dates:
        if dated.place not in PAPERWORK and surely_before(chart.death.death_date, dated.earliest):
            yield at(dated.row, dated.field)


@chart_check(
    "D03",
    ERROR,
    "diagnosis patient",
    "diagnosis_date birth_date",
    rule="The latest possible day of diagnosis lies before the earliest possible day of birth.",
    message="Diagnosis is before the date of birth. Correct one of the two dates.",
)
def diagnosis_before_birth(chart: Chart) -> Iterator[Problem]:
    for row in chart.of("diagnosis"):
        if surely_before(row.diagnosis_date, chart.patient.birth_date):
            yield at(row, "diagnosis_date")


@chart_check(
    "D04",
    QUERY,
    "follow_up response lab mrd cycle administration transplant",
    "last_known_alive_date contact_date",
    rule="A contact with the living patient, a sample, a dose, a transplant or an assessment is later than "
    "the latest day known alive.",
    message='A later contact exists; update "last known alive".',
)
def later_contact(chart: Chart) -> Iterator[Problem]:
    row = chart.last_known_alive
    if row is not None and surely_before(row.last_known_alive_date, chart.last_seen_on):
        yield at(row, "last_known_alive_date", "contact_date")


@record_check(
    "D05",
    ERROR,
    "follow_up",
    "death_date vital_status",
    rule="Vital status is alive and a date of death is given.",
    message="Patient is marked alive but has a date of death. Correct the status or remove the date.",
)
def alive_with_death_date(row: Row) -> bool:
    return row.vital_status == "alive" and row.death_date is not None


@record_check(
    "D06",
    ERROR,
    "follow_up",
    "death_date vital_status",
    rule="Vital status is dead and no date of death is given.",
    message="Please give the date of death, year at least.",
)
def dead_without_date(row: Row) -> bool:
    return row.vital_status == "dead" and row.death_date is None


@record_check(
    "D07",
    ERROR,
    "follow_up",
    "primary_cause vital_status",
    rule="A cause of death is given and vital status is alive or lost.",
    message="A cause of death is given for a living patient. Remove it or correct the vital status.",
)
def cause_without_death(row: Row) -> bool:
    return row.vital_status in ("alive", "lost") and row.primary_cause is not None


@chart_check(
    "D08",
    QUERY,
    "follow_up regimen",
    "contact_date vital_status",
    rule="Last reported alive, and nothing newer than 183 days (90 days while the last regimen is open). "
    "Every visit, sample and dose is news. Silent after death or withdrawal of consent.",
    message="No news for over 6 months, or 90 days on treatment. Please update follow-up.",
)
def no_news(chart: Chart) -> Iterator[Problem]:
    last, news_on = chart.last_follow_up, chart.last_seen_on
    if last is None or news_on is None or last.vital_status != "alive":
        return
    if chart.death is not None or chart.consent_withdrawn_on is not None:
        return
    if (chart.today - news_on).days > (NEWS_DAYS_ON_TREATMENT if _on_treatment(chart) else NEWS_DAYS):
        yield at(last, "contact_date", "vital_status")


def _on_treatment(chart: Chart) -> bool:
    return bool(chart.regimens) and chart.regimens[-1].end_date is None


@chart_check(
    "D09",
    QUERY,
    "diagnosis disease_event regimen response transplant follow_up",
    "diagnosis_date event_date start_date assessment_date infusion_date death_date",
    rule="A partial date of a milestone (diagnosis, disease event, regimen start, assessment, transplant, "
    "death) can fall on either side of another milestone. A regimen comes before its own assessments "
    "and the event that ends it, so these are not compared.",
    message="Part of this date is missing and the order of events is unclear. Can you find the day?",
)
def unclear_order(chart: Chart) -> Iterator[Problem]:
    milestones = [dated for dated in chart.dates if dated.place in MILESTONES]
    for partial in milestones:
        if partial.earliest < partial.latest and any(_overlap(partial, other) for other in milestones):
            yield at(partial.row, partial.field)


def _overlap(partial: Dated, other: Dated) -> bool:
    if partial.earliest > other.latest or other.earliest > partial.latest or partial.row is other.row:
        return False
    one_death = partial.place == other.place == ("follow_up", "death_date")
    return not (one_death or _belongs(partial.row, other.row) or _belongs(other.row, partial.row))


def _belongs(row: Row, regimen: Row) -> bool:
    """Whether the row is an assessment of the regimen, or the event that ends it."""
    if regimen.entity != "regimen" or row.entity not in ("response", "disease_event"):
        return False
    link = row.regimen_id if row.entity == "response" else row.linked_regimen_id
    return bool(link == regimen.id)


@chart_check(
    "D10",
    QUERY,
    "follow_up",
    "death_date last_known_alive_date",
    rule="Death lies 365 days or more after the latest day known alive, whatever its unknown parts are.",
    message="Over a year between last contact and death. Please confirm.",
)
def death_long_after_contact(chart: Chart) -> Iterator[Problem]:
    death, alive = chart.death, chart.last_known_alive
    if death is None or alive is None:
        return
    last_on = max(alive.last_known_alive_date, chart.last_seen_on or alive.last_known_alive_date)
    if fewest_days(last_on, death.death_date) >= YEAR_DAYS:
        yield at(death, "death_date", "last_known_alive_date")


DATES: tuple[EditCheck, ...] = (
    date_in_the_future,
    event_after_death,
    diagnosis_before_birth,
    later_contact,
    alive_with_death_date,
    dead_without_date,
    cause_without_death,
    no_news,
    unclear_order,
    death_long_after_contact,
)
