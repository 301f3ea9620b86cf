"""The tokens by which programs read: one's own, and for administrators everybody's."""

import json
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from outcomes.api.describing import description
from outcomes.api.tokens import LONGEST_DAYS, create_token, revoke_token
from outcomes.models import ApiToken
from registry.access import may, require
from registry.models import User
from registry.views.requests import show_errors, signed_in


class TokenForm(forms.Form):
    name = forms.CharField(max_length=80, help_text="Which program it is for, such as “monthly slides”.")
    days = forms.IntegerField(
        label="Valid for days",
        min_value=1,
        max_value=LONGEST_DAYS,
        initial=30,
        help_text=f"At most {LONGEST_DAYS}; then make a new one.",
    )


def token_list(request: HttpRequest) -> HttpResponse:
    """One's tokens, and the form of another, whose secret is shown in the answer and never again."""
    user = signed_in(request)
    require(user, "manage_tokens")
    if request.method != "POST":
        return _page(request, TokenForm())
    require(user, "use_api")
    form = TokenForm(request.POST)
    if form.is_valid():
        try:
            token, secret = create_token(user, form.cleaned_data["name"], form.cleaned_data["days"])
            return _page(request, TokenForm(), made=token, secret=secret)
        except ValidationError as error:
            show_errors(form, error)
    return _page(request, form, status=422)


def _page(request: HttpRequest, form: TokenForm, *, status: int = 200, **made: Any) -> HttpResponse:
    user = signed_in(request)
    context = {
        "form": form,
        "tokens": tokens_of(user),
        "may_make": may(user, "use_api"),
        "sees_all": may(user, "revoke_any_token"),
        "root": request.build_absolute_uri("/api/v1"),
    }
    return render(request, "outcomes/tokens.html", context | made, status=status)


def tokens_of(user: User) -> QuerySet[ApiToken]:
    """One's own; everybody's for those who may revoke any."""
    mine = Q() if may(user, "revoke_any_token") else Q(owner=user)
    return ApiToken.objects.filter(mine).select_related("owner")


@require_POST
def revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    user = signed_in(request)
    require(user, "manage_tokens")
    token = tokens_of(user).filter(pk=token_id).first()
    if token is None:
        raise Http404("No such token.")
    revoke_token(token, user)
    messages.success(request, f"“{token.name}” is revoked: programs that use it are refused from now on.")
    return redirect("tokens")


def addresses(request: HttpRequest) -> HttpResponse:
    """The description of the API for people."""
    require(signed_in(request), "manage_tokens")
    described = description()
    found = [{"address": address, **one["get"]} for address, one in described["paths"].items()]
    schemas = [(name, json.dumps(one, indent=2)) for name, one in described["components"]["schemas"].items()]
    context = {
        "addresses": found,
        "schemas": schemas,
        "info": described["info"],
        "root": request.build_absolute_uri("/api/v1"),
    }
    return render(request, "outcomes/api_addresses.html", context)
