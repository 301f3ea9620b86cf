"""Patients' records as they were at an earlier data version, rebuilt from the audit trail alone.

Whatever an entry does not name stays as earlier entries left it. The tables of the records are not read.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from registry.fields import ClinicalField, CodesAnswer
from registry.models import Change, Patient, RecordStatus
from registry.record_types import RECORD_TYPES, RecordType
from registry.rows import PatientRows, Row

VALUES = frozenset(
    {
        Change.Action.CREATED,
        Change.Action.CHANGED,
        Change.Action.COMPLETED,
        Change.Action.REOPENED,
        Change.Action.VERIFIED,
        Change.Action.LOCKED,
        Change.Action.UNLOCKED,
        Change.Action.WITHDRAWN,
        Change.Action.RESTORED,
    }
)
"""Actions that change what a record says, or whether it counts."""
Records = Mapping[tuple[str, int], "_Told"]


@dataclass
class _Told:
    """What the trail tells of one record: its fields as the trail keeps them, empty ones left out."""

    fields: dict[str, Any] = field(default_factory=lambda: {"status": str(RecordStatus.DRAFT)})
    is_withdrawn: bool = False

    def take_in(self, change: Change) -> None:
        for name, (_, new) in change.changes.items():
            self.fields[name] = new
        if change.action in (Change.Action.WITHDRAWN, Change.Action.RESTORED):
            self.is_withdrawn = change.action == Change.Action.WITHDRAWN

    @property
    def missing(self) -> dict[str, str]:
        reasons = {name: why for name, why in self.fields.items() if name.startswith("missing.") and why}
        return {name.removeprefix("missing."): why for name, why in reasons.items()}


def entries_until(version: int) -> QuerySet[Change]:
    """Entries about values up to a data version, in their order; those without a version are the oldest."""
    told = Q(data_version=None) | Q(data_version__lte=version)
    return Change.objects.filter(told, action__in=VALUES).order_by("id")


def patients_as_of(version: int) -> list[int]:
    """Patients who had been enrolled by then and were not withdrawn, by their keys."""
    records = _told(entries_until(version).filter(entity="patient"))
    return sorted(key for (_, key), record in records.items() if not record.is_withdrawn)


def site_names_as_of(version: int) -> dict[int, str]:
    """The names of all sites as they were."""
    records = _told(entries_until(version).filter(entity="site"))
    return {key: record.fields.get("site_name") or "" for (_, key), record in records.items()}


def rows_as_of(version: int, patient_ids: Iterable[int]) -> dict[int, PatientRows]:
    """Rows of each of these patients as they were, without what had been withdrawn."""
    by_patient: dict[int, list[Change]] = defaultdict(list)
    for change in entries_until(version).filter(patient__in=list(patient_ids)):
        by_patient[change.patient_id or 0].append(change)
    # Entries from before the site was kept in the trail do not name it: it is the one of today.
    sites = dict(Patient.objects.filter(pk__in=by_patient).values_list("pk", "site"))
    rows = {key: _patient_rows(key, _told(own), sites) for key, own in by_patient.items()}
    return {key: one for key, one in rows.items() if one is not None}


def _told(changes: Iterable[Change]) -> dict[tuple[str, int], _Told]:
    records: dict[tuple[str, int], _Told] = defaultdict(_Told)
    for change in changes:
        records[change.entity, change.record_id].take_in(change)
    return records


def _patient_rows(patient_id: int, records: Records, sites: Mapping[int, int]) -> PatientRows | None:
    enrolment = records["patient", patient_id]
    if enrolment.is_withdrawn:
        return None
    by_entity: dict[str, list[Row]] = defaultdict(list)
    for (entity, key), record in sorted(records.items(), key=lambda item: item[0]):
        if entity != "patient" and not record.is_withdrawn:
            by_entity[entity].append(_row(RECORD_TYPES[entity], key, record))
    return PatientRows(
        patient=_row(RECORD_TYPES["patient"], patient_id, enrolment),
        site=Row("site", enrolment.fields.get("site") or sites[patient_id], {}),
        today=date.max,
        by_entity={entity: tuple(rows) for entity, rows in by_entity.items()},
    )


def _row(kind: RecordType, key: int, record: _Told) -> Row:
    values = {one.attname: _value(one, record.fields.get(one.name)) for one in kind.model.questions()}
    return Row(kind.slug, key, values, record.missing, record.fields["status"])


def _value(question: ClinicalField, told: Any) -> Any:
    if told is None:
        return [] if isinstance(question, CodesAnswer) else None
    return question.to_python(told)


def untold_records() -> dict[str, int]:
    """Kind of record → how many stand in the tables although the trail does not tell of their making."""
    untold = {}
    for kind in RECORD_TYPES.values():
        made = Change.objects.filter(entity=kind.slug, record_id=OuterRef("pk"), action=Change.Action.CREATED)
        if count := kind.all_rows().exclude(Exists(made)).count():
            untold[kind.plural] = count
    return untold
