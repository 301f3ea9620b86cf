"""Verifying, locking and unlocking a record."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from registry import access, actions
from registry.views.requests import signed_in


@require_POST
def move(request: HttpRequest, registry_id: str, slug: str, record_id: int, to: str) -> HttpResponse:
    step = actions.MOVES[to]
    patient, kind, record = access.get_record(request.user, registry_id, slug, record_id, step.permission)
    seen = request.POST.get("version", "")
    record.version = int(seen) if seen.isdecimal() else -1
    reason = request.POST.get("reason", "").strip()[:500]
    try:
        actions.move_record(record, step, by=signed_in(request), reason=reason)
        messages.success(request, f"{kind.title} {step.done}.")
    except actions.StaleRecord as stale:
        messages.error(request, f"{stale} Look at it again before it is {step.done}.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("record", patient.registry_id, kind.slug, record.pk)
