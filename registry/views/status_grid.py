"""The status grid: patients of the user's sites by the state of their records."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from registry import access
from registry.forms.patients import PatientFilter
from registry.models import Patient
from registry.paging import counted, page_of
from registry.record_types import RECORD_TYPES
from registry.status_grid import status_grid

PAGE_SIZE = 50


def patient_list(request: HttpRequest) -> HttpResponse:
    """Patients by kinds of record, filtered and sorted; no page costs more than another one."""
    access.require(request.user, "view_patient")
    sites = {site.pk: site for site in access.sites_of(request.user)}
    asked = PatientFilter(request.GET, list(sites.values()))
    # The sites are here already: joined, every row skipped by a late page would look its site up.
    patients = asked.select(access.patients_of(request.user)).select_related(None)
    page = page_of(patients, request.GET.get("page"), PAGE_SIZE)
    shown: list[Patient] = list(page.rows)
    for patient in shown:
        patient.site = sites[patient.site_id]
    count, is_more = counted(patients, page)
    may_edit = access.may(request.user, "edit_record")
    context = {
        "filter": asked,
        "page": page,
        "count": count,
        "is_more": is_more,
        "kinds": RECORD_TYPES.values(),
        "grid": status_grid(shown, may_edit=may_edit),
        "has_synthetic": any(patient.site.is_synthetic for patient in shown),
        "may_enrol": access.may(request.user, "enrol_patient"),
    }
    return render(request, "registry/patients.html", context)
