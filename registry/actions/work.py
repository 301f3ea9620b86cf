"""The work list: what is due at a patient, kept in step with the patient's records."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from registry.models import Patient, WorkItem
from registry.patient_rows import rows_of_patients
from registry.rows import PatientRows
from registry.work_list import Task, tasks_of


def settle_work_items(patient_ids: Iterable[int], rows: Mapping[int, PatientRows] | None = None) -> None:
    """Open what the records ask for now, and mark as done what they no longer ask for.

    Belongs into the transaction of the change, after it. A fixed number of statements for any number of
    patients. A withdrawn patient asks for nothing. Whoever has read the rows already hands them in.
    """
    ids = list(patient_ids)
    if rows is None:
        rows = rows_of_patients(ids)
    wanted = {(patient_id, task) for patient_id in rows for task in tasks_of(rows[patient_id])}
    open_now = {_key_of(item): item.pk for item in WorkItem.objects.filter(patient__in=ids, done_at=None)}
    done = [pk for key, pk in open_now.items() if key not in wanted]
    WorkItem.objects.filter(pk__in=done).update(done_at=timezone.now())
    new = sorted(wanted - open_now.keys(), key=lambda pair: (pair[0], pair[1].code, pair[1].about_id))
    WorkItem.objects.bulk_create(_item(rows[patient_id], task) for patient_id, task in new)


def settle_all_work_items(chunk: int = 500) -> int:
    """Settle every patient's work anew, after a change of the duties; the number of patients."""
    ids = list(Patient.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), chunk):
        _settle_locked(ids[start : start + chunk])
    return len(ids)


@transaction.atomic
def _settle_locked(ids: list[int]) -> None:
    """Settle while nobody saves these patients."""
    list(Patient.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
    settle_work_items(ids)


def _key_of(item: WorkItem) -> tuple[int, Task]:
    task = Task(
        item.code,
        item.entity,
        item.record_id,
        item.about_entity,
        item.about_id,
        item.due_on,
        item.why,
        tuple(sorted(item.prefill.items())),
    )
    return item.patient_id, task


def _item(rows: PatientRows, task: Task) -> WorkItem:
    return WorkItem(
        patient_id=rows.patient.id,
        site_id=rows.site.id,
        code=task.code,
        entity=task.entity,
        record_id=task.record_id,
        about_entity=task.about_entity,
        about_id=task.about_id,
        prefill=dict(task.prefill),
        due_on=task.due_on,
        why=task.why,
    )
