"""Celery's face of the refresh: each task is one call. Nothing depends on a task arriving."""

import logging
import time
from typing import Any

from celery import shared_task
from django.db.models import Q

from outcomes.code_version import code_version
from outcomes.disclosure import View
from outcomes.loading import PatientEdit
from outcomes.models import Cohort, Reproduction

logger = logging.getLogger(__name__)
# After a failed wake-up, saves do not try again for this long: the sweep finds the work anyway.
PAUSE_SECONDS = 30.0
_silent_until = 0.0


@shared_task
def refresh() -> int:
    # pandas takes a second to import, and the web server, which loads this module too, never needs it.
    from outcomes.refresh import refresh as refresh_now

    return refresh_now()


@shared_task
def make_report(cohort_id: int, query: str, view: dict[str, Any]) -> None:
    from outcomes.reports import make

    make(cohort_id, query, View(**view))


def ask_for_report(cohort_id: int, query: str, view: dict[str, Any]) -> None:
    """Have a report made in the background; here and now, if no job can be sent."""
    try:
        make_report.apply_async((cohort_id, query, view), ignore_result=True, retry=False)
    except Exception as error:
        logger.warning("The report could not be asked for (%s); it is made at once.", error)
        make_report(cohort_id, query, view)


@shared_task
def sweep() -> int:
    """Find what a lost wake-up has left."""
    cohorts = Cohort.objects.in_use()
    outdated = cohorts.exclude(code_version=code_version())
    stale = cohorts.filter(Q(is_stale=True) | Q(is_selection_stale=True))
    waiting = outdated.exists() or PatientEdit.objects.exists() or stale.exists()
    if Reproduction.objects.filter(finished_at=None, begun_at=None).exists():
        reproduce.apply_async(ignore_result=True, retry=False)
    return refresh() if waiting else 0


@shared_task
def reproduce() -> int:
    """Make again from the audit trail whichever frozen versions somebody asked for."""
    from outcomes.versions.reproducing import carry_out_all

    return carry_out_all()


def wake(**_: object) -> None:
    """Ask the worker to refresh now. A broker that is down costs one short attempt, then none for a while."""
    global _silent_until
    if time.monotonic() < _silent_until:
        return
    try:
        refresh.apply_async(ignore_result=True, retry=False)
    except Exception as error:
        _silent_until = time.monotonic() + PAUSE_SECONDS
        logger.warning("The refresh could not be woken (%s); the sweep will find the edit.", error)
