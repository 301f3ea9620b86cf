"""The list of queries, and answering, closing and raising them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from registry import access, actions
from registry.models import Query
from registry.views.requests import signed_in

PAGE_SIZE = 50


def query_list(request: HttpRequest) -> HttpResponse:
    """Queries at the user's sites, open ones unless `status` says otherwise."""
    access.require(request.user, "view_patient")
    status = request.GET.get("status", Query.Status.OPEN)
    if status not in Query.Status.values:
        status = Query.Status.OPEN
    queries = access.queries_of(request.user).filter(status=status)
    page = Paginator(queries, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "has_synthetic": any(query.patient.site.is_synthetic for query in page),
        "status": status,
        "statuses": Query.Status.choices,
        "may_answer": access.may(request.user, "answer_query"),
        "may_close": access.may(request.user, "close_query"),
    }
    return render(request, "registry/queries.html", context)


def settle(request: HttpRequest, query_id: int, act: str) -> HttpResponse:
    """Answer or close a query, then go back to the list."""
    action = {"answer": "answer_query", "close": "close_query"}[act]
    query = access.get_query(request.user, query_id, action)
    text = request.POST.get("answer", "").strip()[:500]
    if request.method == "POST" and act == "close":
        actions.close_query(query, by=signed_in(request), reason=text)
        messages.success(request, "Query closed.")
    elif request.method == "POST" and text:
        actions.answer_query(query, answer=text, by=signed_in(request))
        messages.success(request, "Query answered.")
    elif request.method == "POST":
        messages.error(request, "Write why the value is right, or correct the value instead.")
    return redirect("queries")


def ask(request: HttpRequest, registry_id: str, slug: str, record_id: int) -> HttpResponse:
    """Raise a query about a field of a record."""
    patient, kind, record = access.get_record(request.user, registry_id, slug, record_id, "raise_query")
    names = {question.name for question in record.questions()}
    field, message = request.POST.get("field", ""), request.POST.get("message", "").strip()[:500]
    if request.method == "POST" and message and field in names:
        actions.raise_query(record, field=field, message=message, by=signed_in(request))
        messages.success(request, "Query raised.")
    elif request.method == "POST":
        messages.error(request, "Choose the question and write what is to be clarified.")
    return redirect("record", registry_id=patient.registry_id, slug=kind.slug, record_id=record.pk)
