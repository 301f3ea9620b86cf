"""Asking for a login without losing the form that was sent after the session had ended."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseRedirect

from registry.views.keeping import put_aside


class LoginRequired(LoginRequiredMiddleware):
    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseRedirect:
        if request.method == "POST":
            put_aside(request)
        return super().handle_no_permission(request, view_func)
