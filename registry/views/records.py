"""One view for every record type: add, edit, show, withdraw."""

from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import resolve, reverse

from registry import access, actions
from registry.checking import findings_of, problems_of
from registry.describing import title_of
from registry.forms import RecordForm
from registry.history import IDENTIFIERS
from registry.models import Patient, Query, Record, RecordStatus, Site
from registry.next_records import additions, address_after
from registry.prefill import new_record
from registry.record_types import type_of
from registry.views.keeping import offer, sent_page, unsavable
from registry.views.last_units import last_units, remember_units
from registry.views.requests import refuse_unseen, signed_in, written
from registry.views.saving import Attempt, attempt

# Sent by static/js/saving.js.
IN_PLACE = "X-Saves-In-Place"


def add(request: HttpRequest, registry_id: str, slug: str) -> HttpResponse:
    patient = access.get_patient(request.user, registry_id, "edit_record")
    return edit_form(request, new_record(access.type_to_add(slug), patient, request.GET))


def edit(request: HttpRequest, registry_id: str, slug: str, record_id: int) -> HttpResponse:
    _, _, record = access.get_record(request.user, registry_id, slug, record_id)
    is_closed = record.withdrawn_at or record.status == RecordStatus.LOCKED
    if not access.may(request.user, "edit_record") or is_closed:
        return show(request, record)
    return edit_form(request, record)


def edit_form(request: HttpRequest, record: Record, extra: dict[str, Any] | None = None) -> HttpResponse:
    """Show the form of a record; on POST save it as a draft or complete, or say what stands against it."""
    form_of = partial(_form, request)
    if request.method != "POST":
        offered = offer(request, record, form_of)
        context = {**(extra or {}), **offered.context()}
        if extra and offered.shown:
            context["site"] = _typed_site(offered.form, extra["sites"]) or extra["site"]
        return render(request, "registry/record_form.html", _context(request, offered.form, context))
    tried = attempt(request, record, form_of)
    if tried.saved:
        return remember_units(request, _after(request, tried), tried.form)
    context = {**(extra or {}), **sent_page(request, record), "merged": tried.merged, "twin": _twin(tried)}
    page = _context(request, tried.form, context)
    return render(request, "registry/record_form.html", page, status=tried.status)


def _form(request: HttpRequest, record: Record, answers: QueryDict) -> RecordForm:
    """The form as this user may fill it in; with no answers, as the record stands."""
    needs_reason = signed_in(request).role in access.ROLES_NEEDING_REASON
    hidden = () if access.may(request.user, "see_identifiers") else IDENTIFIERS
    form = RecordForm(
        record, answers or None, needs_reason=needs_reason, hidden=hidden, last_units=last_units(request)
    )
    form.may_confirm = access.may(request.user, "confirm_query")
    form.may_raise = record.pk is not None and access.may(request.user, "raise_query")
    return form


def _typed_site(form: RecordForm, sites: list[Site]) -> Site | None:
    """The site chosen in an enrolment that was typed before."""
    typed: Any = form.data
    return next((site for site in sites if str(site.pk) == typed.get("site")), None)


def _twin(tried: Attempt) -> dict[str, Any] | None:
    if tried.twin is None:
        return None
    made = tried.twin.made
    return {"title": title_of(made), "url": record_url(made), "at": tried.twin.at}


def _after(request: HttpRequest, tried: Attempt) -> HttpResponse:
    """Where to go after a save: back to the form if it should be complete and is not."""
    saved = tried.saved
    assert saved is not None
    if tried.merged:
        messages.info(request, tried.merged)
    record, kind = saved.record, type_of(saved.record)
    wanted = request.POST.get("save", "complete")
    if wanted != "draft" and not saved.is_complete:
        messages.warning(request, "Saved as a draft. It can be completed once the points below are settled.")
        return redirect(f"{record_url(record)}?check=1")
    messages.success(request, f"{kind.title} saved{'' if saved.is_complete else ' as a draft'}.")
    _say_what_is_questioned(request, record)
    if wanted == "next":
        return _go_to(request, address_after(record, request.POST.get("then", "")))
    return _go_to(request, reverse("patient", args=[_patient_of(record).registry_id]))


def _go_to(request: HttpRequest, address: str) -> HttpResponse:
    """Redirect. A form that saves in its place is told of an address that is no form, and goes there itself:
    fetched twice, the page would have shown its messages before anybody saw them.
    """
    is_form = resolve(urlsplit(address).path).url_name == "record-add"
    if is_form or IN_PLACE not in request.headers:
        return redirect(address)
    return HttpResponse(status=204, headers={"X-Go-To": address})


def _moves(request: HttpRequest, record: Record) -> list[actions.Move]:
    """How the user may move the record on, from the status it has."""
    moves = actions.moves_from(record) if record.pk else []
    return [move for move in moves if access.may(request.user, move.permission)]


def _say_what_is_questioned(request: HttpRequest, record: Record) -> None:
    asked = Query.objects.filter(entity=type_of(record).slug, record_id=record.pk, status=Query.Status.OPEN)
    if count := asked.count():
        values = "One value is" if count == 1 else f"{count} values are"
        messages.warning(request, f"{values} questioned there: correct it, or confirm that it is right.")


def _context(request: HttpRequest, form: RecordForm, extra: dict[str, Any] | None) -> dict[str, Any]:
    record, patient = form.record, _patient_of(form.record)
    if record.pk is not None:
        queries = patient.queries.filter(entity=form.kind.slug, record_id=record.pk)
        form.show_queries(queries.exclude(status=Query.Status.CLOSED))
        if request.GET.get("check") and not form.is_bound:
            form.show_problems(problems_of(record, findings_of(patient)))
    problems = [(form[name], form.problems[name]) for name in form.fields if name in form.problems]
    return {
        "form": form,
        "kind": form.kind,
        "record": record,
        "patient": patient if patient.pk else None,
        "title": title_of(record) if record.pk else f"New {_within_a_sentence(form.kind.title)}",
        "listed_problems": problems,
        "may_raise": access.may(request.user, "raise_query"),
        "moves": _moves(request, record),
        "hints_url": hints_url(record),
        "additions": additions(),
        "signature": actions.latest_signature(record) if record.pk else None,
        **(extra or {}),
    }


def show(request: HttpRequest, record: Record) -> HttpResponse:
    """A record to read, for those who may not edit it."""
    kind, patient = type_of(record), _patient_of(record)
    context = {
        "kind": kind,
        "record": record,
        "patient": patient,
        "title": title_of(record),
        "questions": record.questions(),
        "may_see_identifiers": access.may(request.user, "see_identifiers"),
        "queries": patient.queries.filter(entity=kind.slug, record_id=record.pk).exclude(
            status=Query.Status.CLOSED
        ),
        "may_raise": access.may(request.user, "raise_query"),
        "moves": _moves(request, record),
        "signature": actions.latest_signature(record),
        "may_sign": access.may(request.user, "sign_record") and record.is_counted,
        "unsavable": unsavable(request, record, partial(_form, request)),
        "may_restore": access.may(request.user, "withdraw_record") and record.withdrawn_at,
    }
    return render(request, "registry/record.html", context)


def withdraw(request: HttpRequest, registry_id: str, slug: str, record_id: int) -> HttpResponse:
    """Ask for the reason, then withdraw the record, or restore it."""
    patient, kind, record = access.get_record(request.user, registry_id, slug, record_id, "withdraw_record")
    context = {"patient": patient, "kind": kind, "record": record, "title": title_of(record)}
    if request.method != "POST":
        return render(request, "registry/withdraw.html", context)
    act = actions.restore_record if record.withdrawn_at else actions.withdraw_record
    try:
        refuse_unseen(request, record)
        act(record, by=signed_in(request), reason=written(request, "reason"))
    except (ValidationError, actions.HasDependents, actions.StaleRecord) as error:
        sentence = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        return render(request, "registry/withdraw.html", {**context, "error": sentence}, status=422)
    messages.success(request, f"{kind.title} {'withdrawn' if record.withdrawn_at else 'restored'}.")
    return redirect("patients" if kind.slug == "patient" else reverse("patient", args=[patient.registry_id]))


def record_url(record: Record) -> str:
    patient, kind = _patient_of(record), type_of(record)
    return reverse("record", args=[patient.registry_id, kind.slug, record.pk])


def hints_url(record: Record) -> str:
    """Where the form of a record asks what follows from it as it is typed."""
    if isinstance(record, Patient) and record.pk is None:
        return reverse("enrol-hints")
    place = [_patient_of(record).registry_id, type_of(record).slug]
    return (
        reverse("record-hints", args=[*place, record.pk])
        if record.pk
        else reverse("record-add-hints", args=place)
    )


def _within_a_sentence(title: str) -> str:
    """A title in small letters, unless it begins with an abbreviation such as MRD."""
    return title if title[:2].isupper() else f"{title[0].lower()}{title[1:]}"


def _patient_of(record: Record) -> Patient:
    patient: Patient = record if isinstance(record, Patient) else getattr(record, "patient")  # noqa: B009
    return patient
