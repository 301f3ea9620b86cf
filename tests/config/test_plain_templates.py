"""Indentation of templates stays out of pages, and nothing else does."""

import pytest

from config.plain_templates import unindented


@pytest.mark.parametrize(
    ("template", "page"),
    [
        ("<ul>\n  <li>A</li>\n</ul>", "<ul>\n<li>A</li>\n</ul>"),
        (
            "<ul>\n  {% for a in b %}\n    <li>\n  {% endfor %}\n</ul>",
            "<ul>\n{% for a in b %}<li>\n{% endfor %}</ul>",
        ),
        ("one\n  {% if a %}\n    two\n  {% endif %}\nthree", "one\n{% if a %}two\n{% endif %}three"),
        ("{# What it is. #}\n{% load outcomes %}\n<p>", "{# What it is. #}{% load outcomes %}<p>"),
        ("a\n  {% opened block n of %}\nb", "a\n{% opened block n of %}\nb"),
        ("a {% if b %}c{% endif %}\nd", "a {% if b %}c{% endif %}\nd"),
        ("{% if a %}b{% endif %}\nc", "{% if a %}b{% endif %}\nc"),
    ],
)
def test_lines_begin_at_the_margin_and_words_stay_apart(template, page):
    assert unindented(template) == page
