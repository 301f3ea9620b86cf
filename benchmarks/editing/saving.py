"""From save to the next form with many people at work, on the web server as it is deployed."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.databases import PROJECT, Environment, postgres, run, sqlite
from benchmarks.editing.crowd import PEOPLE, percentile, seconds_of_saves
from benchmarks.editing.pages import seconds_of_pages
from benchmarks.timing import show, text
from config.run.ports import LOOPBACK, answers_http, free_port
from tests.waiting import wait_until

HEADINGS = ("database", "patients", "people", "saves", "median", "95th percentile", "slowest")
DATABASES = {"PostgreSQL": postgres, "SQLite": sqlite}


def measure(patients: int, saves: int) -> None:
    """Print how long so many saves of each person take in a registry of so many patients."""
    rows, pages = [], []
    for name, database in DATABASES.items():
        with database() as environment:
            pseudonyms = json.loads(
                run("benchmarks.editing.big_hospital", str(patients), environment=environment)
            )
            run("django", "collectstatic", "--no-input", "--verbosity", "0", environment=environment)
            with serving(environment) as address:
                pages.append(seconds_of_pages(address, pseudonyms))
                seconds = seconds_of_saves(address, pseudonyms, saves)
        shown = (text(percentile(seconds, 0.5)), text(percentile(seconds, 0.95)), text(seconds[-1]))
        rows.append((name, f"{patients:,}", str(PEOPLE), f"{len(seconds):,}", *shown))
    show(
        f"Pages for one coordinator among {patients:,} patients",
        ("page", *DATABASES),
        [(of_one[0][0], *(text(taken) for _, taken in of_one)) for of_one in zip(*pages, strict=True)],
    )
    show("From save to the next form, each person saving every few seconds", HEADINGS, rows)


@contextmanager
def serving(environment: Environment) -> Iterator[str]:
    """The web server with its own configuration, as `make run` starts it."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "python:config.gunicorn", "config.wsgi"]
    environment = environment | {"PORT": str(port)}
    server = subprocess.Popen(
        command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT
    )
    try:
        wait_until(lambda: answers_http(port))
        yield f"http://{LOOPBACK}:{port}"
    finally:
        server.terminate()
        server.wait()
