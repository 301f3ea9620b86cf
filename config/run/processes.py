"""One program that runs beside the supervisor, and that never outlives it."""

import ctypes
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

PR_SET_PDEATHSIG = 1
KEPT_LOG_BYTES = 5_000_000


def die_with_parent(parent: int, with_signal: signal.Signals = signal.SIGTERM) -> None:
    """Have the kernel send this process a signal when its parent ends, however the parent ends.

    A parent that ended before the request was made leaves nobody to wait for, so this process ends at once.
    """
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, with_signal)
    if os.getppid() != parent:
        os.kill(os.getpid(), with_signal)


@dataclass
class Program:
    """A command with its own process group and its own log file.

    `stop_within` is how many seconds it may take to end by itself before its whole group is killed.
    """

    name: str
    command: Sequence[str]
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    stop_within: float = 10.0
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._set_aside_long_log()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                env={**os.environ, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=partial(die_with_parent, os.getpid()),
            )

    @property
    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def ask_to_stop(self) -> None:
        if self.process is not None and not self.has_ended:
            self.process.terminate()

    def stop(self) -> None:
        self.ask_to_stop()
        self.end()

    def end(self) -> None:
        """Wait for a program that was asked to stop, then kill what is left of it and of what it started."""
        if self.process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(self.stop_within)
        self._kill_group()
        self.process.wait()

    def wait(self) -> int:
        """Exit code of a program that ends by itself."""
        assert self.process is not None
        return self.process.wait()

    def _kill_group(self) -> None:
        assert self.process is not None
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def _set_aside_long_log(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > KEPT_LOG_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
