"""The courses of a cohort's patients, one bar each: for those who may see the patients themselves."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from outcomes.access import get_cohort
from outcomes.charts.rendering import CONTENT_TYPES, drawn_as
from outcomes.charts.themes import LIGHT, THEMES
from outcomes.computing import frame_of
from outcomes.models import Cohort
from outcomes.refresh import index_rows
from outcomes.statistics.swimmer import MOST_LANES, Swimmer, swimmer
from registry.access import patients_of, require
from registry.models import User
from registry.views.requests import signed_in


def courses(request: HttpRequest, slug: str) -> HttpResponse:
    """The figure and the same as a table, of the patients at the reader's sites."""
    cohort, drawn = _courses(signed_in(request), slug)
    context = {"cohort": cohort, "drawn": drawn, "most": MOST_LANES, "endings": CONTENT_TYPES}
    return render(request, "outcomes/courses.html", context)


def courses_file(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """The figure as svg, png or pdf."""
    from outcomes.charts.swimmer import chart

    cohort, drawn = _courses(signed_in(request), slug)
    if ending not in CONTENT_TYPES:
        raise Http404("There is no such file.")
    theme = THEMES.get(request.GET.get("theme", ""), LIGHT)
    figure = drawn_as(chart(drawn, theme).to_dict(), ending)
    response = HttpResponse(figure, content_type=CONTENT_TYPES[ending])
    if "inline" not in request.GET:
        response["Content-Disposition"] = f'attachment; filename="{cohort.slug}_courses.{ending}"'
    return response


def _courses(user: User, slug: str) -> tuple[Cohort, Swimmer]:
    """Lanes of those patients of the cohort whom the user may see."""
    require(user, "view_patient")
    cohort = get_cohort(user, slug)
    own = dict(patients_of(user).values_list("pk", "registry_id"))
    rows = [row for row in index_rows(cohort) if row.patient_id in own]
    return cohort, swimmer(frame_of(rows), [own[row.patient_id] for row in rows])
