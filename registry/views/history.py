"""History of a record, of one of its fields, of a patient, of the user's sites; and restoring a value."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from registry import access, actions
from registry.audit_csv import lines_of
from registry.describing import title_of
from registry.fields import ClinicalField
from registry.history import IDENTIFIERS, changes_to, changes_to_patient, entries_of, states_of
from registry.models import Record
from registry.views.requests import seen_version, signed_in, written

PAGE_SIZE = 50


def of_record(request: HttpRequest, registry_id: str, slug: str, record_id: int) -> HttpResponse:
    """Everything that happened to a record, or to one of its fields: `field`."""
    patient, kind, record = access.get_record(request.user, registry_id, slug, record_id, "read_history")
    context = {"patient": patient, "kind": kind, "record": record, "title": title_of(record)}
    if name := request.GET.get("field"):
        return _of_field(request, record, _question(request, record, name), context)
    context["entries"] = entries_of(changes_to(record).order_by("-id"), hide_identifiers=_is_blind(request))
    return render(request, "registry/history.html", context)


def _of_field(
    request: HttpRequest, record: Record, question: ClinicalField, context: dict[str, object]
) -> HttpResponse:
    states = states_of(record, question)
    context |= {
        "question": question,
        "states": states,
        "now": states[0] if states else None,
        "may_restore": access.may(request.user, "edit_record") and not record.withdrawn_at,
    }
    return render(request, "registry/field_history.html", context)


def _question(request: HttpRequest, record: Record, name: str) -> ClinicalField:
    """The question of that name, if the user may know its answers."""
    question = next((question for question in record.questions() if question.name == name), None)
    if question is None:
        raise Http404("No such question.")
    if name in IDENTIFIERS and _is_blind(request):
        raise PermissionDenied("Your role does not see what identifies a patient.")
    return question


def _is_blind(request: HttpRequest) -> bool:
    return not access.may(request.user, "see_identifiers")


@require_POST
def restore(request: HttpRequest, registry_id: str, slug: str, record_id: int) -> HttpResponse:
    """Bring back what a field held after the entry `change`."""
    patient, kind, record = access.get_record(request.user, registry_id, slug, record_id, "edit_record")
    question = _question(request, record, request.POST.get("field", ""))
    chosen = request.POST.get("change", "")
    state = next((found for found in states_of(record, question) if str(found.change.pk) == chosen), None)
    if state is None:
        raise Http404("No such entry.")
    record.version = seen_version(request)
    try:
        reason = written(request, "reason")
        actions.restore_value(record, question, state, by=signed_in(request), reason=reason)
        messages.success(request, f"“{question.verbose_name}” restored.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except (actions.StaleRecord, actions.RecordLocked) as refused:
        messages.error(request, str(refused))
    address = reverse("history", args=[patient.registry_id, kind.slug, record.pk])
    return redirect(f"{address}?field={question.name}")


def of_patient(request: HttpRequest, registry_id: str) -> HttpResponse:
    """Everything that happened to a patient's records, the latest first."""
    patient = access.get_patient(request.user, registry_id, "read_history")
    changes = changes_to_patient(patient).order_by("-id")
    page = Paginator(changes, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "patient": patient,
        "page": page,
        "entries": entries_of(page.object_list, hide_identifiers=_is_blind(request)),
        "may_download": access.may(request.user, "download_audit_trail"),
    }
    return render(request, "registry/patient_history.html", context)


def download(request: HttpRequest) -> StreamingHttpResponse:
    """The audit trail of the user's sites as CSV."""
    access.require(request.user, "download_audit_trail")
    lines = lines_of(access.changes_of(request.user), hide_identifiers=_is_blind(request))
    reply = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    reply["Content-Disposition"] = 'attachment; filename="audit-trail.csv"'
    return reply
