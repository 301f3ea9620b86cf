"""The courses of a cohort's patients, one bar each: for those who may see the patients themselves."""

import json
from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from outcomes.access import get_cohort
from outcomes.charts.marking import marked_specification
from outcomes.charts.rendering import CONTENT_TYPES, FIGURE_ENDINGS, SPECIFICATION, drawn_as
from outcomes.charts.themes import LIGHT, THEMES, Theme
from outcomes.computing import frame_of
from outcomes.given_treatments import given_treatments
from outcomes.members.keys import WITH_TIME, WITHOUT_TIME
from outcomes.members.swimming import Swimming
from outcomes.models import Cohort, RegimenOutcome
from outcomes.presenting.summaries import has_synthetic
from outcomes.refresh import index_rows
from outcomes.statistics.swimmer import MOST_LANES, Swimmer, by_time, longest, swimmer
from outcomes.views.members import page_of_list
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


def course_members(request: HttpRequest, slug: str) -> HttpResponse:
    """Those of the patients at the reader's sites who have a time from regimen start, or who have none."""
    user = signed_in(request)
    cohort, rows = _own_rows(user, slug)
    places = by_time(frame_of(rows), _labels(rows))
    others = set(range(len(rows))) - set(places)
    counted = {WITH_TIME: [rows[at] for at in places], WITHOUT_TIME: [rows[at] for at in sorted(others)]}
    of = request.GET.get("of", WITH_TIME)
    if of not in counted:
        raise Http404("The courses have no such count.")
    found = Swimming(counted[of])
    context = {
        "cohort": cohort,
        "has_time": of == WITH_TIME,
        "filters": urlencode({"of": of}),
        "synthetic": has_synthetic(cohort),
        **page_of_list(user, found, found.total, request.GET.get("page")),
    }
    return render(request, "outcomes/course_members.html", context)


def _own_rows(user: User, slug: str) -> tuple[Cohort, list[RegimenOutcome]]:
    """The regimens of those patients of the cohort whom the user may see."""
    require(user, "view_patient")
    cohort = get_cohort(user, slug)
    own = set(patients_of(user).values_list("pk", flat=True))
    return cohort, [row for row in index_rows(cohort) if row.patient_id in own]


def _labels(rows: Sequence[RegimenOutcome]) -> list[str]:
    return [row.patient.registry_id for row in rows]


def _courses(user: User, slug: str) -> tuple[Cohort, Swimmer]:
    """Lanes of those patients of the cohort whom the user may see."""
    cohort, rows = _own_rows(user, slug)
    frame, labels = frame_of(rows), _labels(rows)
    places = {rows[at].patient_id: at for at in longest(frame, labels)}
    given = {places[patient]: found for patient, found in given_treatments(places).items()}
    return cohort, swimmer(frame, labels, given)
