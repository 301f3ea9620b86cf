"""Starts programs in order, restarts one that dies, and ends them all, whatever happens."""

import signal
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from config.run.console import CannotRun, say
from config.run.processes import Program

RESTARTS_ALLOWED = 5
RESTARTS_WITHIN_SECONDS = 60.0
LOOKS_EVERY_SECONDS = 0.2


class AskedToStop(Exception):
    """Ctrl-C, or the signal that asks a program to end."""


class StopRequest:
    """Whether somebody has asked to stop; looked at between two steps of the work.

    The signal only sets a mark. An exception raised by a signal may fall into a place whose exceptions Python
    ignores (a fork in progress, the end of an object), and the request would be lost.
    """

    def __init__(self) -> None:
        self.was_made = False

    def make(self, number: int = 0, frame: FrameType | None = None) -> None:
        self.was_made = True

    def heed(self) -> None:
        if self.was_made:
            raise AskedToStop


@contextmanager
def stopping_on_signals() -> Iterator[StopRequest]:
    """Turn Ctrl-C and its like into a request to stop; repeating it does not interrupt the stopping."""
    request = StopRequest()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, request.make)
    try:
        yield request
    except AskedToStop:
        say("Stopped.")


class Supervisor:
    """Programs that run until they are asked to stop; used as a context, so that leaving it ends them all."""

    def __init__(self, stop: StopRequest) -> None:
        self.programs: list[Program] = []
        self._stop = stop
        self._restarts: dict[str, deque[float]] = {}

    def __enter__(self) -> "Supervisor":
        return self

    def __exit__(self, *cause: object) -> None:
        """End the first program last: the others depend on it while they finish."""
        for program in self.programs[1:]:
            program.ask_to_stop()
        for program in self.programs[1:]:
            program.end()
        for program in self.programs[:1]:
            program.stop()

    def start(self, program: Program) -> None:
        self.programs.append(program)
        program.start()

    def wait_until(self, ready: Callable[[], bool], program: Program, within_seconds: float = 60.0) -> None:
        """Return once the program is ready; refuse with a sentence when it ends first or takes too long."""
        deadline = time.monotonic() + within_seconds
        while not ready():
            if program.has_ended:
                raise CannotRun(f"{program.name} ended while starting; the reason is in {program.log}")
            if time.monotonic() > deadline:
                raise CannotRun(f"{program.name} gave no answer; what it said is in {program.log}")
            self._pause()

    def watch(self) -> None:
        """Keep every program running. Ends only by an exception."""
        while True:
            for program in self.programs:
                if program.has_ended:
                    self._restart(program)
            self._pause()

    def _pause(self) -> None:
        self._stop.heed()
        time.sleep(LOOKS_EVERY_SECONDS)
        self._stop.heed()

    def _restart(self, program: Program) -> None:
        if self._restarted_too_often(program.name, time.monotonic()):
            raise CannotRun(f"{program.name} keeps ending; stopping. The reason is in {program.log}")
        say(f"{program.name} ended unexpectedly; starting it again (see {program.log}).")
        program.stop()
        program.start()

    def _restarted_too_often(self, name: str, now: float) -> bool:
        restarts = self._restarts.setdefault(name, deque(maxlen=RESTARTS_ALLOWED))
        too_often = len(restarts) == RESTARTS_ALLOWED and now - restarts[0] < RESTARTS_WITHIN_SECONDS
        restarts.append(now)
        return too_often
