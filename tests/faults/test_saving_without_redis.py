"""Saving does not need Redis: the edit waits in the outbox, and the sweep finds it."""

import pytest

from config.celery import app
from outcomes import tasks
from outcomes.models import RegimenOutcome
from registry.models import PatientEdit
from tests.outcomes import courses
from tests.redis_server import RedisServer
from tests.registry import records

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def broker(redis_server: RedisServer, monkeypatch):
    """The registry's jobs go to a server of this test's own."""
    before = app.conf.broker_url
    app.conf.broker_url = redis_server.url
    app.pool.force_close_all()
    monkeypatch.setattr(tasks, "_silent_until", 0.0)
    yield redis_server
    app.conf.broker_url = before
    app.pool.force_close_all()


@pytest.mark.parametrize("trouble", ["kill", "hang"])
def test_an_edit_is_saved_and_later_derived_while_redis_is_in_trouble(broker, trouble):
    getattr(broker, trouble)()
    courses.refractory(records.site(), "KFB-1")
    assert PatientEdit.objects.exists(), "the edit waits"
    assert not RegimenOutcome.objects.exists()
    broker.resume()
    tasks.sweep()
    assert not PatientEdit.objects.exists()
    assert RegimenOutcome.objects.count() == 1


def test_a_failed_wake_up_is_not_repeated_with_every_save(broker, monkeypatch):
    broker.kill()
    attempts = []
    monkeypatch.setattr(tasks.refresh, "apply_async", lambda **_: attempts.append(1) or 1 / 0)
    courses.refractory(records.site(), "KFB-1")
    assert len(attempts) == 1, "several saves, one attempt"
