"""The status grid: patients by kinds of record, each cell with its state and where it leads."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Max
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import slugify

from registry.models import Patient, Query, RecordStatus
from registry.record_types import RECORD_TYPES, RecordType, of_patients


@dataclass
class _Found:
    """The records of one kind of one patient: how many in each status, and the latest one."""

    counts: dict[str, int] = field(default_factory=dict)
    last: int = 0

    def add(self, status: str, number: int, last: int) -> None:
        self.counts[status] = number
        self.last = max(self.last, last)


@dataclass(frozen=True, slots=True)
class Cell:
    """State of all records of one kind of one patient. link: empty where there is nothing to open."""

    kind: RecordType
    count: int
    state: str
    label: str
    link: str


Records = Mapping[tuple[int, str], _Found]
NOTHING = _Found()


def status_grid(patients: Sequence[Patient], *, may_edit: bool) -> list[tuple[Patient, list[Cell]]]:
    """Patients × record types; a fixed number of queries for any number of patients."""
    records, queried = _records_of(patients), _queried(patients)
    return [
        (
            patient,
            [_cell(kind, patient, records, queried, may_edit=may_edit) for kind in RECORD_TYPES.values()],
        )
        for patient in patients
    ]


def _records_of(patients: Sequence[Patient]) -> Records:
    found: dict[tuple[int, str], _Found] = defaultdict(_Found)
    for patient in patients:
        found[patient.pk, "patient"].add(patient.status, 1, patient.pk)
    for kind in of_patients():
        grouped = kind.rows().filter(patient__in=patients).order_by().values_list("patient_id", "status")
        for patient_id, status, number, last in grouped.annotate(Count("pk"), Max("pk")):
            found[patient_id, kind.slug].add(status, number, last)
    return found


def _queried(patients: Sequence[Patient]) -> set[tuple[int, str]]:
    """Where a query is open."""
    open_ones = Query.objects.filter(patient__in=patients, status=Query.Status.OPEN).order_by()
    return set(open_ones.values_list("patient_id", "entity"))


def _cell(
    kind: RecordType,
    patient: Patient,
    records: Records,
    queried: set[tuple[int, str]],
    *,
    may_edit: bool,
) -> Cell:
    found = records.get((patient.pk, kind.slug), NOTHING)
    count = sum(found.counts.values())
    if not count:
        link = _add_link(kind, patient, records) if may_edit else ""
        return Cell(kind, 0, "empty", f"{'Add' if link else 'None'}: {kind.title}", link)
    # The least advanced record decides: a kind is complete when all its records are.
    state = next(status for status in RecordStatus.values if status in found.counts)
    if (patient.pk, kind.slug) in queried:
        state = "query"
    return Cell(kind, count, state, _label(kind, found, state), _open_link(kind, patient, found, count))


def _label(kind: RecordType, found: _Found, state: str) -> str:
    parts = [f"{found.counts[status]} {status}" for status in RecordStatus.values if status in found.counts]
    return f"{kind.title}: {', '.join(parts)}{', open query' if state == 'query' else ''}"


def _open_link(kind: RecordType, patient: Patient, found: _Found, count: int) -> str:
    """The record itself if there is one, the chapter with all of them otherwise."""
    if count == 1:
        return reverse("record", args=[patient.registry_id, kind.slug, found.last])
    return f"{reverse('patient', args=[patient.registry_id])}#{slugify(kind.chapter)}"


def _add_link(kind: RecordType, patient: Patient, records: Records) -> str:
    """The form of the first record, under the latest record of the kind to which it belongs."""
    link = reverse("record-add", args=[patient.registry_id, kind.slug])
    if not kind.parent:
        return link
    parent = records.get((patient.pk, kind.parent))
    return f"{link}?{urlencode({kind.parent_link: parent.last})}" if parent else ""
