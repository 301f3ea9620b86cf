"""Which questions of a record still want an answer, or a reason why there is none."""

from registry.fields import CONDITIONAL, REQUIRED, ClinicalField
from registry.models import Record


def is_needed(question: ClinicalField, record: Record) -> bool:
    """Required questions that apply, given the record's other answers."""
    if question.needed == REQUIRED:
        return question.applies_to(record.answers())
    return question.needed == CONDITIONAL and bool(question.when) and question.applies_to(record.answers())


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
