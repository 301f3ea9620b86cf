"""The whole registry as `make run` starts it, for tests to look at, stop and kill."""

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from config.run.ports import free_port
from tests.waiting import wait_until

PROJECT = Path(__file__).parents[2]
READY = "Ctrl-C stops it"


@dataclass
class Registry:
    """One run of the supervisor, and every process that carries the address of its folder."""

    var: Path
    port: int
    said: Path
    supervisor: subprocess.Popen[bytes]

    @property
    def text(self) -> str:
        return self.said.read_text()

    @property
    def programs(self) -> dict[int, str]:
        """Process id and command of all that run for this registry, the supervisor included."""
        mark = f"REGISTRY_VAR_DIR={self.var}".encode()
        return {int(p.name): command_of(p) for p in Path("/proc").glob("[0-9]*") if mark in environment_of(p)}

    def kill(self, command: str) -> None:
        os.kill(min(pid for pid, text in self.programs.items() if command in text), signal.SIGKILL)

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        self.supervisor.send_signal(number)
        return self.supervisor.wait(60)


def environment_of(process: Path) -> list[bytes]:
    try:
        return (process / "environ").read_bytes().split(b"\0")
    except OSError:
        return []


def command_of(process: Path) -> str:
    try:
        return (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def environment_without_tests() -> dict[str, str]:
    """What a person's shell holds: none of the settings that the tests themselves run with."""
    ours = ("REGISTRY_", "DJANGO_", "PYTEST_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


class Starter:
    """Starts registries in one folder, and ends whatever is left of them."""

    def __init__(self, folder: Path) -> None:
        self.var = folder / "var"
        self.folder = folder
        self.started: list[Registry] = []

    def start(self, port: int) -> Registry:
        said = self.folder / f"said-{len(self.started)}"
        supervisor = subprocess.Popen(
            [sys.executable, "-m", "config.run", "--port", str(port)],
            cwd=PROJECT,
            env={**environment_without_tests(), "REGISTRY_VAR_DIR": str(self.var), "REGISTRY_DEMO": "no"},
            stdout=said.open("wb"),
            stderr=subprocess.STDOUT,
        )
        self.started.append(Registry(self.var, port, said, supervisor))
        return self.started[-1]

    def running(self) -> Registry:
        """A registry that has said it is ready; started again only when an earlier test has stopped it."""
        for registry in self.started:
            if READY in registry.text and registry.supervisor.poll() is None:
                return registry
        registry = self.start(free_port())
        wait_until(lambda: READY in registry.text or registry.supervisor.poll() is not None)
        assert READY in registry.text, registry.text
        return registry

    def end(self) -> None:
        for registry in self.started:
            registry.supervisor.kill()
            registry.supervisor.wait()
