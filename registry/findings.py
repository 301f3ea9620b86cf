"""What a finding of an edit check is about: the record, and the values that it questions."""

from typing import Any

from registry.edit_checks.engine import Finding
from registry.record_types import RECORD_TYPES


def values_of(finding: Finding) -> dict[str, Any]:
    """The message and the answers in question, as the audit trail keeps them.

    The message belongs to it: it names what was compared, such as the category derived from the counts.
    """
    record = RECORD_TYPES[finding.entity].all_rows().get(pk=finding.record_id)
    answers = record.canonical()
    names = [name for field in finding.fields for name in (field, f"missing.{field}")]
    return {"message": finding.message} | {name: answers[name] for name in names if name in answers}
