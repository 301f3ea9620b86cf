"""Drawing records for blind re-entry, and taking the second entry, whose differences become queries."""

from collections.abc import Mapping
from math import ceil
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from registry import double_entry
from registry.actions import trail
from registry.actions.queries import raise_query
from registry.describing import canonical_text
from registry.models import Change, Patient, Record, Reentry, ReentrySample, User
from registry.record_types import RECORD_TYPES, type_of


@transaction.atomic
def draw_sample(
    patients: QuerySet[Patient], *, by: User, seed: int, count: int = 0, percent: int = 0
) -> ReentrySample:
    """Choose records of the patients for re-entry: count of them, or a percentage, rounded up.

    Raises ValidationError if there is nothing to draw from.
    """
    records = {(type_of(record).slug, record.pk): record for record in double_entry.eligible(patients)}
    if not records:
        raise ValidationError("There is no complete record left that has not been drawn before.")
    wanted = count or ceil(len(records) * percent / 100)
    asked = str(count) if count else f"{percent} %"
    sample = ReentrySample.objects.create(drawn_by=by, seed=seed, asked=asked, eligible=len(records))
    Reentry.objects.bulk_create(
        Reentry(sample=sample, patient=records[pair].patient, entity=pair[0], record_id=pair[1])
        for pair in double_entry.drawn(records, wanted, seed)
    )
    return sample


@transaction.atomic
def enter_again(reentry: Reentry, answers: Mapping[str, Any], *, by: User) -> Reentry:
    """Take the second entry of the critical answers; each difference becomes a query at its field.

    answers: values by name of the field, None for no answer. Raises ValidationError for whoever has
    entered the record first, and once the record is re-entered.
    """
    reentry.refresh_from_db(from_queryset=Reentry.objects.select_for_update())
    if reentry.entered_at:
        raise ValidationError("This record has been entered again already.")
    if double_entry.entries_by(by, reentry.entity, reentry.record_id).exists():
        raise ValidationError("You entered this record yourself: a second person has to enter it again.")
    record = RECORD_TYPES[reentry.entity].rows().get(pk=reentry.record_id)
    reentry.compared = _compared(record, answers)
    reentry.entered_by, reentry.entered_at = by, timezone.now()
    reentry.save()
    differing = [name for name, (first, second) in reentry.compared.items() if first != second]
    agreed = f"{len(reentry.compared) - len(differing)} of {len(reentry.compared)}"
    changes: dict[str, list[Any]] = {"answers that agree": [None, agreed]}
    trail.write([trail.entry(record, Change.Action.REENTERED, by=by, changes=changes)])
    for name in differing:
        raise_query(record, field=name, message=_message(reentry, name), by=by)
    return reentry


def _compared(record: Record, answers: Mapping[str, Any]) -> dict[str, list[Any]]:
    first = record.canonical()
    return {
        question.name: [first.get(question.name), question.canonical(answers.get(question.name))]
        for question in double_entry.CRITICAL[type_of(record).slug].questions()
    }


def _message(reentry: Reentry, name: str) -> str:
    question = double_entry.question_of(reentry.entity, name)
    first, second = (canonical_text(question, value) or "no answer" for value in reentry.compared[name])
    return (
        f"Double entry: recorded as {first}, entered again as {second}. "
        "Look into the source; correct the value, or answer why it stands."
    )
