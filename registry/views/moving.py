"""Verifying, locking, unlocking and signing a record."""

from django.contrib import messages
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from registry import access, actions
from registry.views.requests import seen_version, signed_in, written


@require_POST
def move(request: HttpRequest, registry_id: str, slug: str, record_id: int, to: str) -> HttpResponse:
    step = actions.MOVES[to]
    patient, kind, record = access.get_record(request.user, registry_id, slug, record_id, step.permission)
    record.version = seen_version(request)
    reason = written(request, "reason")
    try:
        actions.move_record(record, step, by=signed_in(request), reason=reason)
        messages.success(request, f"{kind.title} {step.done}.")
    except actions.StaleRecord as stale:
        messages.error(request, f"{stale} Look at it again before it is {step.done}.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("record", patient.registry_id, kind.slug, record.pk)


@require_POST
def sign(request: HttpRequest, registry_id: str, slug: str, record_id: int) -> HttpResponse:
    """Sign the record; the password says once more who signs."""
    patient, kind, record = access.get_record(request.user, registry_id, slug, record_id, "sign_record")
    record.version = seen_version(request)
    user = signed_in(request)
    try:
        if authenticate(request, username=user.username, password=request.POST.get("password", "")) != user:
            raise ValidationError("The password is not right. Nothing was signed.")
        actions.sign_record(record, by=user)
        messages.success(request, f"{kind.title} signed.")
    except actions.StaleRecord as stale:
        messages.error(request, f"{stale} Look at it again before you sign.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("record", patient.registry_id, kind.slug, record.pk)
