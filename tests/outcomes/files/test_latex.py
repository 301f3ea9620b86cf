"""LaTeX: three lines, every text escaped, a document of its own and a part to be input."""

import re

import pytest

from outcomes.files.latex import escaped, part, whole_file
from tests.outcomes.files.documents import RESULTS, document, harmful


@pytest.mark.parametrize("kind", RESULTS)
def test_every_kind_of_result_is_a_document_with_its_part_in_it(kind):
    made = document(kind)
    text = whole_file(made)
    assert text.startswith(r"\documentclass")
    assert part(made) in text
    assert text.count(r"\begin{longtable}") == text.count(r"\end{longtable}") == len(made.tables)
    assert text.count(r"\bottomrule") == len(made.tables)
    assert text.count(r"\begin{document}") == text.count(r"\end{document}") == 1


@pytest.mark.parametrize("kind", RESULTS)
def test_every_line_has_as_many_columns_as_the_table(kind):
    made = document(kind)
    bodies = part(made).split(r"\endfoot")[1:]
    for table, body in zip(made.tables, bodies, strict=True):
        written = body.partition(r"\end{longtable}")[0].strip().splitlines()
        expected = [len(table.columns) if line.cells else 0 for line in table.lines]
        assert [len(re.findall(r"(?<!\\)&", line)) for line in written] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("50% & more", r"50\% \& more"),
        ("#1_a", r"\#1\_a"),
        (r"\input{x}", r"\textbackslash{}input\{x\}"),
        ("$x^2$~", r"\$x\textasciicircum{}2\$\textasciitilde{}"),
        ("< 10⁻⁴", r"\textless{} 10$^{-4}$"),
        ("≥ 5 m²", r"$\geq$ 5 m$^{2}$"),
        ("5.1–NR", "5.1--NR"),
        ("two\nlines\x00", "two lines"),
        ("Döhner", "Döhner"),
    ],
)
def test_texts_are_escaped(text, expected):
    assert escaped(text) == expected


def test_no_text_is_a_command():
    body = part(harmful())
    assert r"\input" not in body
    assert r"\end{document}" not in body
