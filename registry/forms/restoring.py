"""A form as it was typed and not saved, whatever has become of the record and of its questions since."""

from collections.abc import Callable
from copy import copy
from typing import Any

from django.http import QueryDict

from registry.forms.merging import put
from registry.forms.record import RecordForm
from registry.models import Record, UnsavedAnswers

FormOf = Callable[[Record, QueryDict], RecordForm]
# Inputs that hold no answer of their own.
_BESIDE = frozenset({"version", "form_key", "reason", "site", "forked_at", "undecided"})


def restored(row: UnsavedAnswers, record: Record, form_of: FormOf) -> RecordForm:
    """The form with what was typed; a question that the form did not have then stands as it is recorded.

    A new record gets another key: the page in which it was typed may still be open, and be saved as well.
    """
    typed = QueryDict(mutable=True)
    for name, texts in row.typed.items():
        typed.setlist(name, texts)
    stored = record.canonical()
    for question in record.questions():
        if question.name not in row.asked:
            put(typed, question.name, stored)
    typed["version"] = _base_of(row)
    typed["form_key"] = str(form_of(record, QueryDict()).initial["form_key"])
    return form_of(record, typed)


def _base_of(row: UnsavedAnswers) -> str:
    """The version from which the answers set out; what was still undecided will be asked about again."""
    forked_at: list[str] = row.typed.get("forked_at", [])
    return forked_at[0] if row.typed.get("undecided") and forked_at else str(row.version)


def is_saved(row: UnsavedAnswers, record: Record, form_of: FormOf) -> bool:
    """Whether the record already holds just that: kept a moment late, or typed and taken back."""
    if record.pk is None or row.version != record.version:
        return False
    typed = restored(row, copy(record), form_of)
    return typed.is_valid() and typed.apply().canonical() == record.canonical()


def left_over(row: UnsavedAnswers, record: Record) -> list[tuple[str, str]]:
    """Name and text of typed answers whose question no longer exists."""
    known = {question.name for question in record.questions()} | _BESIDE
    answers = {name: ", ".join(texts) for name, texts in row.typed.items() if name.isidentifier()}
    return [(name, text) for name, text in answers.items() if text and name not in known]


def differing(row: UnsavedAnswers, form: RecordForm) -> list[tuple[str, str]]:
    """Question and text of each typed answer that the record does not hold, for a record nobody can edit."""
    found = []
    for name, question in form.questions.items():
        stored: Any = form[name].value()
        there = (
            sorted(map(str, stored)) if isinstance(stored, list) else [str("" if stored is None else stored)]
        )
        here = sorted(row.typed.get(name, ())) or [""]
        if here != (there or [""]):
            found.append((str(question.verbose_name), ", ".join(here) or "no answer"))
    return found
