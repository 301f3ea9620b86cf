"""The work list of the signed-in user: what is due, and the patients changed last."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from registry import access
from registry.keeping import address_of
from registry.waiting import GROUPS, HORIZON_DAYS, WorkList

PAGE_SIZE = 50
RECENT = 8
UNSAVED = 20


def home(request: HttpRequest) -> HttpResponse:
    """One sorted list; `show` narrows it to one kind of work, `site` to one site."""
    user = request.user
    if not access.may(user, "view_patient"):
        return redirect("sites" if access.may(user, "manage_sites") else "cohorts")
    sites = list(access.sites_of(user))
    chosen = [site for site in sites if str(site.pk) == request.GET.get("site")]
    may_edit = access.may(user, "edit_record")
    work = WorkList(access.work_of(user), access.queries_of(user), chosen or sites, may_edit=may_edit)
    work.group = show if (show := request.GET.get("show", "")) in GROUPS else ""
    rows: Any = work
    context = {
        "work": work,
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "groups": [(code, label, work.counts[code]) for code, label in GROUPS.items()],
        "horizon_days": HORIZON_DAYS,
        "unsaved": [(row, address_of(row)) for row in access.unsaved_of(user)[:UNSAVED]],
        "sites": sites,
        "chosen": chosen[0] if chosen else None,
        "recent": access.patients_of(user).order_by("-changed_at", "registry_id")[:RECENT],
        "has_synthetic": any(site.is_synthetic for site in chosen or sites),
        "may_edit": may_edit,
        "may_enrol": access.may(user, "enrol_patient"),
    }
    return render(request, "registry/home.html", context)
