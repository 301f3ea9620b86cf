"""The direction of imports, and what a row of each table owes: rules of the code base as tests."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ALLOWED = {"registry": {"registry"}, "outcomes": {"registry", "outcomes"}}
PACKAGES = {"config", "registry", "outcomes"}
DJANGO_FREE = [
    "registry/edit_checks",
    "registry/work_list",
    "registry/rows.py",
    "registry/measured.py",
    "registry/units.py",
    "registry/quick_dates.py",
    "registry/remarks.py",
    "registry/partial_dates.py",
    "registry/ctcae.py",
    "outcomes/derivations",
    "outcomes/statistics",
    "outcomes/history",
    "outcomes/disclosure",
]


def sources(*places: str) -> Iterator[Path]:
    for place in places:
        path = ROOT / place
        yield from [path] if path.is_file() else sorted(path.rglob("*.py"))


def imports_of(path: Path) -> set[str]:
    """Full names of the modules that a file imports."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return names


@pytest.mark.parametrize("package", sorted(ALLOWED))
def test_imports_flow_from_config_to_outcomes_to_registry(package):
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sources(package)
        for name in imports_of(path)
        if (top := name.split(".")[0]) in PACKAGES and top not in ALLOWED[package]
    ]
    assert wrong == []


def test_the_pure_packages_know_neither_django_nor_the_database():
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sources(*DJANGO_FREE)
        for name in imports_of(path)
        if name.split(".")[0] in {"django", "celery", "redis"}
    ]
    assert wrong == []


def test_derivations_and_statistics_do_not_know_the_registry():
    pure = [place for place in DJANGO_FREE if place.startswith("outcomes")]
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sources(*pure)
        for name in imports_of(path)
        if name.split(".")[0] == "registry"
    ]
    assert wrong == []


def test_no_file_of_the_product_is_longer_than_300_lines():
    long = [
        f"{path.relative_to(ROOT)}: {lines}"
        for path in sources("config", "registry", "outcomes", "tests")
        if "migrations" not in path.parts
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300
    ]
    assert long == []


def functions_of(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            yield f"{path.relative_to(ROOT)} {node.name}", node.end_lineno - node.lineno + 1


def test_no_function_of_the_product_is_longer_than_40_lines():
    long = [
        f"{name}: {lines}"
        for path in sources("config", "registry", "outcomes")
        if "migrations" not in path.parts
        for name, lines in functions_of(path)
        if lines > 40
    ]
    assert long == []
