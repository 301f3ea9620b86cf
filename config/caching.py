"""Pages hold what was recorded of patients, so that no browser or proxy may keep them beyond the session."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]


def kept_nowhere(answer: Answer) -> Answer:
    """Middleware: no cache stores a response, unless its view has said otherwise."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answered
