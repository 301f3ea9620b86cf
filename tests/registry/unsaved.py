"""What tests of unsaved answers do again and again: open a form, keep, and look what stands in it."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from registry.models import Record

NEW_CONTACT = "/patients/KFB-0001/follow_up/add/"


def form_of(diagnosis: Record) -> str:
    return reverse("record", args=["KFB-0001", "diagnosis", diagnosis.pk])


def opened(client: Client, address: str) -> dict[str, str]:
    """The hidden inputs of the form as it is opened."""
    context: Any = client.get(address).context
    form = context["form"]
    return {
        "page": context["page_key"],
        "carries_on": context["carries_on"],
        "version": str(form["version"].value()),
        "form_key": str(form["form_key"].value()),
    }


def keep(client: Client, hidden: dict[str, str], number: int = 1, **typed: Any) -> HttpResponse:
    answer: Any = client.post(reverse("unsaved-keep"), {**hidden, "number": number, **typed})
    return answer


def boxes(client: Client, address: str) -> dict[str, Any]:
    """What stands in the form when it is opened."""
    context: Any = client.get(address).context
    return {name: context["form"][name].value() for name in context["form"].fields}


def stored_answers(record: Record) -> dict[str, Any]:
    """What a form sends that changes nothing."""
    return {name: value for name, value in record.canonical().items() if "." not in name}
