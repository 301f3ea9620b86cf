"""A real Redis-protocol server for the tests, which can be stopped, killed, hung and started again."""

import os
import shutil
import signal
import tempfile
import time
from pathlib import Path

from config.run.embedded_redis import EmbeddedRedis

STARTS_WITHIN_SECONDS = 30


class RedisServer:
    """One server with a folder of its own. Address and password stay the same over its restarts."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="registry-redis-"))
        self.server = EmbeddedRedis(self.folder)
        self.program = self.server.program(self.folder / "log")
        self.url = self.server.url

    def start(self) -> None:
        self.program.start()
        deadline = time.monotonic() + STARTS_WITHIN_SECONDS
        while not self.server.answers():
            if time.monotonic() > deadline:
                raise RuntimeError(self.program.log.read_text(encoding="utf-8"))
            time.sleep(0.05)

    def stop(self) -> None:
        self.resume()
        self.program.stop()

    def kill(self) -> None:
        """End it as a crash does: without a word to its clients."""
        self._send(signal.SIGKILL)
        self.program.stop()

    def hang(self) -> None:
        """Keep connections open and answer nothing, until `resume`."""
        self._send(signal.SIGSTOP)

    def resume(self) -> None:
        self._send(signal.SIGCONT)

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _send(self, number: signal.Signals) -> None:
        if self.program.process is not None and not self.program.has_ended:
            os.kill(self.program.process.pid, number)
