"""Reads patients from the database as plain rows, a fixed number of queries for any number of patients."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from django.db.models import Q

from registry.models import Diagnosis, Patient, Record, Site, SiteReferenceRange
from registry.record_types import RECORD_TYPES, RecordType, of_patients
from registry.rows import PatientRows, Row
from registry.stored_answers import StoredAnswers

RowsByPatient = Mapping[int, dict[str, tuple[Row, ...]]]


def as_row(kind: RecordType, record: Record) -> Row:
    values = {field.attname: getattr(record, field.attname) for field in kind.model.questions()}
    return Row(kind.slug, record.pk, values, record.missing, record.status)


def rows_of(patient: Patient) -> PatientRows:
    return rows_of_patients([patient.pk])[patient.pk]


def rows_of_patients(patient_ids: Iterable[int]) -> dict[int, PatientRows]:
    """Rows of each patient that is not withdrawn, by patient id."""
    ids = list(patient_ids)
    patients = Patient.objects.filter(pk__in=ids, withdrawn_at=None).select_related("site")
    records = _records_of(ids)
    sites = {patient.site_id: patient.site for patient in patients}
    places = {key: (_site_row(site), site.today()) for key, site in sites.items()}
    ranges = _ranges_of(sites)
    return {
        patient.pk: PatientRows(
            patient=as_row(RECORD_TYPES["patient"], patient),
            site=places[patient.site_id][0],
            today=places[patient.site_id][1],
            by_entity=records[patient.pk],
            reference_ranges=ranges[patient.site_id],
        )
        for patient in patients
    }


def _records_of(patient_ids: list[int]) -> RowsByPatient:
    found: dict[int, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for kind in of_patients():
        for patient, row in _rows_of_kind(kind, patient_ids):
            found[patient][kind.slug].append(row)
    by_patient: dict[int, dict[str, tuple[Row, ...]]] = defaultdict(dict)
    for patient_id, by_entity in found.items():
        by_patient[patient_id] = {slug: tuple(rows) for slug, rows in by_entity.items()}
    return by_patient


def _rows_of_kind(kind: RecordType, patient_ids: list[int]) -> Iterator[tuple[int, Row]]:
    """(patient id, row) of every record of one kind."""
    names, records = _records(kind)
    for patient, (key, status, missing, *values) in records.of(patient_ids):
        yield patient, Row(kind.slug, key, dict(zip(names, values, strict=True)), missing, status)


@cache
def _records(kind: RecordType) -> tuple[list[str], StoredAnswers]:
    """The questions of a kind, and what asks for its records: every save asks for all kinds."""
    names = [field.attname for field in kind.model.questions()]
    asked = dict.fromkeys(("id", "status", "missing", *names))
    rows = kind.rows().order_by("pk")
    return names, StoredAnswers(rows, "patient", ("patient_id",), asked, keeps=False)


def _ranges_of(sites: Iterable[int]) -> Mapping[int, tuple[Row, ...]]:
    ranges: dict[int, list[Row]] = defaultdict(list)
    for record in SiteReferenceRange.objects.filter(site__in=list(sites), withdrawn_at=None).order_by("pk"):
        values = {field.attname: getattr(record, field.attname) for field in SiteReferenceRange.questions()}
        ranges[record.site_id].append(Row("reference_range", record.pk, values))
    return defaultdict(tuple, {site: tuple(rows) for site, rows in ranges.items()})


def _site_row(site: Site) -> Row:
    return Row("site", site.pk, {field.attname: getattr(site, field.attname) for field in Site.questions()})


def possible_duplicates(rows: PatientRows) -> tuple[str, ...]:
    """Registry ids of other patients of the site with the same birth date, sex and month of diagnosis."""
    patient, diagnoses = rows.patient, rows.of("diagnosis")
    if not (patient.birth_date and patient.sex_at_birth and diagnoses and diagnoses[0].diagnosis_date):
        return ()
    others = Diagnosis.objects.filter(
        ~Q(patient=patient.id),
        diagnosis_date__startswith=str(diagnoses[0].diagnosis_date)[:7],
        withdrawn_at=None,
        patient__withdrawn_at=None,
        patient__site=rows.site.id,
        patient__birth_date=patient.birth_date,
        patient__sex_at_birth=patient.sex_at_birth,
    )
    return tuple(others.order_by("patient__registry_id").values_list("patient__registry_id", flat=True))
