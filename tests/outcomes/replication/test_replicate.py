"""Both published cohorts, loaded and computed by the ordinary way, print the published figures."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from outcomes import refresh, replication
from outcomes.demo.designed import designed_cohort
from registry import actions
from registry.models import FollowUp, Patient, User
from registry.partial_dates import PartialDate

# Loading takes long: the file stays on one test process, which loads once.
pytestmark = pytest.mark.xdist_group("replicate")


@pytest.fixture(scope="module")
def loaded_registry(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The whole demo registry, computed, once for this file and undone afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo", password="correct horse battery")
        refresh.refresh()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def registry(loaded_registry, db) -> None:
    """What a test changes in the loaded registry is undone after it."""


def test_replicate_finds_no_unexplained_difference(registry, capsys):
    call_command("replicate")
    printed = capsys.readouterr().out
    assert "97 figures" in printed
    assert "none differ" in printed


def test_the_page_gets_every_figure_with_its_cohort(registry):
    rows = replication.rows()
    assert len(rows) == 97
    assert {row.cohort for row in rows} == {"inotuzumab-failure", "mini-hcvd-inotuzumab"}
    assert all(row.explanation for row in rows if row.status == replication.EXPLAINED)


def test_a_death_that_is_moved_by_half_a_year_is_noticed(registry):
    death = _death_soon_after_failure()
    moved = death.death_date.date + timedelta(days=183)
    death.death_date = PartialDate.of(moved)
    death.contact_date = moved
    coordinator = User.objects.get(username="coordinator")
    assert actions.save_record(death, by=coordinator, reason="Corrected.", complete=True).is_complete
    with pytest.raises(CommandError, match="differ") as error:
        call_command("replicate")
    assert error.value.returncode == 1


def _death_soon_after_failure() -> FollowUp:
    """The death of the first analysed patient who died."""
    code = next(one.code for one in designed_cohort("A") if one.is_yes("analysed") and one.is_dead)
    patient = Patient.objects.get(registry_id=f"DEMO-A-{code}")
    return FollowUp.objects.get(patient=patient, vital_status="dead")
