"""Compiles the derivations: `python -m outcomes.compiled.building`, as `make compiled` does."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from outcomes.compiled import DIGITS, HERE, PLACE, sources, version
from outcomes.compiled.plain_classes import with_constructors

SETUP = """
from mypyc.build import mypycify
from setuptools import setup

sources = {sources!r}
setup(name="compiled", packages=[], ext_modules=mypycify(["--config-file=", *sources], opt_level={level!r}))
"""


# Functions of one library call each other directly; nobody puts another in their place.
FLAGS = "-fno-semantic-interposition -fno-plt"


class NotCompiled(Exception):
    """What the compiler said."""


def build(place: Path = PLACE, level: str = "3") -> Path:
    """Compile the sources as they stand, unless they are; the folder that `use` finds.

    level: how hard the C compiler tries, "0" to "3". NotCompiled where it fails, or is not there.
    """
    built = place / version()
    if built.is_dir():
        return built
    place.mkdir(parents=True, exist_ok=True)
    # Beside the place where it will be, so that it gets there at once, and whole.
    with tempfile.TemporaryDirectory(dir=place) as folder:
        made = Path(folder) / "made"
        _compile(made, level)
        shutil.rmtree(made / "build")
        _forget(place)
        made.rename(built)
    return built


def _compile(folder: Path, level: str) -> None:
    written = [_write(source, folder) for source in sources()]
    (folder / HERE.name / "__init__.py").touch()
    (folder / "setup.py").write_text(SETUP.format(sources=written, level=level))
    done = subprocess.run(
        [sys.executable, "setup.py", "--quiet", "build_ext", "--inplace"],
        cwd=folder,
        env=os.environ | {"CFLAGS": f"{os.environ.get('CFLAGS', '')} {FLAGS}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        raise NotCompiled(done.stdout)
    (folder / HERE.name / "__init__.py").unlink()


def _write(source: Path, folder: Path) -> str:
    """Put what is compiled into the folder; its path there."""
    path = Path(HERE.name) / source.relative_to(HERE)
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(with_constructors(source.read_text(encoding="utf-8")), encoding="utf-8")
    return str(path)


def _forget(place: Path) -> None:
    """Delete what was compiled from other sources."""
    for old in place.glob("?" * DIGITS):
        shutil.rmtree(old)


def main() -> None:
    try:
        built = build()
    except NotCompiled as error:
        sys.exit(f"{error}\nFor this reason nothing is compiled. Everything works; rebuilds take longer.")
    sys.stdout.write(f"The derivations are compiled, in {built}.\n")


if __name__ == "__main__":
    main()
