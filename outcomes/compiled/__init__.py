"""The derivations as machine code, for programs that derive very many patients.

`make compiled` has mypyc compile the sources of `outcomes.history` and `outcomes.derivations` as they stand.
What was compiled from other sources, or for another Python, is never used, and without it the sources run as
they are: the results are the same to the last character, and take longer.
"""

import hashlib
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import outcomes

HERE = Path(__file__).resolve().parents[1]
COMPILED = ("history", "derivations")
NEEDED = "mypy_extensions"
"""What compiled classes import; it comes with the compiler, which may have been taken away since."""
DIGITS = 16
PLACE = Path(sys.prefix) / "compiled"


def use(place: Path = PLACE) -> bool:
    """Let imports of these packages find the compiled ones; whether there are any for the present sources.

    To be called before anything imports these packages.
    """
    found = place / version()
    if not found.is_dir() or find_spec(NEEDED) is None:
        return False
    # Last, because nothing but the common library of the compiled modules is looked for there.
    sys.path.append(str(found))
    outcomes.__path__.insert(0, str(found / outcomes.__name__))
    return True


def version() -> str:
    """Changes with every source, with the Python that runs it, and with the way in which it is compiled."""
    digest = hashlib.sha256(sys.version.encode())
    for source in (*sources(), *sorted(Path(__file__).parent.glob("*.py"))):
        digest.update(source.relative_to(HERE).as_posix().encode())
        digest.update(source.read_bytes())
    return digest.hexdigest()[:DIGITS]


def sources() -> Iterator[Path]:
    """What is compiled, in order."""
    for package in COMPILED:
        yield from sorted((HERE / package).rglob("*.py"))
