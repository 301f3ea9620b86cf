"""Asking about one field of many records: first how many, then one query for each."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from registry import access, actions
from registry.bulk_queries import MOST_AT_ONCE
from registry.forms.bulk_queries import BulkQueryForm
from registry.views.requests import signed_in

SHOWN = 20


def raise_many(request: HttpRequest) -> HttpResponse:
    """Choose and preview by GET; raise by POST, if there are still as many as were previewed."""
    access.require(request.user, "raise_query")
    given = request.POST or request.GET or None
    form = BulkQueryForm(given, access.sites_of(request.user), access.patients_of(request.user))
    if given is None or not form.is_valid():
        return render(request, "registry/bulk_queries.html", {"form": form}, status=422 if given else 200)
    question = form.question()
    records = question.records()
    if request.method == "POST" and request.POST.get("count") == str(len(records)):
        for_field = question.question.name
        raised = actions.raise_queries(
            records, field=for_field, message=question.message, by=signed_in(request)
        )
        messages.success(request, f"{raised} quer{'y' if raised == 1 else 'ies'} raised.")
        return redirect("queries")
    if request.method == "POST":
        messages.warning(request, "The records have changed since the preview. Look again.")
    context = {
        "form": form,
        "is_preview": True,
        "count": len(records),
        "is_capped": len(records) == MOST_AT_ONCE,
        "shown": records[:SHOWN],
        "unshown": len(records[SHOWN:]),
        "question": question,
    }
    return render(request, "registry/bulk_queries.html", context)
