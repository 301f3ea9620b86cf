"""The list of queries, and moving them on: answering, confirming, asking again, closing, raising."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from registry import access, actions
from registry.forms.queries import QueryFilter
from registry.models import Query, User
from registry.views.requests import signed_in, written

PAGE_SIZE = 50
ACTS = ("answer", "confirm", "reopen", "close")


def query_list(request: HttpRequest) -> HttpResponse:
    """Queries at the user's sites, open ones unless the filter says otherwise."""
    access.require(request.user, "view_patient")
    asked = QueryFilter(request.GET, access.sites_of(request.user))
    queries = asked.select(access.queries_of(request.user).select_related("opened_by", "answered_by"))
    page = Paginator(queries, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "has_synthetic": any(query.patient.site.is_synthetic for query in page),
        "filter": asked,
        "status": asked.status_shown,
        "statuses": [(_with(request, status=code), code, label) for code, label in Query.Status.choices],
        "kept": request.GET.urlencode(),
        "keep": _with(request, page=""),
        "reasons": Query.Confirmation.choices,
        "may": {act: access.may(request.user, f"{act}_query") for act in (*ACTS, "raise")},
    }
    return render(request, "registry/queries.html", context)


def _with(request: HttpRequest, **changed: str) -> str:
    """The query string of the page with other values, on its first page."""
    asked = request.GET.copy()
    asked.pop("page", None)
    for name, value in changed.items():
        asked.pop(name, None)
        if value:
            asked[name] = value
    return asked.urlencode()


def settle(request: HttpRequest, query_id: int, act: str) -> HttpResponse:
    """Answer, confirm, ask again or close a query, then go back to the list as it was."""
    query = access.get_query(request.user, query_id, f"{act}_query")
    if request.method == "POST":
        try:
            messages.success(request, _MOVES[act](request, query, signed_in(request)))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    kept = QueryDict(request.POST.get("kept", "")).urlencode()
    return redirect(f"{reverse('queries')}?{kept}" if kept else "queries")


def _text(request: HttpRequest, otherwise: str = "") -> str:
    """The sentence that was written, of which some moves need one: `otherwise` says so."""
    text = written(request, "answer", 400)
    if otherwise and not text:
        raise ValidationError(otherwise)
    return text


def _answer(request: HttpRequest, query: Query, by: User) -> str:
    answer = _text(request, "Write why the value is right, or correct the value instead.")
    actions.answer_query(query, answer=answer, by=by)
    return "Query answered."


def _confirm(request: HttpRequest, query: Query, by: User) -> str:
    _, _, record = access.get_record(by, query.patient.registry_id, query.entity, query.record_id)
    reason = request.POST.get("reason", "")
    confirmation = actions.Confirmation(query.field, query.check_code, reason, _text(request))
    if actions.confirm_finding(record, confirmation, by=by) is None:
        return "There is nothing left to confirm."
    return "Confirmed. The query opens again if the value changes."


def _reopen(request: HttpRequest, query: Query, by: User) -> str:
    actions.reopen_query(query, by=by, reason=_text(request, "Write what is still to be clarified."))
    return "Asked again."


def _close(request: HttpRequest, query: Query, by: User) -> str:
    actions.close_query(query, by=by, reason=_text(request))
    return "Query closed."


_MOVES: dict[str, Callable[[HttpRequest, Query, User], str]] = {
    "answer": _answer,
    "confirm": _confirm,
    "reopen": _reopen,
    "close": _close,
}


def ask(request: HttpRequest, registry_id: str, slug: str, record_id: int) -> HttpResponse:
    """Raise a query about a field of a record."""
    patient, kind, record = access.get_record(request.user, registry_id, slug, record_id, "raise_query")
    names = {question.name for question in record.questions()}
    field, message = request.POST.get("field", ""), written(request, "message")
    if request.method == "POST" and message and field in names:
        actions.raise_query(record, field=field, message=message, by=signed_in(request))
        messages.success(request, "Query raised.")
    elif request.method == "POST":
        messages.error(request, "Choose the question and write what is to be clarified.")
    return redirect("record", registry_id=patient.registry_id, slug=kind.slug, record_id=record.pk)
