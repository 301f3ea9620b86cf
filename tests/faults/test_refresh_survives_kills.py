"""A refresh that is killed at any moment, and run again, gives what a rebuild from nothing gives."""

import os
import random
import signal
import time

import pytest
from django.db import connections

from outcomes import refresh
from outcomes.models import Cohort, RegimenOutcome, StatisticResult
from registry.models import PatientEdit
from tests.outcomes import courses
from tests.registry import records

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

PATIENTS, KILLS = 6, 12


def stored() -> tuple[list, list]:
    outcomes = RegimenOutcome.objects.order_by("patient", "position").values_list("regimen", "values")
    results = StatisticResult.objects.order_by("cohort", "statistic", "grouping")
    return list(outcomes), list(results.values_list("cohort", "statistic", "grouping", "payload"))


def refresh_and_be_killed_after(seconds: float) -> None:
    """A child process refreshes over and over until SIGKILL ends it."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        while True:
            refresh.refresh()
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def test_killed_refreshes_converge_to_what_a_rebuild_gives(monkeypatch):
    monkeypatch.setattr(refresh, "PATIENTS_PER_CHUNK", 2)
    site = records.site()
    cohort = Cohort.objects.create(slug="inotuzumab", name="Inotuzumab", drug="inotuzumab")
    for number in range(PATIENTS):
        courses.refractory(site, f"KFB-{number}", dead_on=None if number % 2 else "2022-09-01")
    moments = random.Random(2018)
    for _ in range(KILLS):
        refresh_and_be_killed_after(moments.uniform(0.01, 0.4))
        if not PatientEdit.objects.exists():
            refresh.start_rebuild()
    refresh.refresh()
    converged = stored()
    StatisticResult.objects.all().delete()
    RegimenOutcome.objects.all().delete()
    refresh.start_rebuild()
    refresh.refresh()
    assert stored() == converged
    assert len(converged[0]) == PATIENTS
    assert not Cohort.objects.get(pk=cohort.pk).is_stale
