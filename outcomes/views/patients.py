"""What is derived of one patient, for the patient's page to ask for until it is current."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from outcomes.presenting.patient_panel import panel_of
from registry.access import get_patient
from registry.views.requests import signed_in


def panel(request: HttpRequest, registry_id: str) -> HttpResponse:
    patient = get_patient(signed_in(request), registry_id)
    return render(request, "outcomes/patient_panel.html", {"patient": patient, "panel": panel_of(patient)})
