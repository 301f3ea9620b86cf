"""The supervisor over small programs: order, restarts, and that nothing is left behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config.run.console import CannotRun
from config.run.processes import Program
from config.run.supervisor import RESTARTS_ALLOWED, AskedToStop, StopRequest, Supervisor, stopping_on_signals
from tests.waiting import wait_until

pytestmark = pytest.mark.faults
PROJECT = Path(__file__).parents[2]
SLEEPS = ["sleep", "600"]
# A program that ignores the request to stop and has started another one.
STUBBORN = ["sh", "-c", "trap '' TERM; sleep 600 & echo $! > child; wait; wait"]


@contextmanager
def restored(*numbers: signal.Signals) -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in numbers}
    try:
        yield
    finally:
        for number, action in before.items():
            signal.signal(number, action)


def is_alive(pid: int) -> bool:
    """Whether the process still runs; one that ended and was not yet collected does not."""
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def test_leaving_the_supervisor_ends_every_program(tmp_path: Path):
    programs = [Program(name, SLEEPS, tmp_path / name) for name in ("first", "second")]
    with Supervisor(StopRequest()) as supervisor:
        for program in programs:
            supervisor.start(program)
    assert all(program.has_ended for program in programs)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_every_way_of_asking_stops_everything_once(tmp_path: Path, number: signal.Signals, capsys):
    with (
        restored(signal.SIGINT, signal.SIGTERM, signal.SIGHUP),
        stopping_on_signals() as stop,
        Supervisor(stop) as supervisor,
    ):
        supervisor.start(sleeper := Program("sleeper", SLEEPS, tmp_path / "log"))
        os.kill(os.getpid(), number)
        supervisor.watch()
    assert sleeper.has_ended
    assert capsys.readouterr().out == "Stopped.\n"


def test_a_request_to_stop_is_heeded_even_where_python_ignores_exceptions(tmp_path: Path):
    class MakesTheRequestAsItEnds:
        def __del__(self) -> None:
            os.kill(os.getpid(), signal.SIGTERM)

    with restored(signal.SIGINT, signal.SIGTERM, signal.SIGHUP), stopping_on_signals() as stop:
        MakesTheRequestAsItEnds()
        with Supervisor(stop) as supervisor, pytest.raises(AskedToStop):
            supervisor.start(Program("sleeper", SLEEPS, tmp_path / "log"))
            supervisor.watch()


def test_a_program_that_will_not_stop_is_killed_with_whatever_it_started(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    child = tmp_path / "child"
    with Supervisor(StopRequest()) as supervisor:
        supervisor.start(Program("stubborn", STUBBORN, tmp_path / "log", stop_within=0.2))
        wait_until(lambda: child.exists() and child.read_text().strip())
    wait_until(lambda: not is_alive(int(child.read_text())))


def test_a_program_that_keeps_ending_stops_everything_with_a_sentence(tmp_path: Path, capsys):
    with Supervisor(StopRequest()) as supervisor:
        supervisor.start(Program("The worker", ["false"], tmp_path / "log"))
        with pytest.raises(CannotRun, match="The worker keeps ending"):
            supervisor.watch()
    assert capsys.readouterr().out.count("The worker ended unexpectedly") == RESTARTS_ALLOWED


def test_a_program_that_ends_while_it_starts_is_named_with_its_log(tmp_path: Path):
    with Supervisor(StopRequest()) as supervisor:
        program = Program("The web server", ["false"], tmp_path / "web.log")
        supervisor.start(program)
        with pytest.raises(CannotRun, match=r"The web server ended while starting.*web\.log"):
            supervisor.wait_until(lambda: False, program)


def test_a_program_dies_with_a_supervisor_that_was_killed(tmp_path: Path):
    supervisor = subprocess.Popen(
        [sys.executable, "-c", SUPERVISING_ONE_SLEEPER, str(tmp_path)], cwd=PROJECT, stdout=subprocess.PIPE
    )
    assert supervisor.stdout is not None
    sleeper = int(supervisor.stdout.readline())
    assert is_alive(sleeper)
    os.kill(supervisor.pid, signal.SIGKILL)
    supervisor.communicate()
    wait_until(lambda: not is_alive(sleeper))


def test_a_long_log_is_set_aside_at_the_next_start(tmp_path: Path):
    log = tmp_path / "web.log"
    log.write_bytes(b"x" * 6_000_000)
    with Supervisor(StopRequest()) as supervisor:
        supervisor.start(Program("The web server", SLEEPS, log))
    assert log.stat().st_size == 0
    assert (tmp_path / "web.log.1").stat().st_size == 6_000_000


SUPERVISING_ONE_SLEEPER = """
import sys, time
from pathlib import Path
from config.run.processes import Program
program = Program("sleeper", ["sleep", "600"], Path(sys.argv[1]) / "log")
program.start()
print(program.process.pid, flush=True)
time.sleep(600)
"""
