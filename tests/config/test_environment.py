"""What `make run` says on a machine that lacks something, before anything is installed."""

import importlib.util
import os
import subprocess
from pathlib import Path

import pytest

from config import environment

PROJECT = Path(__file__).parents[2]


def test_a_machine_without_a_new_enough_python_is_told_the_command():
    made = subprocess.run(
        ["make", "--no-print-directory", "run", "PYTHON="], cwd=PROJECT, capture_output=True, text=True
    )
    assert made.returncode != 0
    assert "needs Python 3.11 or newer" in made.stderr
    assert "sudo apt-get install --yes python3 python3-venv" in made.stderr


def test_a_python_that_cannot_make_environments_is_told_the_command(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match=r"sudo apt-get install --yes python3\.\d+-venv"):
        environment.create()


def test_a_machine_without_chromium_is_told_the_command(tmp_path: Path):
    """Only root could install it; anybody else is told how, and the tests fail instead of skipping."""
    somebody = tmp_path / "id"
    somebody.write_text("#!/bin/sh\necho 1000\n")
    somebody.chmod(0o755)
    made = subprocess.run(
        ["/usr/bin/make", "chromium"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": str(tmp_path)},
    )
    assert made.returncode != 0
    assert "sudo apt-get install --yes chromium" in made.stderr


def test_an_environment_is_refreshed_when_a_pinned_version_changes(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(environment, "PROJECT", tmp_path)
    for name in environment.PINNED_FILES:
        (tmp_path / name).write_text("django==5.2.19\n")
    before = environment.digest()
    (tmp_path / "constraints.txt").write_text("django==5.2.20\n")
    assert environment.digest() != before


def test_every_requirement_is_pinned_to_one_version():
    for name in environment.PINNED_FILES:
        lines = (PROJECT / name).read_text().splitlines()
        loose = [line for line in lines if line and line[0] not in "#- " and "==" not in line]
        assert loose == [], name
