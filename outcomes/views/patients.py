"""What is derived of one patient, for the patient's page to ask for until it is current."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from outcomes.presenting.patient_panel import panel_of, state_of
from registry.access import get_patient
from registry.views.requests import signed_in


def panel(request: HttpRequest, registry_id: str) -> HttpResponse:
    """The panel, or 204 where the page shows it already: a panel that is read is not replaced by itself."""
    patient = get_patient(signed_in(request), registry_id)
    if request.GET.get("shown") == state_of(patient)[1]:
        return HttpResponse(status=204)
    return render(request, "outcomes/patient_panel.html", {"patient": patient, "panel": panel_of(patient)})
