"""What a link may point to: records of the same patient that are not withdrawn."""

from typing import Any

from registry.describing import title_of
from registry.fields import Link
from registry.models import Record


def link_choices(question: Link, record: Record) -> list[tuple[str, str]]:
    """Pairs of id and title, in the order of the linked records."""
    patient_id = getattr(record, "patient_id", None)
    if patient_id is None:
        return []
    rows: Any = question.related_model._default_manager  # type: ignore[union-attr]
    targets = rows.filter(patient=patient_id, withdrawn_at=None)
    return [(str(target.pk), title_of(target)) for target in targets]
