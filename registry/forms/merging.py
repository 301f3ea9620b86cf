"""A form whose record somebody else has saved meanwhile: merged where possible, asked about where not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from registry.describing import canonical_text
from registry.fields import Link
from registry.forms.record import RecordForm
from registry.keeping import whole_number
from registry.merging import Past, merge, past_of
from registry.models import MissingReason, Record

MINE, THEIRS, BEFORE = "mine", "theirs", "before"
# Inputs: the questions on which both differ, the choice at each, and the version from which both set out.
UNDECIDED, FORKED_AT = "undecided", "forked_at"


@dataclass(frozen=True, slots=True)
class Conflict:
    """One question that two people answered differently. choices: value, words, what is chosen by it."""

    name: str
    by: str
    forked_at: int
    choices: Sequence[tuple[str, str, str]]

    @property
    def input_name(self) -> str:
        return f"choice-{self.name}"


@dataclass(frozen=True, slots=True)
class Merged:
    """What a form would send after merging; sentence: whose answers were kept; conflicts by question."""

    answers: QueryDict
    conflicts: dict[str, Conflict]
    sentence: str


def merged(form: RecordForm, stored: Record) -> Merged:
    """Merge a valid, applied form with what is stored now; the base is taken from the audit trail."""
    mine, theirs = form.record.canonical(), stored.canonical()
    base = form.record.version
    past = past_of(stored, base)
    found = merge(form.questions, past.before, mine, theirs)
    answers = _copy(form.data)
    for name in found.theirs:
        put(answers, name, theirs)
    answers["version"] = str(stored.version)
    conflicts = {name: _conflict(form, name, past, base, mine=mine, theirs=theirs) for name in found.both}
    return Merged(answers, conflicts, _sentence(form, past, theirs=found.theirs, mine=found.mine))


def decided(sent: QueryDict, record: Record) -> tuple[QueryDict, list[str]]:
    """What was sent, with each choice between two people's answers put into its box; what is not chosen yet.

    The answers themselves come from the record and its audit trail. Who sends no list of what is undecided
    has decided by what is in the boxes.
    """
    asked = {question.name for question in record.questions()}
    names = [name for name in sent.getlist(UNDECIDED) if name in asked]
    if not names or record.pk is None:
        return sent, []
    answers = _copy(sent)
    stand = {
        THEIRS: past_of(record, _number(sent, "version")).before,
        BEFORE: past_of(record, _number(sent, FORKED_AT)).before,
    }
    if _number(sent, "version") == record.version:
        stand[THEIRS] = record.canonical()
    open_still = []
    for name in names:
        choice = sent.get(f"choice-{name}", "")
        chosen = stand.get(choice)
        if chosen is not None:
            put(answers, name, chosen)
        elif choice != MINE:
            open_still.append(name)
    return answers, open_still


def asked_again(form: RecordForm, record: Record, names: Sequence[str]) -> dict[str, Conflict]:
    """The questions that are still undecided, with the same choices as before.

    form: valid and applied; record: as it is stored.
    """
    forked_at = _number(form.data, FORKED_AT)
    past, mine = past_of(record, forked_at), form.record.canonical()
    theirs = past_of(record, _number(form.data, "version")).before or record.canonical()
    return {
        name: _conflict(form, name, past, forked_at, mine=mine, theirs=theirs)
        for name in names
        if name in form.questions
    }


def put(answers: QueryDict, name: str, values: Mapping[str, Any]) -> None:
    """Put an answer, as the audit trail keeps it, into the inputs of its question."""
    value = values.get(name)
    answers.pop(name, None)
    if value is not None:
        answers.setlist(name, [str(item) for item in value] if isinstance(value, list) else [str(value)])
    answers[RecordForm.missing_name(name)] = values.get(f"missing.{name}") or ""
    # The value is in its own unit; and what was confirmed was another value.
    answers.pop(f"unit-{name}", None)
    for key in [key for key in answers if key.startswith("confirm-") and key.endswith(f"-{name}")]:
        del answers[key]


def _copy(data: Any) -> QueryDict:
    copied: QueryDict = data.copy()
    return copied


def _number(sent: Any, name: str) -> int:
    return whole_number(sent.get(name, ""), otherwise=-1)


def _conflict(
    form: RecordForm,
    name: str,
    past: Past,
    forked_at: int,
    *,
    mine: Mapping[str, Any],
    theirs: Mapping[str, Any],
) -> Conflict:
    by = _person(past, name)
    choices = [(MINE, "In the box", _words(form, name, mine)), (THEIRS, by, _words(form, name, theirs))]
    if past.before is not None:
        choices.append((BEFORE, "Before both", _words(form, name, past.before)))
    return Conflict(name, by, forked_at, choices)


def _words(form: RecordForm, name: str, values: Mapping[str, Any]) -> str:
    if reason := values.get(f"missing.{name}"):
        return f"no answer: {dict(MissingReason.choices).get(reason, reason)}"
    value = values.get(name)
    if isinstance(form.questions[name], Link):
        choices: Any = getattr(form.fields[name], "choices", ())
        return {str(pk): str(title) for pk, title in choices}.get(str(value), "") or "no answer"
    return canonical_text(form.questions[name], value) or "no answer"


def _person(past: Past, name: str) -> str:
    change = past.latest.get(name)
    return str(change.by) if change and change.by else "Somebody else"


def _sentence(form: RecordForm, past: Past, *, theirs: Sequence[str], mine: Sequence[str]) -> str:
    """Whose changes to which questions stand now."""
    parts = []
    by_person: dict[str, list[str]] = {}
    for name in theirs:
        by_person.setdefault(_person(past, name), []).append(_label(form, name))
    for person, labels in by_person.items():
        parts.append(f"{person} saved this record while you typed. Kept from there: {', '.join(labels)}.")
    if mine:
        parts.append(f"Kept from you: {', '.join(_label(form, name) for name in mine)}.")
    return " ".join(parts)


def _label(form: RecordForm, name: str) -> str:
    return f"“{form.questions[name].verbose_name}”"
