"""The whole registry in a scratch folder, as `make run` starts it, with the demo registry computed."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from config.run.ports import free_port
from config.run.var_folder import VarFolder
from tests.waiting import wait_until

PROJECT = Path(__file__).parents[3]
READY = "Ctrl-C stops it"
# Loading the demo registry takes a minute or two on a slow machine.
WITHIN_SECONDS = 600


@dataclass(frozen=True)
class DemoRegistry:
    url: str
    password: str


@contextmanager
def demo_registry() -> Iterator[DemoRegistry]:
    with TemporaryDirectory(prefix="registry-pictures-") as folder:
        port, said, var = free_port(), Path(folder) / "said", Path(folder) / "var"
        supervisor = subprocess.Popen(
            [sys.executable, "-m", "config.run", "--port", str(port)],
            cwd=PROJECT,
            env={**os.environ, "REGISTRY_VAR_DIR": str(var), "REGISTRY_DEMO": "yes"},
            stdout=said.open("wb"),
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until(lambda: READY in said.read_text() or supervisor.poll() is not None, WITHIN_SECONDS)
            assert READY in said.read_text(), said.read_text()
            yield DemoRegistry(f"http://127.0.0.1:{port}", VarFolder(var).demo_password)
        finally:
            supervisor.send_signal(signal.SIGINT)
            supervisor.wait(60)
