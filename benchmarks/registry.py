"""A whole registry: rebuilding it from nothing, and the way from an edit to a current page.

Each size runs in a process of its own with a database of its own, and prints its figures as JSON.
"""

import json
import os
import resource
import sys
import time
from statistics import median
from typing import Any

from benchmarks.databases import run as run_program
from benchmarks.databases import sqlite
from benchmarks.timing import show, text

SMALL, LARGE, EDITS = 1_000, 100_000, 7
VARIED = 700
"""Patients among whom those edited are looked for."""
MEGABYTE = 1024


def run(sizes: tuple[int, ...] = (SMALL, LARGE)) -> None:
    derivations = _derivations()
    found = [_measured_apart(size) for size in sizes]
    _show_rebuilds(found, derivations)
    _show_edits(found)


def _show_rebuilds(found: list[dict[str, Any]], derivations: str) -> None:
    headings = ("patients", "records each", "deriving processes", "rebuild", "patients/s", "peak memory, all")
    show(
        f"Rebuild of every derived row, with {derivations}",
        headings,
        [
            (
                f"{one['patients']:,}",
                f"{one['records']:.0f}",
                str(rebuild["processes"]),
                text(rebuild["seconds"]),
                f"{one['patients'] / rebuild['seconds']:,.0f}",
                f"{rebuild['memory']:,.0f} MB",
            )
            for one in found
            for rebuild in one["rebuilds"]
        ],
    )


def _show_edits(found: list[dict[str, Any]]) -> None:
    edited = (
        "patients",
        "first statistics",
        "edit to current page",
        "of it saving",
        "to the smallest",
        "memory",
    )
    show(
        "From a changed follow-up to a current page of a cohort of all patients (median)",
        edited,
        [
            (
                f"{one['patients']:,}",
                text(one["first"]),
                text(one["edit"]),
                text(one["save"]),
                f"{one['edit'] / found[0]['edit']:.1f}×",
                f"{one['worker']:,.0f} MB",
            )
            for one in found
        ],
    )


def _derivations() -> str:
    """Have the derivations compiled where that is possible, and say which are measured."""
    from outcomes.compiled.building import NotCompiled, build

    try:
        build()
    except NotCompiled:
        return "derivations as they are written, for want of a C compiler"
    return "compiled derivations"


def _measured_apart(size: int) -> dict[str, Any]:
    with sqlite() as environment:
        printed = run_program("benchmarks.registry", str(size), environment=environment)
    found: dict[str, Any] = json.loads(printed.splitlines()[-1])
    return found


def measure(size: int) -> dict[str, Any]:
    import django

    django.setup()
    from benchmarks.patients import fill
    from outcomes import refresh
    from outcomes.models import Cohort

    records = fill(size)
    cohort = Cohort.objects.create(slug="bench", name="Bench", drug="inotuzumab")
    every = len(os.sched_getaffinity(0))
    rebuilds = [_rebuilt(processes) for processes in (1, every, every)]
    first, _ = _timed(lambda: refresh.recompute(cohort.pk))
    refresh.refresh()
    edits = [_edited(number) for number in range(1, EDITS + 1)]
    return {
        "patients": size,
        "records": records,
        "rebuilds": rebuilds,
        "first": first,
        "save": median(save for save, _ in edits),
        "edit": median(save + refreshed for save, refreshed in edits),
        "worker": _peak(resource.RUSAGE_SELF),
    }


def _rebuilt(processes: int) -> dict[str, float]:
    """Derive everything from nothing; its seconds, and the megabytes of all processes at their largest."""
    from django.db import connection

    from outcomes import refresh
    from outcomes.deriving import derive_in_processes
    from outcomes.models import RegimenOutcome

    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {RegimenOutcome._meta.db_table}")
    refresh.start_rebuild()
    waiting = list(refresh.PatientEdit.objects.values_list("patient_id", flat=True).order_by("patient_id"))
    seconds, _ = _timed(lambda: derive_in_processes(waiting, refresh.write_batch, processes))
    if refresh.PatientEdit.objects.exists():
        raise RuntimeError("Not every patient was derived.")
    memory = _peak(resource.RUSAGE_SELF) + processes * _peak(resource.RUSAGE_CHILDREN)
    return {"processes": processes, "seconds": seconds, "memory": memory}


def _edited(number: int) -> tuple[float, float]:
    """Seconds that saving another day of last contact takes, and until every page is current again."""
    from datetime import timedelta

    from outcomes import refresh
    from outcomes.freshness import freshness_of
    from outcomes.models import Cohort, RegimenOutcome
    from registry import actions
    from registry.models import DataVersion, FollowUp

    living = RegimenOutcome.objects.filter(contains_inotuzumab=True, values__alive=True, patient__lte=VARIED)
    patient = living.order_by("patient").values_list("patient", flat=True).distinct()[number]
    last = FollowUp.objects.filter(patient=patient).order_by("-contact_date")[0]
    last.contact_date = last.last_known_alive_date = last.last_known_alive_date + timedelta(days=1)
    save, _ = _timed(lambda: actions.save_record(last, by=None, reason="Seen again", complete=True))
    refreshed, _ = _timed(refresh.refresh)
    cohort = Cohort.objects.get()
    if not freshness_of(cohort.pk).is_current or cohort.computed_version != DataVersion.current():
        raise RuntimeError("The edit has not reached the page.")
    return save, refreshed


def _timed(work: Any) -> tuple[float, Any]:
    started = time.perf_counter()
    found = work()
    return time.perf_counter() - started, found


def _peak(whose: int) -> float:
    """Megabytes of the largest process."""
    return resource.getrusage(whose).ru_maxrss / MEGABYTE


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(int(sys.argv[1]))) + "\n")
