"""`make run` for real: the whole registry in a folder of the test's own, on a free port."""

import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.run.ports import LOOPBACK, answers_http, free_port
from tests.config.running_registry import Registry, Starter
from tests.waiting import wait_until

pytestmark = pytest.mark.faults


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Starter]:
    starter = Starter(tmp_path_factory.mktemp("registry"))
    yield starter
    starter.end()


@pytest.fixture
def registry(starter: Starter) -> Registry:
    return starter.running()


def test_it_prints_an_address_that_answers(registry: Registry):
    assert f"http://127.0.0.1:{registry.port}/" in registry.text
    assert answers_http(registry.port)


@pytest.mark.parametrize(
    "program", ["valkey-server", "gunicorn", "celery --app config.celery worker", "beat"]
)
def test_it_runs_every_program(registry: Registry, program: str):
    assert any(program in command for command in registry.programs.values())


@pytest.mark.parametrize(
    ("command", "name"),
    [("gunicorn", "The web server"), ("worker", "The worker"), ("beat", "The beat"), ("valkey", "Redis")],
)
def test_a_program_that_dies_is_started_again_and_said_to_be(registry: Registry, command: str, name: str):
    registry.kill(command)
    wait_until(lambda: f"{name} ended unexpectedly; starting it again" in registry.text)
    wait_until(lambda: any(command in text for text in registry.programs.values()))
    wait_until(lambda: answers_http(registry.port))


def test_a_second_run_of_the_same_registry_is_refused_in_one_sentence(registry: Registry, starter: Starter):
    refused = starter.start(free_port())
    assert refused.supervisor.wait(60) == 1
    assert refused.text.count("\n") == 1
    assert "is running already" in refused.text
    assert answers_http(registry.port)


def test_a_port_in_use_is_refused_in_one_sentence(tmp_path: Path):
    with socket.create_server((LOOPBACK, 0)) as other:
        port = other.getsockname()[1]
        refused = Starter(tmp_path).start(port)
        assert refused.supervisor.wait(60) == 1
    assert refused.text.count("\n") == 1
    assert f"Port {port} is in use" in refused.text


def test_a_second_start_keeps_what_the_first_one_made(registry: Registry, starter: Starter):
    kept = ["registry.sqlite3", "secret-key"]
    before = [(registry.var / name).stat().st_ino for name in kept]
    assert registry.stop(signal.SIGINT) == 0
    assert registry.programs == {}
    starter.running()
    assert [(registry.var / name).stat().st_ino for name in kept] == before
    assert "No migrations to apply" in (registry.var / "log" / "prepare.log").read_text()


def test_asking_it_to_end_ends_everything_that_it_started(registry: Registry):
    assert registry.stop(signal.SIGTERM) == 0
    assert registry.programs == {}


def test_nothing_outlives_a_supervisor_that_was_killed(registry: Registry):
    registry.stop(signal.SIGKILL)
    wait_until(lambda: registry.programs == {})


def test_nothing_outlives_a_stop_while_it_still_prepares(tmp_path: Path):
    registry = Starter(tmp_path).start(free_port())
    wait_until(lambda: "Bringing the registry up to date" in registry.text)
    registry.stop()
    assert registry.programs == {}
