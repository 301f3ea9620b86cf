"""Edit checks P01 to P06: age, duplicates, consent and enrolment."""

from collections.abc import Iterator
from datetime import date

from registry.edit_checks.certainty import AnyDate, earliest, latest, surely_before
from registry.edit_checks.chart import Chart
from registry.edit_checks.dated_fields import CLINICAL_DATE_FIELDS, CLINICAL_DATES, CLINICAL_RECORDS
from registry.edit_checks.definition import ERROR, QUERY, EditCheck, Problem, at, chart_check

PERMISSIONS = frozenset({"given", "waived", "withdrawn"})


@chart_check(
    "P01",
    QUERY,
    "patient regimen",
    "birth_date start_date",
    rule="The patient is certainly under 18 at the start of a regimen other than frontline.",
    message="Patient is under 18. Confirm this registry applies.",
)
def minor(chart: Chart) -> Iterator[Problem]:
    birth = chart.patient.birth_date
    starts = [row.start_date for row in chart.regimens if row.line_type != "frontline"]
    if birth is not None and any(_years(earliest(birth), latest(start)) < 18 for start in starts):
        yield at(chart.patient, "birth_date")


@chart_check(
    "P02",
    QUERY,
    "patient diagnosis regimen",
    "birth_date diagnosis_date start_date",
    rule="The patient is certainly 91 or older at diagnosis or at the start of a regimen.",
    message="Age over 90. Please confirm the birth date.",
)
def very_old(chart: Chart) -> Iterator[Problem]:
    birth = chart.patient.birth_date
    origins: list[AnyDate] = [row.start_date for row in chart.regimens]
    if chart.diagnosis and chart.diagnosis.diagnosis_date:
        origins.append(chart.diagnosis.diagnosis_date)
    if birth is not None and any(_years(latest(birth), earliest(origin)) > 90 for origin in origins):
        yield at(chart.patient, "birth_date")


def _years(birth: date, day: date) -> int:
    """Completed years of age."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


@chart_check(
    "P03",
    QUERY,
    "patient",
    "birth_date sex_at_birth",
    rule="Another patient of the site has the same birth date, sex and month of diagnosis.",
    message="Possible duplicate of {id}. Compare the two patients and confirm that they differ.",
)
def possible_duplicate(chart: Chart) -> Iterator[Problem]:
    for registry_id in chart.possible_duplicates:
        yield at(chart.patient, "birth_date", "sex_at_birth", id=registry_id)


@chart_check(
    "P04",
    ERROR,
    "consent " + CLINICAL_RECORDS,
    "withdrawal_date " + CLINICAL_DATES,
    rule="A date of a record lies after the withdrawal of consent, whatever its scope, and consent was not "
    "given again later.",
    message="Data recorded after consent was withdrawn. Contact the data manager.",
)
def recorded_after_withdrawal(chart: Chart) -> Iterator[Problem]:
    withdrawn_on = chart.consent_withdrawn_on
    for dated in chart.dates:
        if dated.row.entity in CLINICAL_DATE_FIELDS and surely_before(withdrawn_on, dated.earliest):
            yield at(dated.row, dated.field)


@chart_check(
    "P05",
    ERROR,
    "consent " + CLINICAL_RECORDS,
    "consent_status " + CLINICAL_DATES,
    rule="There is a record and no consent (given, or given and withdrawn later) and no waiver. Drafts show "
    "it too, because it refuses their completion. The enrolment form is excepted: a consent needs an "
    "enrolled patient.",
    message="Record consent or the waiver first.",
)
def recorded_without_consent(chart: Chart) -> Iterator[Problem]:
    if any(row.consent_status in PERMISSIONS for row in chart.of("consent")):
        return
    for entity, dates in CLINICAL_DATE_FIELDS.items():
        yield from (at(row, dates[0]) for row in chart.of(entity))


@chart_check(
    "P06",
    QUERY,
    "patient follow_up",
    "ascertainment enrolment_date death_date",
    rule="A patient enrolled prospectively was enrolled after the latest possible day of death.",
    message="Enrolled after death: mark as retrospective?",
)
def enrolled_after_death(chart: Chart) -> Iterator[Problem]:
    patient, death = chart.patient, chart.death
    if death is None or patient.ascertainment != "prospective":
        return
    if surely_before(death.death_date, patient.enrolment_date):
        yield at(patient, "ascertainment", "enrolment_date")


PATIENTS: tuple[EditCheck, ...] = (
    minor,
    very_old,
    possible_duplicate,
    recorded_after_withdrawal,
    recorded_without_consent,
    enrolled_after_death,
)
