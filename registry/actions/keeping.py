"""Keeping what is typed until it is saved. Nothing is recorded by it: the audit trail does not hear of it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from registry.actions import trail
from registry.actions.confirming import Confirmation, save_confirmed
from registry.actions.saving import Saved, lock_patient, save_record
from registry.keeping import KEPT_DAYS, MOST_CHARACTERS, MOST_FORMS, NO_ANSWERS, Page, marked, whole_number
from registry.models import Change, Patient, Record, UnsavedAnswers, User
from registry.record_types import RECORD_TYPES, type_of

TWIN_WITHIN = timedelta(days=1)


class AlreadySaved(Exception):
    """The form whose answers are to be kept has made its record."""


class JustMade(Exception):
    """The same person has made a record with the same answers a short while ago: `made`, at `at`."""

    def __init__(self, made: Record, change: Change) -> None:
        super().__init__("You have just recorded the same.")
        self.made, self.at = made, change.at


def save_answers(
    record: Record,
    confirmations: Iterable[Confirmation],
    *,
    by: User,
    reason: str = "",
    complete: bool,
    again: bool = False,
    page: Page | None = None,
    carries_on: str = "",
) -> Saved:
    """Save a form and let go of what was kept of it, both or neither; see save_records.

    Raises JustMade for a new record that equals one of the last day by the same person, unless again.
    """
    chosen = list(confirmations)

    @transaction.atomic
    def save() -> Saved:
        if record.pk is None and not again:
            _refuse_twin(record, by)
        if isinstance(record, Patient) and record.pk is None:
            saved = save_record(record, by=by, reason=reason, complete=complete)
        else:
            saved = save_confirmed(record, chosen, by=by, reason=reason, complete=complete)
        forget(by, page, carries_on)
        return saved

    try:
        return save()
    except IntegrityError:
        # The form of a new patient, sent twice at once: whichever comes second finds what the first made.
        return save()


def _refuse_twin(record: Record, by: User) -> None:
    if isinstance(record, Patient):
        return
    lock_patient(record)
    kind = type_of(record)
    answers = trail.differences({}, record.canonical())
    created = Change.objects.filter(
        patient=trail.patient_id_of(record),
        entity=kind.slug,
        by=by,
        action=Change.Action.CREATED,
        at__gte=timezone.now() - TWIN_WITHIN,
    )
    for change in created.order_by("-id"):
        made = kind.rows().filter(pk=change.record_id).first() if change.changes == answers else None
        is_this_form = made is not None and made.form_key is not None and made.form_key == record.form_key
        if made is not None and not is_this_form:
            raise JustMade(made, change)


def keep(
    page: Page, typed: Mapping[str, Sequence[str]], *, number: int | None = None, carries_on: str = ""
) -> UnsavedAnswers:
    """Keep what stands in a form, as it was typed, in place of what the same page has kept before.

    number: of this keeping; one that comes late changes nothing. None: surely the last one so far.
    carries_on: the mark of what the page has shown as typed before; it is replaced, unless another page has
    kept something there since. Raises AlreadySaved, and ValidationError for what cannot be stored.
    """
    if not can_be_kept(typed):
        raise ValidationError("This holds a character that cannot be stored, or more text than can be kept.")
    answers = {name: list(texts) for name, texts in typed.items() if name not in NO_ANSWERS}
    try:
        return _keep(page, answers, number, carries_on)
    except IntegrityError:
        # Two requests of one page at once; the row is there now.
        return _keep(page, answers, number, carries_on)


def can_be_kept(typed: Mapping[str, Sequence[str]]) -> bool:
    """Whether it is no more than a form holds, and every database stores its characters."""
    texts = [text for name, values in typed.items() for text in (name, *values)]
    return not any("\0" in text for text in texts) and sum(map(len, texts)) <= MOST_CHARACTERS


@transaction.atomic
def _keep(page: Page, answers: dict[str, list[str]], number: int | None, carries_on: str) -> UnsavedAnswers:
    mine = UnsavedAnswers.objects.select_for_update()
    row = mine.filter(user=page.user_id, tab=page.tab).first()
    if row is not None and number is not None and number <= row.number:
        return row
    if row is None:
        _refuse_saved(page, answers)
        shown = marked(page.user_id, carries_on) & page.rows()
        row = shown.select_for_update().first() or _new(page)
    row.tab, row.number = UUID(page.tab), row.number if number is None else number
    row.typed, row.version = answers, whole_number(next(iter(answers.get("version", ())), ""), otherwise=0)
    row.asked = [question.name for question in RECORD_TYPES[page.entity].model.questions()]
    row.save()
    return row


def _refuse_saved(page: Page, answers: Mapping[str, list[str]]) -> None:
    """What comes late, after the form was saved, would be offered although nothing is unsaved."""
    key = next(iter(answers.get("form_key", ())), "")
    rows = RECORD_TYPES[page.entity].all_rows()
    try:
        if page.record_id == 0 and key and rows.filter(form_key=key).exists():
            raise AlreadySaved
    except ValidationError:
        return


def _new(page: Page) -> UnsavedAnswers:
    if UnsavedAnswers.objects.filter(user=page.user_id).count() >= MOST_FORMS:
        raise ValidationError("You have too many unsaved forms. Save or discard some; they stand on Home.")
    return UnsavedAnswers(
        user_id=page.user_id,
        patient_id=page.patient_id or None,
        entity=page.entity,
        record_id=page.record_id,
        context=page.context,
    )


def forget(user: User, page: Page | None, carries_on: str) -> None:
    """Let go of what a page has kept, and of what it has shown as typed before."""
    if page is not None and page.user_id == user.pk:
        UnsavedAnswers.objects.filter(user=user, tab=page.tab).delete()
    if carries_on:
        marked(user.pk, carries_on).delete()


def discard(row: UnsavedAnswers) -> None:
    row.delete()


def forget_old() -> int:
    """Let go of everything that nobody has come back to; the number of forms."""
    before = timezone.now() - timedelta(days=KEPT_DAYS)
    return UnsavedAnswers.objects.filter(kept_at__lt=before).delete()[0]
