"""What the dialog behind Ctrl+K leads to."""

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse

from registry.access import may
from registry.models import Patient
from registry.next_records import additions, address_to_add

register = template.Library()


@register.inclusion_tag("components/go_to.html", takes_context=True)
def go_to(context: Context) -> dict[str, Any]:
    """Pages of the user as (title, address), and what may be added to the patient of the page as
    (key, title, address).
    """
    user, patient = context["user"], _patient_of(context)
    pages = [(title, reverse(name)) for name, title in context.get("places") or ()]
    if may(user, "enrol_patient"):
        pages.append(("Enrol a patient", reverse("enrol")))
    offered = []
    if patient is not None:
        pages.insert(0, (f"Patient {patient}", reverse("patient", args=[patient.registry_id])))
        if may(user, "edit_record"):
            offered = [(key, title, address_to_add(patient, key)) for key, title in additions()]
    return {"patient": patient, "pages": pages, "additions": offered}


def _patient_of(context: Context) -> Patient | None:
    """The patient that the page is about, once enrolled."""
    patient = context.get("patient")
    return patient if isinstance(patient, Patient) and patient.pk else None
