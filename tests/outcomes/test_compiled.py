"""The derivations as machine code give what their sources give, and are used only if made from these."""

import subprocess
import sys
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest

from outcomes import compiled
from outcomes.compiled.building import NotCompiled, build
from outcomes.compiled.plain_classes import with_constructors

# Compiling once takes long enough.
pytestmark = pytest.mark.xdist_group("compiled")
ROOT = Path(__file__).resolve().parents[2]
SOURCE = '''
from dataclasses import dataclass

@dataclass(frozen=True, slots=True)
class Dose:
    """One administration."""

    drug: str
    amount: float | None = None

    @property
    def is_known(self) -> bool:
        return self.amount is not None

@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    on: int

class Plain:
    taken: int = 1
'''


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    """Where the derivations are compiled, quickly and not for speed."""
    place = tmp_path_factory.mktemp("compiled")
    build(place, level="0")
    return place


def classes(source: str) -> dict:
    found: dict = {}
    exec(compile(source, "<doses>", "exec"), found)
    return found


def test_a_dataclass_gets_a_constructor_and_is_otherwise_as_before():
    before, after = classes(SOURCE), classes(with_constructors(SOURCE))
    for found in (before, after):
        dose = found["Dose"]("inotuzumab", amount=0.8)
        assert (dose.drug, dose.amount, dose.is_known) == ("inotuzumab", 0.8, True)
        assert found["Dose"]("inotuzumab").is_known is False
        assert replace(dose, amount=None) == found["Dose"]("inotuzumab")
        assert len({dose, replace(dose), replace(dose, drug="cytarabine")}) == 2
        assert repr(dose) == "Dose(drug='inotuzumab', amount=0.8)"
        assert found["Seen"](1) != found["Seen"](1)
        assert found["Plain"]().taken == 1
    with pytest.raises(FrozenInstanceError):
        before["Dose"]("inotuzumab").drug = "other"
    assert "__init__" in with_constructors(SOURCE)


def test_what_is_no_frozen_dataclass_gets_no_constructor():
    told = "@dataclass\nclass Told:\n    why: str = ''"
    changed = with_constructors(f'"""What is told."""\n{told}')
    assert "__init__" not in changed
    assert changed.startswith('"""What is told."""')
    assert changed.endswith(told)


def test_a_module_without_classes_stays_as_it_is():
    source = '"""What is told."""\n\ndef told() -> None:\n    pass'
    assert with_constructors(source) == source


def test_nothing_compiled_or_compiled_from_other_sources_is_not_used(tmp_path, monkeypatch):
    path = list(sys.path)
    assert compiled.use(tmp_path) is False
    (tmp_path / compiled.version()).mkdir()
    monkeypatch.setattr(compiled, "sources", lambda: iter([Path(compiled.__file__)]))
    assert compiled.use(tmp_path) is False
    assert sys.path == path


def test_nothing_compiled_is_used_without_what_it_imports(place, monkeypatch):
    path = list(sys.path)
    monkeypatch.setattr(compiled, "NEEDED", "no_such_package")
    assert compiled.use(place) is False
    assert sys.path == path


def test_the_version_is_that_of_the_sources(monkeypatch):
    before = compiled.version()
    assert compiled.version() == before
    fewer = list(compiled.sources())[1:]
    monkeypatch.setattr(compiled, "sources", lambda: iter(fewer))
    assert compiled.version() != before


def test_what_the_compiler_says_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("outcomes.compiled.building.SETUP", "raise SystemExit('no compiler here')")
    with pytest.raises(NotCompiled, match="no compiler here"):
        build(tmp_path)
    assert list(tmp_path.iterdir()) == []


def derived(*arguments: str) -> tuple[str, str]:
    """Everything that is derived, and the kind of file that did it."""
    command = [sys.executable, "-m", "tests.outcomes.everything_derived", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout, done.stderr.splitlines()[-1]


def test_machine_code_derives_every_value_and_sentence_of_the_sources(place):
    by_sources, from_py = derived()
    by_machine_code, from_so = derived(str(place))
    assert (from_py, from_so) == (".py", ".so")
    assert by_machine_code.splitlines() == by_sources.splitlines()
    assert len(by_sources) > 1_000_000


def test_it_is_compiled_once(place):
    made = (place / compiled.version()).stat().st_mtime_ns
    build(place)
    assert (place / compiled.version()).stat().st_mtime_ns == made
