"""Edit checks F01 to F04: failure, death and remission in order, and values that a report has used."""

from collections.abc import Iterator

from registry.edit_checks.certainty import AnyDate, earliest, possibly_by, surely_before
from registry.edit_checks.chart import Chart
from registry.edit_checks.dated_fields import DATE_FIELDS, EVERY_DATE, EVERY_RECORD
from registry.edit_checks.definition import ERROR, QUERY, EditCheck, Problem, at, chart_check
from registry.rows import Row

# A relapse by MRD alone is no failure.
FAILURES = frozenset({"relapse", "progression", "primary_refractory", "refractory_to_regimen"})
CHECKED = frozenset({"verified", "locked"})


@chart_check(
    "F01",
    ERROR,
    "disease_event regimen",
    "event_date linked_regimen event_type start_date",
    rule="A relapse, progression or refractory disease that ends a regimen certainly lies after the start of"
    " the salvage regimen that follows it.",
    message="Failure must be on or before the next treatment. Correct the date or the linked regimen.",
)
def failure_after_next_line(chart: Chart) -> Iterator[Problem]:
    for row in chart.of("disease_event"):
        following = _next_line(chart, row.linked_regimen_id)
        if row.event_type in FAILURES and following and surely_before(following.start_date, row.event_date):
            yield at(row, "event_date", "linked_regimen")


def _next_line(chart: Chart, regimen_id: int | None) -> Row | None:
    ids = [row.id for row in chart.regimens]
    later = chart.regimens[ids.index(regimen_id) + 1 :] if regimen_id in ids else ()
    return next((row for row in later if row.line_type == "salvage"), None)


@chart_check(
    "F02",
    ERROR,
    "follow_up disease_event response transplant",
    "death_in_remission event_date event_type",
    rule="Death in remission is “yes”, the last relapse or progression by then has a date, and no remission "
    "of any form can lie on or after it.",
    message="Patient had relapsed; this is not a death in remission. Correct it or add the new remission.",
)
def death_in_remission_after_relapse(chart: Chart) -> Iterator[Problem]:
    relapses = [
        row.event_date
        for row in chart.of("disease_event")
        if row.event_type in ("relapse", "progression") and row.event_date is not None
    ]
    last = max(relapses, key=earliest, default=None)
    regained = any(possibly_by(last, day) for day in chart.remissions)
    for row in chart.of("follow_up"):
        if row.death_in_remission == "yes" and last is not None and not regained:
            yield at(row, "death_in_remission")


@chart_check(
    "F03",
    QUERY,
    "follow_up disease_event",
    "primary_cause disease_status_at_contact event_date",
    rule="Death is from leukaemia, a follow-up up to it found remission (no further relapse), and no "
    "relapse, progression or refractory disease can lie after that follow-up.",
    message="Death from leukaemia needs a relapse date. Add the relapse or correct the cause.",
)
def leukaemia_death_without_relapse(chart: Chart) -> Iterator[Problem]:
    failures = [row.event_date for row in chart.of("disease_event") if row.event_type in FAILURES]
    contacts = [row for row in chart.follow_ups if row.disease_status_at_contact == "remission"]
    for row in chart.follow_ups:
        remission = next((seen for seen in reversed(contacts) if seen.contact_date <= row.contact_date), None)
        if row.primary_cause == "leukaemia" and remission and not _failed_since(remission, failures):
            yield at(row, "primary_cause")


def _failed_since(remission: Row, failures: list[AnyDate | None]) -> bool:
    """Whether a failure can lie after the remission; a form of the dead tells of the last day alive."""
    dead = remission.vital_status == "dead"
    seen_on = remission.last_known_alive_date if dead else remission.contact_date
    return any(day is None or seen_on is None or possibly_by(seen_on, day) for day in failures)


@chart_check(
    "F04",
    QUERY,
    EVERY_RECORD,
    EVERY_DATE,
    rule="A record that a frozen statistic used is no longer verified or locked, because it was changed.",
    message="A verified value used in a report changed: add reason.",
)
def frozen_source_changed(chart: Chart) -> Iterator[Problem]:
    frozen = chart.derived.frozen_records if chart.derived else frozenset()
    for row in chart.all() if frozen else ():
        if (row.entity, row.id) in frozen and row.status not in CHECKED:
            yield at(row, DATE_FIELDS[row.entity][0])


FOLLOW_UP: tuple[EditCheck, ...] = (
    failure_after_next_line,
    death_in_remission_after_relapse,
    leukaemia_death_without_relapse,
    frozen_source_changed,
)
