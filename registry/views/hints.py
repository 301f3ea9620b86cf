"""What a form says while it is typed, as a fragment of a page. Nothing is stored."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from registry import access
from registry.forms import RecordForm
from registry.forms.hints import hints_of
from registry.history import IDENTIFIERS
from registry.models import Patient, Record, RecordStatus
from registry.prefill import new_record


@require_POST
def of_enrolment(request: HttpRequest) -> HttpResponse:
    access.require(request.user, "enrol_patient")
    sites = list(access.sites_of(request.user))
    site = next((site for site in sites if str(site.pk) == request.POST.get("site")), None)
    return _fragment(request, Patient(site=site), None)


@require_POST
def of_new(request: HttpRequest, registry_id: str, slug: str) -> HttpResponse:
    patient = access.get_patient(request.user, registry_id, "edit_record")
    return _fragment(request, new_record(access.type_to_add(slug), patient, request.GET), patient)


@require_POST
def of_record(request: HttpRequest, registry_id: str, slug: str, record_id: int) -> HttpResponse:
    patient, _, record = access.get_record(request.user, registry_id, slug, record_id, "edit_record")
    if record.withdrawn_at or record.status == RecordStatus.LOCKED:
        raise Http404("This record cannot be edited.")
    return _fragment(request, record, patient)


def _fragment(request: HttpRequest, record: Record, patient: Patient | None) -> HttpResponse:
    hidden = () if access.may(request.user, "see_identifiers") else IDENTIFIERS
    form = RecordForm(record, request.POST, hidden=hidden)
    return render(request, "registry/hints.html", {"form": form, "said": hints_of(form, patient)})
