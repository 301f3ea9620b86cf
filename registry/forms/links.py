"""What a link may point to: records of the same patient that are not withdrawn."""

from registry.describing import title_of
from registry.fields import Link
from registry.models import Record
from registry.record_types import linked_type


def link_choices(question: Link, record: Record) -> list[tuple[str, str]]:
    """Pairs of id and title, in the order of the linked records."""
    patient_id = getattr(record, "patient_id", None)
    if patient_id is None:
        return []
    targets = linked_type(question).rows().filter(patient=patient_id)
    return [(str(target.pk), title_of(target)) for target in targets]
