"""Make or refresh `.venv` from one of the requirement files, and do nothing when it is up to date.

Run by the Makefile with the system's Python before anything is installed, so it uses the standard library
only: `python3 config/environment.py requirements.txt`.
"""

import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
ENVIRONMENT = PROJECT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
PIP = ENVIRONMENT / "bin" / "pip"
UV = ENVIRONMENT / "bin" / "uv"
CONSTRAINTS = PROJECT / "constraints.txt"
PINNED_FILES = ("requirements.txt", "requirements-dev.txt", "constraints.txt")


def main(requirements: str) -> None:
    stamp = ENVIRONMENT / f"{requirements}.installed"
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == digest():
        return
    if not (PYTHON.exists() and PIP.exists()):
        create()
    say(f"Installing the packages of {requirements} into .venv, which takes a minute or two the first time.")
    install(requirements)
    stamp.write_text(digest())


def digest() -> str:
    """Changes whenever a pinned version changes."""
    return hashlib.sha256(b"".join((PROJECT / name).read_bytes() for name in PINNED_FILES)).hexdigest()


def create() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        sys.exit(
            f"Python {version} cannot make environments here; add that with: "
            f"sudo apt-get install --yes python{version}-venv"
        )
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)], check=True)


def install(requirements: str) -> None:
    """Install with uv, which is several times faster, or with pip where uv cannot be had or fails."""
    wanted = ["--requirement", str(PROJECT / requirements), "--constraint", str(CONSTRAINTS)]
    if has_uv() and run([str(UV), "pip", "install", "--quiet", "--python", str(PYTHON), *wanted]):
        return
    say("Installing with pip instead, which takes a few minutes.")
    if not run([str(PIP), "install", "--quiet", "--use-pep517", *wanted]):
        sys.exit("The packages could not be installed, for the reason above; run the same command again.")


def has_uv() -> bool:
    return UV.exists() or run([str(PIP), "install", "--quiet", "--constraint", str(CONSTRAINTS), "uv"])


def run(command: list[str]) -> bool:
    """Whether the command succeeded. Certificates are the machine's own, as behind a hospital's proxy."""
    quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "UV_SYSTEM_CERTS": "1"}
    return subprocess.run(command, env={**os.environ, **quiet}).returncode == 0


def say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
