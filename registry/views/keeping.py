"""Keeping what is typed into a form, giving it back when the form is opened again, discarding it."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from registry import access, actions
from registry.forms import RecordForm
from registry.forms.restoring import FormOf, differing, is_saved, left_over, restored
from registry.keeping import CARRIES_ON, PAGE, Page, address_of, mark_of, whole_number
from registry.models import Record, UnsavedAnswers
from registry.views.requests import signed_in

MOST_OFFERED = 10
PUT_ASIDE = "sent_without_session"
ALSO = "Another tab keeps answers for this form, too. Both are kept; save or discard one of them."


@login_not_required
@require_POST
def keep(request: HttpRequest) -> JsonResponse:
    """Keep what stands in a form. Says when it was kept, or in a sentence why it was not.

    401 asks for a login, after which the page goes on by itself; 410 says that the form is saved already.
    """
    if not request.user.is_authenticated:
        return _refused("Your session has ended.", 401)
    page = Page.read(request.POST.get(PAGE, ""))
    if page is None:
        return _refused("This page is too old. Open the form again.", 400)
    try:
        access.require_form(request.user, page)
        kept = actions.keep(
            page,
            dict(request.POST.lists()),
            number=whole_number(request.POST.get("number", ""), otherwise=1),
            carries_on=request.POST.get(CARRIES_ON, ""),
        )
    except actions.AlreadySaved:
        return _refused("This form is saved already.", 410)
    except (PermissionDenied, Http404):
        return _refused("You may no longer edit this, or are signed in as somebody else.", 403)
    except ValidationError as error:
        return _refused(" ".join(error.messages), 400)
    also = ALSO if page.rows().exclude(tab=page.tab).filter(context=page.context).exists() else ""
    return JsonResponse({"at": f"{timezone.localtime(kept.kept_at):%H:%M:%S}", "also": also})


def _refused(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"problem": sentence}, status=status)


@require_POST
def discard(request: HttpRequest, unsaved_id: int) -> HttpResponse:
    """Let go of what the user typed, and go back to the form, or to where `to` says."""
    row = get_object_or_404(access.unsaved_of(request.user), pk=unsaved_id)
    address = address_of(row).replace(f"unsaved={row.pk}", "").rstrip("?&")
    actions.discard(row)
    return redirect("home" if request.POST.get("to") == "home" else address)


def put_aside(request: HttpRequest) -> None:
    """Keep a form that was sent after the session had ended, in the new session, until its user signs in."""
    page = Page.read(request.POST.get(PAGE, ""))
    typed = dict(request.POST.lists())
    if page is not None and actions.can_be_kept(typed):
        typed.pop("csrfmiddlewaretoken", None)
        request.session[PUT_ASIDE] = typed


def take_up(sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
    """After signing in: what was put aside is the user's again; whoever else signs in does not get it."""
    typed = request.session.pop(PUT_ASIDE, None)
    page = Page.read(typed[PAGE][0]) if typed else None
    if page is None:
        return
    try:
        access.require_form(user, page)
        actions.keep(page, typed, carries_on=typed.get(CARRIES_ON, [""])[0])
    except (PermissionDenied, Http404, ValidationError, actions.AlreadySaved):
        return


@dataclass(slots=True)
class Offer:
    """What an opened form has to show. shown: the row whose answers stand in it; others: further ones."""

    form: RecordForm
    page: Page
    shown: UnsavedAnswers | None = None
    others: list[UnsavedAnswers] = field(default_factory=list)

    def context(self) -> dict[str, Any]:
        row, record = self.shown, self.form.record
        return {
            "page_key": self.page.signed(),
            "carries_on": mark_of(row) if row else "",
            "unsaved": row,
            "unsaved_others": [(other, address_of(other)) for other in self.others],
            "unsaved_is_older": bool(row and record.pk and row.version != record.version),
            "left_over": left_over(row, record) if row else [],
        }


def offer(request: HttpRequest, record: Record, form_of: FormOf) -> Offer:
    """The form of a record, with what this user typed into it and did not save.

    `unsaved` in the address chooses a row, or “none”; otherwise the latest of the same form is shown.
    """
    page = Page.of(signed_in(request), record, context_of(request))
    rows = []
    for row in page.rows().select_related("patient")[:MOST_OFFERED]:
        if is_saved(row, record, form_of):
            actions.discard(row)
        else:
            rows.append(row)
    wanted = request.GET.get("unsaved", "")
    here = [row for row in rows if (str(row.pk) == wanted if wanted else row.context == page.context)]
    if not here:
        return Offer(form_of(record, QueryDict()), page, others=rows)
    others = [row for row in rows if row is not here[0]]
    return Offer(restored(here[0], record, form_of), page, here[0], others)


def context_of(request: HttpRequest) -> str:
    """What the address of a form says of the record to be made."""
    asked = request.GET.copy()
    for name in ("unsaved", "check", "ask"):
        asked.pop(name, None)
    return asked.urlencode()


def sent_page(request: HttpRequest, record: Record) -> dict[str, Any]:
    """For a form that is shown again after it was sent: it carries on with what its page has kept."""
    sent = Page.read(request.POST.get(PAGE, ""))
    row = sent.rows().filter(tab=sent.tab).first() if sent and sent.user_id == request.user.pk else None
    page = Page.of(signed_in(request), record, context_of(request))
    return {
        "page_key": page.signed(),
        "carries_on": mark_of(row) if row else request.POST.get(CARRIES_ON, ""),
    }


def unsavable(request: HttpRequest, record: Record, form_of: FormOf) -> list[tuple[UnsavedAnswers, Any]]:
    """What this user typed for a record that can no longer be edited, to be read or discarded."""
    rows = Page.of(signed_in(request), record).rows()[:MOST_OFFERED]
    if not access.may(request.user, "edit_record") or not rows:
        return []
    form = form_of(record, QueryDict())
    return [(row, differing(row, form)) for row in rows]
