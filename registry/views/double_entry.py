"""Double entry: what is to be entered again, drawing a sample, and how often both entries agree."""

import secrets
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from registry import access, actions
from registry.describing import answer_text
from registry.double_entry import CRITICAL, agreement, question_of, with_own_last
from registry.forms.double_entry import LARGEST_SEED, ReentryForm, SampleForm
from registry.models import Record, Reentry
from registry.record_types import RECORD_TYPES, RecordType
from registry.views.requests import show_errors, signed_in

LISTED = 100


def overview(request: HttpRequest, form: SampleForm | None = None) -> HttpResponse:
    """What waits for a second person, and how often both entries agree."""
    access.require(request.user, "view_double_entry")
    user, reentries = signed_in(request), access.reentries_of(request.user)
    waiting = with_own_last(reentries.filter(entered_at=None), user)
    context = {
        "waiting": waiting[:LISTED],
        "waiting_count": waiting.count(),
        "agreement": agreement(reentries.exclude(entered_at=None)),
        "samples": access.samples_of(user),
        "form": form or SampleForm(initial={"percent": 5, "seed": secrets.randbelow(LARGEST_SEED)}),
        "has_synthetic": access.sites_of(user).filter(is_synthetic=True).exists(),
        "may_draw": access.may(user, "draw_sample"),
        "may_enter": access.may(user, "reenter_record"),
    }
    return render(request, "registry/double_entry.html", context, status=422 if form else 200)


@require_POST
def draw(request: HttpRequest) -> HttpResponse:
    access.require(request.user, "draw_sample")
    form = SampleForm(request.POST)
    if form.is_valid():
        asked = {name: number for name, number in form.cleaned_data.items() if number is not None}
        try:
            sample = actions.draw_sample(access.patients_of(request.user), by=signed_in(request), **asked)
            messages.success(request, f"{sample.reentries.count()} records drawn with seed {sample.seed}.")
            return redirect("double-entry")
        except ValidationError as error:
            show_errors(form, error)
    return overview(request, form)


def enter(request: HttpRequest, reentry_id: int) -> HttpResponse:
    """The critical questions of one record, empty: what was entered first is not shown."""
    reentry = access.get_reentry(request.user, reentry_id)
    kind, critical = RECORD_TYPES[reentry.entity], CRITICAL[reentry.entity]
    record = kind.rows().filter(pk=reentry.record_id).first()
    if record is None or reentry.entered_at:
        raise Http404("Nothing to enter again.")
    blank: Any = kind.model
    form = ReentryForm(blank(patient=reentry.patient), critical, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.enter_again(reentry, form.answers(), by=signed_in(request))
            messages.success(request, _result(reentry))
            return redirect("double-entry")
        except ValidationError as error:
            show_errors(form, error)
    context = {
        "form": form,
        "kind": kind,
        "reentry": reentry,
        "patient": reentry.patient,
        "place": _place(kind, record),
        "known": [
            (question.verbose_name, answer_text(question, record))
            for question in (question_of(kind.slug, name) for name in critical.known)
        ],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "registry/reentry.html", context, status=status)


def _place(kind: RecordType, record: Record) -> str:
    """Which of its kind the record is, in the order of their dates: the date itself is to be entered."""
    rows = kind.rows().filter(patient=getattr(record, "patient"))  # noqa: B009
    order = list(rows.order_by(kind.first_date, "pk").values_list("pk", flat=True))
    return f"{order.index(record.pk) + 1} of {len(order)}"


def _result(reentry: Reentry) -> str:
    differing = sum(first != second for first, second in reentry.compared.values())
    if not differing:
        return "Entered again: both entries agree."
    return (
        f"Entered again. {differing} answer{'s differ' if differing > 1 else ' differs'}: queries are raised."
    )
