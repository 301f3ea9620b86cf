"""The unit in which each number was typed last, kept by the browser: a laboratory reports in the same one."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from registry.forms import RecordForm

_COOKIE, _ONE_YEAR, _MOST = "units", 365 * 86_400, 40


def last_units(request: HttpRequest) -> dict[str, str]:
    """Question → code of the unit; whatever else the browser sends is ignored by the forms."""
    pairs = (part.split(".") for part in request.COOKIES.get(_COOKIE, "").split(":")[:_MOST])
    return {pair[0]: pair[1] for pair in pairs if len(pair) == 2}


def remember_units(request: HttpRequest, response: HttpResponse, form: RecordForm) -> HttpResponse:
    """Keep the units of the numbers of a form that was saved."""
    kept = last_units(request)
    used = {
        name: unit.code if (unit := form.typed_unit(question)) else ""
        for name, question in form.questions.items()
        if question.also_in and form.cleaned_data.get(name) is not None
    }
    now = {name: code for name, code in {**kept, **used}.items() if code}
    if now != kept:
        response.set_cookie(
            _COOKIE,
            ":".join(f"{name}.{code}" for name, code in now.items()),
            max_age=_ONE_YEAR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response
