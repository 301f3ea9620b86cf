"""There is one way from a stored result to a reader: Block, which knows whose view it shows."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3] / "outcomes"
READERS = ("views", "api", "files", "charts", "presenting", "templatetags")
# Block itself, and the number of patients above a cohort, which passes through the view as well.
MAY_READ = {"presenting/blocks.py", "presenting/summaries.py"}


def opens_results(path: Path) -> bool:
    """Whether a module reads what is stored of a result, or makes a result of it."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    read = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return "from_payload" in names or "payload" in read


def test_nothing_that_faces_readers_opens_a_stored_result_itself():
    found = {
        str(path.relative_to(ROOT))
        for folder in READERS
        for path in (ROOT / folder).rglob("*.py")
        if opens_results(path)
    }
    assert found == MAY_READ


def test_no_template_opens_one_either():
    templates = (ROOT.parent / "templates").rglob("*.html")
    assert [path.name for path in templates if "payload" in path.read_text(encoding="utf-8")] == []
