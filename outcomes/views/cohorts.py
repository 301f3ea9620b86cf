"""The cohorts, the page of one, and the forms that make and change them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from outcomes.access import cohorts_of, get_cohort, get_own_cohort, may_change, view_of
from outcomes.actions import change_cohort, define_cohort, set_state
from outcomes.charts.rendering import warm_up
from outcomes.forms import CohortForm, with_conditions
from outcomes.members.admitted import Admitted
from outcomes.models import Cohort
from outcomes.presenting.blocks import sections_of
from outcomes.presenting.progress import progress_of_refresh
from outcomes.presenting.rules import conditions_in_words, history_of
from outcomes.presenting.summaries import summary_of
from outcomes.views.members import page_of_list
from registry.access import may, require
from registry.views.requests import show_errors, signed_in

NOT_COPIED = frozenset({"id", "slug", "created_by", "is_shared"})


def cohort_list(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    require(user, "view_statistics")
    # Whoever reads the list opens a cohort next, and its figures.
    warm_up()
    cohorts = list(cohorts_of(user).prefetch_related("sites"))
    active = [cohort for cohort in cohorts if cohort.state == Cohort.State.ACTIVE]
    summaries = [summary_of(cohort, view_of(user, cohort)) for cohort in active]
    context = {
        "summaries": summaries,
        "archived": [cohort for cohort in cohorts if cohort.state == Cohort.State.ARCHIVED],
        "deleted": Cohort.objects.filter(created_by=user, state=Cohort.State.DELETED),
        "has_synthetic": any(summary.has_synthetic for summary in summaries),
        "progress": progress_of_refresh(),
        **_rights(request),
    }
    return render(request, "outcomes/cohorts.html", context)


def cohort_page(request: HttpRequest, slug: str) -> HttpResponse:
    """All statistics of a cohort; the query string maps statistics to groupings."""
    user = signed_in(request)
    cohort = get_cohort(user, slug)
    view = view_of(user, cohort, request.GET)
    context = {
        "cohort": cohort,
        "summary": summary_of(cohort, view),
        "sections": sections_of(cohort, request.GET, view),
        "rules": history_of(cohort),
        "versions": list(cohort.versions.select_related("made_by")),
        "may_freeze": may(user, "freeze_version"),
        "may_change": may_change(user, cohort),
        "link": request.build_absolute_uri(reverse("cohort", args=[slug])),
        **_rights(request),
    }
    return render(request, "outcomes/cohort.html", context)


def add(request: HttpRequest) -> HttpResponse:
    """The form of a new cohort, filled with the conditions of the address, or with another cohort.

    Saved, its page fills itself.
    """
    user = signed_in(request)
    require(user, "edit_cohort")
    source = get_cohort(user, request.GET["from"]) if "from" in request.GET else None
    begun = _copied(source) if source else CohortForm(request.GET, user=user).conditions()
    return _form_page(request, CohortForm(request.POST or None, user=user, initial=begun), None)


def rule_members(request: HttpRequest) -> HttpResponse:
    """The patients under the conditions of the address, where the form of a cohort tells exactly how many."""
    user = signed_in(request)
    require(user, "edit_cohort")
    require(user, "view_patient")
    form = CohortForm(request.GET, user=user)
    rule = form.rule()
    if form.rule_errors or not form.reader.sees_exactly(rule.sites):
        raise Http404("The form tells no such number.")
    found = Admitted(rule, user)
    sites = {site.pk: site.site_name or site.site_id or "" for site in form.conditions().get("sites", ())}
    context = {
        "conditions": conditions_in_words(rule.plain(), sites),
        "form_address": with_conditions(reverse("cohort-add"), rule),
        "filters": urlencode(rule.plain(), doseq=True),
        "synthetic": found.has_synthetic,
        **page_of_list(user, found, found.total, request.GET.get("page")),
    }
    return render(request, "outcomes/rule_members.html", context)


def _copied(cohort: Cohort) -> dict[str, Any]:
    fields = (name for name in CohortForm.Meta.fields if name not in NOT_COPIED and name != "sites")
    copied = {name: getattr(cohort, name) for name in fields}
    return copied | {"name": f"{cohort.name}, copy"[:120], "sites": list(cohort.sites.all())}


def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """The form of a cohort that exists: another rule becomes its next one."""
    user = signed_in(request)
    cohort = get_own_cohort(user, slug)
    form = CohortForm(request.POST or None, user=user, instance=cohort)
    return _form_page(request, form, cohort)


def _form_page(request: HttpRequest, form: CohortForm, cohort: Cohort | None) -> HttpResponse:
    """Counts if asked for counts, saves if it can, and otherwise shows the form with what is wrong."""
    is_counting = "count" in request.POST
    status = 200
    if request.method == "POST" and not is_counting:
        if form.is_valid() and (saved := _saved(request, form, cohort)):
            return redirect("cohort", slug=saved.slug)
        status = 422
    name = "outcomes/counts.html" if request.headers.get("HX-Request") else "outcomes/cohort_form.html"
    context = {"form": form, "cohort": cohort, "is_counting": is_counting, **form.counted()}
    return render(request, name, context, status=status)


def _saved(request: HttpRequest, form: CohortForm, cohort: Cohort | None) -> Cohort | None:
    user, sites = signed_in(request), form.cleaned_data["sites"]
    try:
        if cohort is None:
            return define_cohort(form.instance, sites=sites, by=user)
        return change_cohort(form.instance, sites=sites, by=user, seen=form.cleaned_data["seen"] or 0)
    except ValidationError as error:
        show_errors(form, error)
        return None


@require_POST
def change_state(request: HttpRequest, slug: str) -> HttpResponse:
    """Archive, delete, and the way back from both."""
    cohort, state = get_own_cohort(signed_in(request), slug), request.POST.get("state", "")
    if state not in Cohort.State.values:
        raise BadRequest("A cohort is active, archived or deleted.")
    was = cohort.get_state_display().lower()
    try:
        cohort = set_state(cohort, state)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
        return redirect("cohort", slug=slug)
    if state == Cohort.State.ACTIVE:
        messages.success(request, f"“{cohort.name}” was {was} and is back.")
        return redirect("cohort", slug=slug)
    messages.success(request, f"“{cohort.name}” is {state}. Undo this below.")
    return redirect(f"{reverse('cohorts')}#{state}")


def _rights(request: HttpRequest) -> dict[str, Any]:
    user = signed_in(request)
    return {"may_edit": may(user, "edit_cohort"), "may_recompute": may(user, "recompute")}
