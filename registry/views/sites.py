"""Sites and their reference ranges, for the administrator."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from registry import access, actions
from registry.forms import RecordForm
from registry.models import Record, Site, SiteReferenceRange
from registry.record_types import REFERENCE_RANGE, SITE, RecordType
from registry.views.requests import show_errors, signed_in


def site_list(request: HttpRequest) -> HttpResponse:
    access.require(request.user, "manage_sites")
    sites = Site.objects.filter(withdrawn_at=None).prefetch_related("reference_ranges", "users")
    return render(request, "registry/sites.html", {"sites": sites})


def edit_site(request: HttpRequest, site_pk: int | None = None) -> HttpResponse:
    access.require(request.user, "manage_sites")
    return _form(request, _get(SITE, site_pk) if site_pk else Site())


def edit_range(request: HttpRequest, site_pk: int, range_pk: int | None = None) -> HttpResponse:
    access.require(request.user, "manage_sites")
    site = _get(SITE, site_pk)
    reference = _get(REFERENCE_RANGE, range_pk, site=site) if range_pk else SiteReferenceRange(site=site)
    return _form(request, reference)


def _get(kind: RecordType, pk: int, **of: Site) -> Any:
    record = kind.rows().filter(pk=pk, **of).first()
    if record is None:
        raise Http404("No such site.")
    return record


def _form(request: HttpRequest, record: Record) -> HttpResponse:
    form = RecordForm(record, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data.get("reason") or ""
            actions.save_record(form.apply(), by=signed_in(request), reason=reason, complete=True)
            messages.success(request, f"{form.kind.title} saved.")
            return redirect("sites")
        except actions.StaleRecord:
            form.add_error(None, "Somebody else saved this in the meantime. Load the page again to see it.")
        except ValidationError as error:
            show_errors(form, error)
    context = {"form": form, "kind": form.kind, "record": record, "title": str(form.kind.title)}
    return render(request, "registry/site_form.html", context)
