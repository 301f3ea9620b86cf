"""Saving a record form: with what others saved meanwhile merged in, and with what was kept of it let go."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict

from registry import actions
from registry.forms import RecordForm, merging
from registry.keeping import CARRIES_ON, PAGE, Page
from registry.models import Record
from registry.views.requests import show_errors, signed_in, written

# Each time, somebody else was quicker once more.
TRIES = 4
OTHER_USER = "You are signed in as somebody else than the person who opened this form. Open it again to save."
FormOf = Callable[[Record, QueryDict], RecordForm]


@dataclass(slots=True)
class Attempt:
    """What became of a form: saved, or to be shown again with this status.

    merged: whose answers were kept where somebody else had saved meanwhile. twin: the record that the same
    person has just made with the same answers.
    """

    form: RecordForm
    status: int = 422
    saved: actions.Saved | None = None
    merged: str = ""
    twin: actions.JustMade | None = None


def attempt(request: HttpRequest, record: Record, form_of: FormOf) -> Attempt:
    answers, undecided = merging.decided(request.POST, record)
    tried = Attempt(form_of(record, answers))
    page = Page.read(request.POST.get(PAGE, ""))
    if page is not None and page.user_id != request.user.pk:
        tried.form.add_error(None, OTHER_USER)
    if tried.form.is_valid() and undecided:
        return _ask_again(tried, record, undecided)
    for _ in range(TRIES):
        if not tried.form.is_valid() or _save(request, tried, page, form_of):
            return tried
    tried.form.add_error(None, "Others keep saving this record. Try again in a moment.")
    return tried


def _save(request: HttpRequest, tried: Attempt, page: Page | None, form_of: FormOf) -> bool:
    """Try once. Whether that is the end of it: False if it is to be tried again with the merged form."""
    try:
        tried.saved = _saved(request, tried.form, page)
    except actions.StaleRecord as stale:
        _merge(tried, stale.stored, form_of)
        return bool(tried.form.conflicts)
    except actions.JustMade as twin:
        tried.twin, tried.status = twin, 409
    except actions.RecordLocked as locked:
        tried.form.add_error(None, str(locked))
    except ValidationError as error:
        show_errors(tried.form, error)
    return True


def _saved(request: HttpRequest, form: RecordForm, page: Page | None) -> actions.Saved:
    return actions.save_answers(
        form.apply(),
        form.confirmations,
        by=signed_in(request),
        # Where the others have returned the record to draft, the form no longer asks for the reason.
        reason=form.cleaned_data.get("reason") or written(request, "reason"),
        complete=request.POST.get("save") != "draft",
        again=request.POST.get("again") == "yes",
        page=page,
        carries_on=request.POST.get(CARRIES_ON, ""),
    )


def _merge(tried: Attempt, stored: Record, form_of: FormOf) -> None:
    """Go on with the merged form, based on what is stored now; what both changed is left to be chosen."""
    tried.status = 409
    if stored.withdrawn_at:
        tried.form.add_error(None, "Somebody withdrew this record in the meantime. Restore it to save this.")
        return
    found = merging.merged(tried.form, stored)
    tried.merged = f"{tried.merged} {found.sentence}".strip()
    tried.form = form_of(stored, found.answers)
    tried.form.conflicts.update(found.conflicts)


def _ask_again(tried: Attempt, record: Record, undecided: list[str]) -> Attempt:
    stored = copy(record)
    tried.form.apply()
    tried.form.conflicts.update(merging.asked_again(tried.form, stored, undecided))
    tried.status = 409
    return tried
