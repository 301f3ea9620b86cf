"""Databases for one measurement, made for it and gone afterwards."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.embedded_postgres_server import PostgresServer

PROJECT = Path(__file__).resolve().parents[1]
Environment = dict[str, str]


@contextmanager
def postgres() -> Iterator[Environment]:
    """An empty registry on PostgreSQL: the environment in which programs reach it."""
    server = PostgresServer()
    server.start()
    try:
        with _registry(lambda folder: server.url) as environment:
            yield environment
    finally:
        server.stop()


@contextmanager
def sqlite() -> Iterator[Environment]:
    """An empty registry on SQLite."""
    with _registry(lambda folder: f"sqlite:///{folder / 'registry.sqlite3'}") as environment:
        yield environment


@contextmanager
def _registry(url: Callable[[Path], str]) -> Iterator[Environment]:
    with tempfile.TemporaryDirectory(prefix="registry-bench-") as name:
        folder = Path(name)
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "REGISTRY_VAR_DIR": name,
            "REGISTRY_DATABASE_URL": url(folder),
            "REGISTRY_SECRET_KEY": "only for one measurement",
            "REGISTRY_REDIS_URL": "memory://",
        }
        run("django", "migrate", "--verbosity", "0", environment=environment)
        yield environment


def run(module: str, *arguments: str, environment: Environment) -> str:
    """What a program of this project prints, run to its end; its complaints go to the terminal."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(
        command, cwd=PROJECT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout
