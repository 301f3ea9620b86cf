"""Which questions of a record still want an answer, or a reason why there is none."""

from typing import Any

from registry.fields import CONDITIONAL, OPTIONAL, REQUIRED, ClinicalField, Link
from registry.models import Record
from registry.record_types import RecordType

# Codes that themselves say why there is no value.
_SAYS_WHY = {"unknown", "not_done", "not_assessed"}


def is_needed(question: ClinicalField, record: Record) -> bool:
    """Required questions that apply, given the record's other answers."""
    if question.needed == REQUIRED:
        return question.applies_to(record.answers())
    return question.needed == CONDITIONAL and bool(question.when) and question.applies_to(record.answers())


def takes_reason(question: ClinicalField, kind: RecordType) -> bool:
    """Whether a reason may stand for the answer.

    Not for what identifies or dates the record, nor where a code already says why.
    """
    pairs: Any = question.choices or ()
    codes = {code for code, _ in pairs}
    return not (
        isinstance(question, Link)
        or question.needed == OPTIONAL
        or question.name in (kind.first_date, "registry_id")
        or codes & _SAYS_WHY
    )


def unanswered(record: Record) -> list[ClinicalField]:
    """Needed questions that have neither a value nor a missing reason, in the order of the form."""
    answers = record.answers()
    return [
        question
        for question in record.questions()
        if answers[question.name] in (None, "", [])
        and question.name not in record.missing
        and is_needed(question, record)
    ]
