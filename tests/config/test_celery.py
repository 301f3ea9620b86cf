"""Sending a job never holds up the save that sends it, whatever state the broker is in."""

import time

import pytest
from celery import Celery
from kombu.exceptions import OperationalError

from config.celery import app as registry_jobs
from tests.redis_server import RedisServer

LONGEST_WAIT_SECONDS = 2.0


@pytest.fixture
def jobs(redis_server: RedisServer) -> Celery:
    """The registry's own configuration of jobs, on a broker of this test's own."""
    app = Celery("jobs of a test")
    app.conf.update(registry_jobs.conf.changes or {}, broker_url=redis_server.url)
    return app


def seconds_to_fail(app: Celery) -> float:
    started = time.monotonic()
    with pytest.raises(OperationalError):
        app.send_task("anything")
    return time.monotonic() - started


@pytest.mark.faults
def test_sending_fails_soon_when_the_broker_is_down(jobs: Celery, redis_server: RedisServer):
    redis_server.kill()
    assert seconds_to_fail(jobs) < LONGEST_WAIT_SECONDS


@pytest.mark.faults
def test_sending_fails_soon_when_the_broker_hangs(jobs: Celery, redis_server: RedisServer):
    jobs.send_task("anything")
    redis_server.hang()
    assert seconds_to_fail(jobs) < LONGEST_WAIT_SECONDS


@pytest.mark.faults
def test_sending_works_again_once_the_broker_answers(jobs: Celery, redis_server: RedisServer):
    redis_server.hang()
    seconds_to_fail(jobs)
    redis_server.resume()
    jobs.send_task("anything")
    redis_server.kill()
    seconds_to_fail(jobs)
    redis_server.start()
    jobs.send_task("anything")


def test_jobs_carry_json_only():
    assert registry_jobs.conf.task_serializer == "json"
    assert registry_jobs.conf.accept_content == ["json"]


def test_a_job_is_acknowledged_when_it_is_done():
    assert registry_jobs.conf.task_acks_late
    assert registry_jobs.conf.task_reject_on_worker_lost


def test_every_scheduled_job_exists():
    registry_jobs.loader.import_default_modules()
    scheduled = {entry["task"] for entry in registry_jobs.conf.beat_schedule.values()}
    assert scheduled <= set(registry_jobs.tasks)
