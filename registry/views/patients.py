"""Enrolling and looking at patients."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from registry import access, actions
from registry.describing import title_of
from registry.models import Patient, Query, RecordStatus, Site
from registry.overview import chapters_of
from registry.views.records import edit_form
from registry.views.requests import signed_in
from registry.waiting import WorkList


def enrol(request: HttpRequest) -> HttpResponse:
    """The enrolment form of a new patient."""
    access.require(request.user, "enrol_patient")
    sites = list(access.sites_of(request.user))
    if not sites:
        messages.error(request, "No site is assigned to you yet. Ask the administrator.")
        return redirect("home")
    chosen = request.POST.get("site", request.GET.get("site", ""))
    site = next((site for site in sites if str(site.pk) == chosen), None) or _latest_site(request, sites)
    return edit_form(request, Patient(site=site), extra={"sites": sites, "site": site})


def _latest_site(request: HttpRequest, sites: list[Site]) -> Site:
    """The site that enrolled last: most coordinators work at one site at a time."""
    latest = access.patients_of(request.user).order_by("-pk").first()
    return latest.site if latest else sites[0]


@require_POST
def complete(request: HttpRequest, registry_id: str) -> HttpResponse:
    """Complete all drafts of a patient that can be completed, and say what stands against the others."""
    patient = access.get_patient(request.user, registry_id, "edit_record")
    outcomes = actions.complete_drafts(patient, by=signed_in(request))
    done = sum(saved.is_complete for saved in outcomes)
    if done:
        messages.success(request, f"{done} record{'s' if done > 1 else ''} completed.")
    for saved in outcomes:
        if not saved.is_complete:
            blocking = next(problem for problem in saved.problems if problem.blocks)
            messages.warning(request, f"{title_of(saved.record)} stays a draft: {blocking.message}")
    return redirect("patient", registry_id=patient.registry_id)


def patient_page(request: HttpRequest, registry_id: str) -> HttpResponse:
    """Everything recorded of one patient."""
    patient = access.get_patient(request.user, registry_id)
    chapters = chapters_of(patient)
    may_edit = access.may(request.user, "edit_record")
    mine = access.work_of(request.user).filter(patient=patient)
    context = {
        "patient": patient,
        "chapters": chapters,
        "queries": patient.queries.filter(status__in=Query.UNSETTLED),
        "work": WorkList(mine, Query.objects.none(), [patient.site], may_edit=may_edit)[:],
        "may_edit": may_edit,
        "may_see_identifiers": access.may(request.user, "see_identifiers"),
        "drafts": sum(c.record.status == RecordStatus.DRAFT for chapter in chapters for c in chapter.cards()),
    }
    return render(request, "registry/patient.html", context)
