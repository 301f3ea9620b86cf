"""Keeps derived rows and statistics in step with the registry.

The outbox (PatientEdit) says which patients changed. A chunk of them is derived in one transaction that
also deletes exactly the outbox rows it has read, and marks the cohorts that the patients are or were in.
Stale cohorts are then computed anew. Every step may be killed and run again: the result is the same,
bit for bit, as a rebuild from nothing.
"""

from collections.abc import Mapping
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Min
from django.utils import timezone

from outcomes.code_version import code_version
from outcomes.cohort_tables import frame_of, table_of
from outcomes.computing import Basis, Computed, Key, compute_changed
from outcomes.deriving import can_fan_out, derive_in_processes
from outcomes.deriving_process import Batch
from outcomes.loading import DataVersion, Patient, PatientEdit, derived_of_patients
from outcomes.models import Cohort, Rebuild, RegimenOutcome, StatisticResult
from outcomes.selection import selection_of, settle_selection
from outcomes.statistics.as_json import Written
from outcomes.statistics.catalogue import CATALOGUE
from outcomes.storing import store
from registry.numbers import among

# Small enough that a save never waits long for the database's write lock.
PATIENTS_PER_CHUNK = 25
# Starting other processes takes a second, in which one derives some hundreds.
BACKLOG = 1_000
# Of a large cohort each may be a megabyte of text.
RESULTS_AT_A_TIME = 20


def refresh() -> int:
    """Derive all pending patients and recompute all stale cohorts; returns how many edits were followed."""
    if is_outdated() and not Rebuild.objects.filter(finished_at=None).exists():
        start_rebuild()
    derived = derive_backlog()
    while count := derive_chunk():
        derived += count
    for cohort_id in Cohort.objects.in_use().filter(is_stale=True).values_list("pk", flat=True):
        recompute(cohort_id)
    for cohort_id in Cohort.objects.in_use().filter(is_selection_stale=True).values_list("pk", flat=True):
        settle_selection(cohort_id)
    Rebuild.objects.filter(finished_at=None).update(finished_at=timezone.now())
    return derived


def is_outdated() -> bool:
    """Whether results stand that were made by other code than this: after an upgrade all is made anew."""
    computed = Cohort.objects.in_use().exclude(computed_version=None)
    return computed.exclude(code_version=code_version()).exists()


def derived_version() -> int:
    """The data version up to which every edit is derived."""
    # The current version is read first: an edit that arrives in between is pending, never overlooked.
    current = DataVersion.current()
    first_pending = PatientEdit.objects.aggregate(first=Min("version"))["first"]
    return current if first_pending is None else min(current, first_pending - 1)


def derive_backlog() -> int:
    """Derive in several processes where very many patients wait, as in a rebuild; returns their number."""
    waiting = list(PatientEdit.objects.values_list("patient_id", flat=True).order_by("patient_id").distinct())
    if len(waiting) < BACKLOG or not can_fan_out():
        return 0
    derive_in_processes(waiting, write_batch)
    return len(waiting)


@transaction.atomic
def write_batch(batch: Batch) -> None:
    """Store what another process derived, unless somebody has answered one of the same edits since.

    An edit that came after the snapshot is not among those deleted: it stays, and is answered in its turn.
    """
    keys = [key for seen in batch.edits.values() for key in seen]
    edits = PatientEdit.objects.select_for_update().filter(among("pk", keys))
    left = set(edits.order_by("pk").values_list("pk", flat=True))
    patients = [patient for patient, seen in batch.edits.items() if seen and left.issuperset(seen)]
    store(patients, batch.rows)
    answered = [key for patient in patients for key in batch.edits[patient]]
    PatientEdit.objects.filter(among("pk", answered)).delete()


@transaction.atomic
def derive_chunk() -> int:
    """Derive the patients whose edits have waited longest; returns their number."""
    edits = PatientEdit.objects.order_by("version", "pk")
    if connection.features.has_select_for_update_skip_locked:
        edits = edits.select_for_update(skip_locked=True)
    taken = list(edits[:PATIENTS_PER_CHUNK])
    patient_ids = sorted({edit.patient_id for edit in taken})
    # Saves of these patients wait, so that no row read below is half of an edit.
    list(Patient.objects.select_for_update().filter(pk__in=patient_ids).order_by("pk"))
    store(patient_ids, derived_of_patients(patient_ids))
    PatientEdit.objects.filter(pk__in=[edit.pk for edit in taken]).delete()
    return len(taken)


def recompute(cohort_id: int) -> None:
    """Bring every statistic of a cohort up to date with its rows as they stand, and store the results.

    A result whose inputs have not changed stands as it is; only the version and the moment it shows go on.
    """
    # What takes long where it is not in memory is read before the transaction for which saves may wait.
    table_of(cohort_id, Cohort.objects.get(pk=cohort_id).membership())
    _recompute(cohort_id)


@transaction.atomic
def _recompute(cohort_id: int) -> None:
    cohort = Cohort.objects.select_for_update().get(pk=cohort_id)
    # The version is taken before the rows are read: results may be newer than they claim, never older.
    version, moment, membership = derived_version(), timezone.now(), cohort.membership()
    frame = frame_of(cohort.pk, membership)
    shown = {"data_version": version, "rule_number": cohort.rule_number, "computed_at": moment}
    changes = compute_changed(frame, selection_of(membership), _bases(cohort))
    computed = ((key, result) for key, result in changes if result is not None)
    StatisticResult.objects.filter(cohort=cohort).update(**shown)
    while some := dict(islice(computed, RESULTS_AT_A_TIME)):
        _forget(cohort, set(some))
        _keep(cohort, some, shown)
    cohort.is_stale = cohort.is_selection_stale = False
    cohort.computed_version, cohort.computed_at, cohort.code_version = version, moment, code_version()
    cohort.save(
        update_fields=["is_stale", "is_selection_stale", "computed_version", "computed_at", "code_version"]
    )


def _keep(cohort: Cohort, computed: Mapping[Key, Computed], shown: Mapping[str, Any]) -> None:
    StatisticResult.objects.bulk_create(
        StatisticResult(
            cohort=cohort,
            statistic=statistic,
            grouping=grouping,
            payload=Written(result.payload),
            reads=result.reads,
            inputs=result.inputs,
            **shown,
        )
        for (statistic, grouping), result in computed.items()
    )


def _bases(cohort: Cohort) -> dict[Key, Basis]:
    """What the stored results of a cohort were computed from."""
    stored = StatisticResult.objects.filter(cohort=cohort).exclude(inputs="")
    rows = stored.values_list("statistic", "grouping", "reads", "inputs")
    return {(statistic, grouping): Basis(reads, inputs) for statistic, grouping, reads, inputs in rows}


def _forget(cohort: Cohort, replaced: set[Key]) -> None:
    """Delete the stored results that are replaced, and those that the catalogue no longer has."""
    stored = StatisticResult.objects.filter(cohort=cohort).values_list("pk", "statistic", "grouping")
    offered = {(one.slug, grouping.slug) for one in CATALOGUE for grouping in one.groupings}
    gone = [pk for pk, *key in stored if tuple(key) in replaced or tuple(key) not in offered]
    StatisticResult.objects.filter(pk__in=gone).delete()


def index_rows(cohort: Cohort) -> list[RegimenOutcome]:
    """The regimens that a cohort takes in: of each patient the first that meets its rule."""
    membership = cohort.membership()
    rows = RegimenOutcome.objects.filter(membership.query()).select_related("site", "patient")
    chosen = membership.index_rows(rows.order_by("patient_id", "position"))
    # Sorted here and not by the database, whose collation may put the same patients in another order.
    return sorted(chosen, key=lambda row: row.patient.registry_id)


@transaction.atomic
def start_rebuild() -> Rebuild:
    """Put every patient into the outbox and mark every cohort; the refresh does the rest."""
    version = DataVersion.current()
    patients = list(Patient.objects.values_list("pk", flat=True))
    PatientEdit.objects.bulk_create(PatientEdit(patient_id=pk, version=version) for pk in patients)
    Cohort.objects.update(is_stale=True)
    return Rebuild.objects.create(total=len(patients))
