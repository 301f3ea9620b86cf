"""Frozen versions: making one, its page and files, making it again from the audit trail, comparing it."""

from dataclasses import replace

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from outcomes import tasks
from outcomes.access import (
    get_cohort,
    get_version,
    offered,
    offered_drawing,
    versions_of,
    view_of,
    view_of_version,
)
from outcomes.charts.drawing import BESIDE
from outcomes.code_version import code_version
from outcomes.disclosure import least_telling
from outcomes.models import FrozenVersion
from outcomes.presenting.blocks import Block
from outcomes.presenting.summaries import has_synthetic_frozen, summary_of
from outcomes.versions.comparing import Side, compare, side_of_now, side_of_version
from outcomes.versions.freezing import freeze
from outcomes.versions.pages import frozen_block, seal_of, sections_of_version
from outcomes.versions.reproducing import ask_for
from outcomes.views.statistics import choices_of, file_of, with_choice
from registry.access import may, require, traced_patients_of
from registry.models import User
from registry.views.requests import show_errors, signed_in

NOW = "now"


class VersionForm(forms.ModelForm):
    class Meta:
        model = FrozenVersion
        fields = ["name", "note"]
        widgets = {
            "name": forms.TextInput(attrs={"class": "form-control", "placeholder": "ASH 2026 abstract"}),
            "note": forms.TextInput(attrs={"class": "form-control"}),
        }


def version_list(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    require(user, "view_statistics")
    return render(request, "outcomes/versions.html", {"versions": versions_of(user)})


def add(request: HttpRequest, slug: str) -> HttpResponse:
    """The form that freezes what a cohort's page shows now."""
    user = signed_in(request)
    require(user, "freeze_version")
    cohort = get_cohort(user, slug)
    form = VersionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = freeze(cohort, name=form.cleaned_data["name"], note=form.cleaned_data["note"], by=user)
            return redirect("version", slug=made.slug)
        except ValidationError as error:
            show_errors(form, error)
    context = {"form": form, "cohort": cohort, "summary": summary_of(cohort, view_of(user, cohort))}
    status = 422 if request.method == "POST" else 200
    return render(request, "outcomes/version_form.html", context, status=status)


def version_page(request: HttpRequest, slug: str) -> HttpResponse:
    user = signed_in(request)
    version = get_version(user, slug)
    view = view_of_version(user, version, request.GET)
    context = {
        "version": version,
        "view": view,
        "patients": view.told(version.patients),
        "seal": seal_of(version),
        "has_synthetic": has_synthetic_frozen(version),
        "code_version": code_version(),
        "reproduction": version.reproductions.first(),
        "others": versions_of(user).filter(cohort=version.cohort).exclude(pk=version.pk),
        "sections": sections_of_version(version, request.GET, view),
        "may_freeze": may(user, "freeze_version"),
    }
    return render(request, "outcomes/version.html", context)


def statistic(request: HttpRequest, slug: str, statistic: str, grouping: str) -> HttpResponse:
    """A frozen statistic alone for htmx, or only the table beside its figure.

    For anybody else the version's page with this grouping chosen.
    """
    block = frozen_block_asked(request, slug, statistic, grouping)
    address = reverse("version", args=[slug])
    if not request.headers.get("HX-Request"):
        return redirect(f"{address}?{urlencode(choices_of(block))}#{statistic}")
    if BESIDE in request.GET:
        return render(request, "outcomes/results/beside.html", {"block": block})
    response = render(request, "outcomes/statistic.html", {"block": block, "cohort": block.cohort})
    response["HX-Replace-Url"] = f"{address}?{with_choice(request, block)}"
    return response


def download(request: HttpRequest, slug: str, statistic: str, grouping: str, ending: str) -> HttpResponse:
    return file_of(request, frozen_block_asked(request, slug, statistic, grouping), ending)


def frozen_block_asked(request: HttpRequest, slug: str, statistic: str, grouping: str) -> Block:
    """The frozen statistic of an address as its reader may see it; Http404 for one that is not there."""
    user = signed_in(request)
    version = get_version(user, slug)
    view = view_of_version(user, version, request.GET)
    block = frozen_block(version, *offered(statistic, grouping), view)
    return replace(block, drawing=offered_drawing(request.GET))


def manifest(request: HttpRequest, slug: str) -> HttpResponse:
    """The manifest as a file: its SHA-256 is the version's hash."""
    user = signed_in(request)
    version = get_version(user, slug)
    if not view_of_version(user, version).is_exact:
        raise Http404("The manifest is for those who see the exact figures.")
    response = HttpResponse(version.manifest.encode(), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{version.slug}_manifest.json"'
    return response


@require_POST
def reproduce(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for the version to be made again; the worker does it, and the page says how it went."""
    user = signed_in(request)
    version = get_version(user, slug)
    require(user, "freeze_version")
    ask_for(version, by=user)
    tasks.wake()
    messages.success(request, "The version is being made again from the audit trail.")
    return redirect(f"{reverse('version', args=[slug])}#reproduction")


def comparison(request: HttpRequest, slug: str) -> HttpResponse:
    """The version beside another one, or beside its cohort as it is now."""
    user = signed_in(request)
    version = get_version(user, slug)
    other = request.GET.get("with", NOW)
    one, another = _side_of_version(request, user, version), _other_side(request, user, version, other)
    view = least_telling(one.view, another.view)
    compared = compare(
        one,
        another,
        visible=traced_patients_of(user).values_list("pk", flat=True),
        hide_identifiers=not may(user, "see_identifiers"),
    )
    context = {
        "version": version,
        "compared": compared,
        "unseen": view.told(compared.unseen, withheld="some") if compared.unseen else "",
        "with": other,
        "has_synthetic": has_synthetic_frozen(version),
        "others": versions_of(user).exclude(pk=version.pk),
    }
    return render(request, "outcomes/version_comparison.html", context)


def _side_of_version(request: HttpRequest, user: User, version: FrozenVersion) -> Side:
    return side_of_version(version, request.GET, view_of_version(user, version, request.GET))


def _other_side(request: HttpRequest, user: User, version: FrozenVersion, other: str) -> Side:
    if other != NOW:
        return _side_of_version(request, user, get_version(user, other))
    return side_of_now(version.cohort, request.GET, view_of(user, version.cohort, request.GET))
