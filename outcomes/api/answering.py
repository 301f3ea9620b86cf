"""From a request with a token to an answer in JSON: who asks, what went wrong, and what is unchanged."""

import functools
import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.csrf import csrf_exempt

from outcomes.api.tokens import owner_of
from registry.models import User

MOST_GUESSES, WITHIN_SECONDS = 10, 900
REFUSALS = {
    401: "A valid token is needed: Authorization: Bearer …",
    403: "The role of the token's owner does not allow this.",
    404: "There is nothing here, or not for the token's owner.",
    405: "This address can only be read.",
    429: "Too many wrong tokens from this address. Try again later.",
}
Endpoint = Callable[..., dict[str, Any]]


def endpoint(answer: Endpoint) -> Callable[..., HttpResponse]:
    """A view that answers GET for the owner of a token with what `answer(user, query, …)` returns."""

    @login_not_required
    @csrf_exempt
    @functools.wraps(answer)
    def view(request: HttpRequest, **arguments: str) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return refused(405, Allow="GET, HEAD")
        user = _asking(request)
        if user is None:
            return _unknown(request)
        try:
            return _answered(request, answer(user, request.GET, **arguments))
        except PermissionDenied:
            return refused(403)
        except Http404:
            return refused(404)

    return view


def refused(status: int, **headers: str) -> HttpResponse:
    """The same bytes for the same status, whatever was asked for."""
    text = json.dumps({"error": REFUSALS[status]})
    return HttpResponse(text, status=status, content_type="application/json", headers=headers)


def _asking(request: HttpRequest) -> User | None:
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    return owner_of(secret.strip()) if scheme.lower() == "bearer" and secret.strip() else None


def _unknown(request: HttpRequest) -> HttpResponse:
    """Wrong tokens are counted by address; a right one is never refused for the wrong ones of others."""
    key = f"wrong-tokens-{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, WITHIN_SECONDS)
    if "Authorization" in request.headers and cache.incr(key) > MOST_GUESSES:
        return refused(429, **{"Retry-After": str(WITHIN_SECONDS)})
    return refused(401, **{"WWW-Authenticate": "Bearer"})


def _answered(request: HttpRequest, content: dict[str, Any]) -> HttpResponse:
    text = json.dumps(content, ensure_ascii=False, allow_nan=False)
    etag = quote_etag(hashlib.blake2b(text.encode(), digest_size=16).hexdigest())
    made = HttpResponse(text, content_type="application/json")
    response = get_conditional_response(request, etag=etag) or made
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response
