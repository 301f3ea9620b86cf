"""The courses of a cohort's patients, one bar each: for those who may see the patients themselves."""

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from outcomes.access import get_cohort
from outcomes.charts.marking import marked_specification
from outcomes.charts.rendering import CONTENT_TYPES, FIGURE_ENDINGS, SPECIFICATION, drawn_as
from outcomes.charts.themes import LIGHT, THEMES, Theme
from outcomes.computing import frame_of
from outcomes.given_treatments import given_treatments
from outcomes.models import Cohort
from outcomes.presenting.summaries import has_synthetic
from outcomes.refresh import index_rows
from outcomes.statistics.swimmer import MOST_LANES, Swimmer, longest, swimmer
from registry.access import patients_of, require
from registry.models import User
from registry.views.requests import signed_in

FILES = (("svg", "SVG"), ("png", "PNG"), ("pdf", "PDF"), (SPECIFICATION, "Vega-Lite"))


def courses(request: HttpRequest, slug: str) -> HttpResponse:
    """The figure and the same as a table, of the patients at the reader's sites."""
    cohort, drawn = _courses(signed_in(request), slug)
    context = {
        "cohort": cohort,
        "drawn": drawn,
        "most": MOST_LANES,
        "files": FILES,
        "synthetic": has_synthetic(cohort),
    }
    return render(request, "outcomes/courses.html", context)


def courses_file(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """The figure as svg, png, pdf, or the definition from which all of them are drawn."""
    cohort, drawn = _courses(signed_in(request), slug)
    if ending not in FIGURE_ENDINGS:
        raise Http404("There is no such file.")
    figure = _specification(cohort, drawn, THEMES.get(request.GET.get("theme", ""), LIGHT))
    if ending == SPECIFICATION:
        response = HttpResponse(json.dumps(figure), content_type="application/json")
    else:
        response = HttpResponse(drawn_as(figure, ending), content_type=CONTENT_TYPES[ending])
    if "inline" not in request.GET:
        response["Content-Disposition"] = f'attachment; filename="{cohort.slug}_courses.{ending}"'
    return response


def _specification(cohort: Cohort, drawn: Swimmer, theme: Theme) -> dict[str, object]:
    from outcomes.charts.swimmer import chart

    figure = chart(drawn, theme).to_dict()
    return marked_specification(figure, theme) if has_synthetic(cohort) else figure


def _courses(user: User, slug: str) -> tuple[Cohort, Swimmer]:
    """Lanes of those patients of the cohort whom the user may see."""
    require(user, "view_patient")
    cohort = get_cohort(user, slug)
    own = dict(patients_of(user).values_list("pk", "registry_id"))
    rows = [row for row in index_rows(cohort) if row.patient_id in own]
    frame, labels = frame_of(rows), [own[row.patient_id] for row in rows]
    places = {rows[at].patient_id: at for at in longest(frame, labels)}
    given = {places[patient]: found for patient, found in given_treatments(places).items()}
    return cohort, swimmer(frame, labels, given)
