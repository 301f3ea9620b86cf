"""The data dictionary in words, printed from the models: the only place where a question is described."""

from collections.abc import Iterator
from typing import Any

from registry import fields
from registry.fields import ClinicalField, Range
from registry.record_types import RECORD_TYPES, REFERENCE_RANGE, SITE, RecordType

NEEDED = {fields.REQUIRED: "yes", fields.CONDITIONAL: "if it applies", fields.OPTIONAL: "no"}
KINDS: dict[type[ClinicalField], str] = {
    fields.TextAnswer: "text",
    fields.CodeAnswer: "one code",
    fields.CodesAnswer: "several codes",
    fields.DecimalAnswer: "decimal",
    fields.IntegerAnswer: "whole number",
    fields.MeasuredAnswer: "decimal, < or > allowed",
    fields.DateAnswer: "full date",
    fields.PartialDateAnswer: "date, parts may be unknown",
    fields.Link: "link",
}

INTRODUCTION = """\
Printed by `manage.py data_dictionary` from the models; do not edit. Outside its *hard* limits a record cannot
be completed, outside *soft* ones it asks for confirmation. Every question takes a reason where there is no
value (not done, unknown, not applicable, pending), except what identifies or dates a record.
"""


def markdown() -> Iterator[str]:
    """Lines of docs/data-dictionary.md."""
    yield "# Data dictionary"
    yield ""
    yield from INTRODUCTION.splitlines()
    for kind in (SITE, REFERENCE_RANGE, *RECORD_TYPES.values()):
        yield from _section(kind)


def _section(kind: RecordType) -> Iterator[str]:
    yield from ("", f"## {kind.title} (`{kind.slug}`)", "")
    if kind.help:
        yield from (kind.help, "")
    yield "| Field | Question | Kind | Unit | Hard | Soft | Needed | Codes or condition |"
    yield "|---|---|---|---|---|---|---|---|"
    for question in kind.model.questions():
        yield _line(question)


def _line(question: ClinicalField) -> str:
    cells = [
        f"`{question.name}`",
        str(question.verbose_name),
        KINDS[type(question)],
        _units(question),
        _range(question.hard),
        _range(question.soft),
        NEEDED[question.needed],
        "; ".join(part for part in (_codes(question), _condition(question), question.coding) if part),
    ]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _units(question: ClinicalField) -> str:
    """The unit in which it is kept, and those in which it may be typed."""
    others = " or ".join(unit.label for unit in question.also_in)
    return f"{question.unit}; typed also in {others}" if others else question.unit


def _range(limits: Range) -> str:
    if limits.low is None and limits.high is None:
        return ""
    low, high = ("" if bound is None else f"{bound:f}" for bound in limits)
    return f"{low} – {high}".strip()


def _codes(question: ClinicalField) -> str:
    pairs: Any = getattr(question, "codes", None) or question.choices or ()
    return ", ".join(f"`{code}`" for code, _ in pairs)


def _condition(question: ClinicalField) -> str:
    return " and ".join(
        f"only if `{name}` is " + " or ".join(f"`{code}`" for code in codes)
        for name, codes in question.when.items()
    )
